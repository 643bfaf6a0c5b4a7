"""A payments worker that is killed while it prepares a run."""

import time
from collections.abc import Callable

from janua.payments.models import OrderLine, Run
from tests.payments import factories as paid
from tests.payments.broken import broken
from tests.payments.factories import EXECUTE_ON
from tests.payments.scene import Scene

OpenScene = Callable[..., Scene]


def test_worker_killed_in_the_middle_is_followed_by_another_that_pays_each_once(open_scene: OpenScene) -> None:
    scene = open_scene()
    with scene.as_superuser():
        for amount in range(100, 140):
            paid.entitled(amount)
    asked = scene.ask(execute_on=EXECUTE_ON)
    killed = 0
    while True:
        worker = scene.start_worker(
            "import time; preparing._PERSONS_AT_ONCE = 3\n"
            f"while preparing.advance(run=UUID('{asked.id}'), on=TODAY): time.sleep(0.02)"
        )
        if killed == 2:
            assert worker.wait(timeout=60) == 0
            break
        before = _done(scene, asked)
        while _done(scene, asked) < before + 6:
            time.sleep(0.005)
        worker.kill()
        worker.wait()
        killed += 1
        with scene.as_superuser():
            assert (Run.objects.get().state, broken()) == ("preparing", [])
    with scene.as_superuser():
        row = Run.objects.get()
        assert (row.state, row.order_count, row.control_sum) == ("prepared", 40, sum(range(100, 140)))
        assert (sorted(OrderLine.objects.values_list("amount", flat=True)), broken()) == (list(range(100, 140)), [])


def _done(scene: Scene, of: Run) -> int:
    with scene.as_superuser():
        return Run.objects.get(id=of.id).persons_done
