"""Handing over on the pages: the reason, where it goes, and the second person's yes."""

from typing import Any

import pytest

from janua.casework.models import HandOver, Task
from tests.registers import factories as people
from tests.workbench.cases.conftest import CASE_OFFICER, DECISION_OFFICER, browser, claim_of, looks, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(as_process: Any, refused: Any) -> Any:
    """A task that the lot gave to an officer."""
    task = Task.objects.get(object_id=claim_of(refused).id)
    task.owner = people.officer(*DECISION_OFFICER)
    task.save(update_fields=["owner"])
    return task


def test_hand_over_by_lot_leaves_the_list(mine: Any) -> None:
    client = browser(account=mine.owner)
    said = text(client.get(client.at("hand-over", mine.id)))
    assert "The deadline stays." in said
    assert "Nobody picks." in said

    done = client.post(client.at("hand-over", mine.id), {"reason": "workload", "words": "", "to": "lot"})

    assert (done.status_code, done["Location"]) == (302, f"{client.at('inbox')}?done=handed")
    mine.refresh_from_db()
    assert (mine.owner, HandOver.objects.get().reason) == (None, "workload")
    assert "Handed over." in text(client.get(done["Location"]))
    assert [persons for _actor, persons in looks("hand-over")] == [[mine.person_id]] * 2


def test_hand_over_without_reason_or_words_keeps_the_page(mine: Any) -> None:
    client = browser(account=mine.owner)

    page = client.post(client.at("hand-over", mine.id), {"to": "lot"})
    other = client.post(client.at("hand-over", mine.id), {"reason": "other", "words": " ", "to": "lot"})

    assert (page.status_code, set(page.context["form"].errors)) == (422, {"reason"})
    assert (other.status_code, set(other.context["form"].errors)) == (422, {"words"})
    assert client.post(client.at("hand-over", mine.id), {"reason": "kin", "to": "named:x"}).status_code == 422
    assert HandOver.objects.count() == 0


def test_hand_over_to_a_colleague_is_confirmed_by_a_supervisor(mine: Any) -> None:
    colleague, first = people.officer(*DECISION_OFFICER), mine.owner
    supervisor = people.officer("read_case", "confirm_hand_over", "do_task")
    client, third = browser(account=first), browser(account=supervisor)

    asked = client.post(
        client.at("hand-over", mine.id),
        {"reason": "skill", "words": "Speaks Arabic.", "to": f"named:{colleague.id}"},
    )
    assert asked["Location"] == f"{client.at('inbox')}?done=proposed"
    task = Task.objects.get(kind="confirm_hand_over")
    went = third.get(third.at("task", task.id))
    assert went["Location"].startswith(third.at("hand-over-confirm", HandOver.objects.get().id))
    assert "Speaks Arabic." in text(third.get(went["Location"]))

    done = third.post(third.at("hand-over-confirm", HandOver.objects.get().id))

    assert (done.status_code, done["Location"]) == (302, f"{third.at('inbox')}?done=confirmed")
    mine.refresh_from_db()
    assert mine.owner == colleague
    assert "nothing to confirm" in text(third.get(went["Location"]))


def test_hand_over_of_another_officers_task_is_refused(mine: Any) -> None:
    client = browser(*DECISION_OFFICER)

    page = client.get(client.at("hand-over", mine.id))
    assert "This task is not yours." in text(page)
    assert "Maria Borg" not in text(page)
    assert looks("hand-over") == []
    assert client.post(client.at("hand-over", mine.id), {"reason": "kin", "to": "lot"}).status_code == 404
    assert HandOver.objects.count() == 0


def test_hand_over_in_another_area_is_absent(mine: Any) -> None:
    client = browser(*CASE_OFFICER, "confirm_hand_over", area_id=2)
    given = HandOver.objects.create(
        task=mine, area_id=1, person_id=mine.person_id, reason="kin", by=mine.owner, at=people.NOW
    )

    assert client.get(client.at("hand-over", mine.id)).status_code == 404
    assert client.get(client.at("hand-over-confirm", given.id)).status_code == 404
    assert looks("hand-over") == looks("hand-over-confirm") == []


def test_confirm_without_the_permission_is_absent(mine: Any) -> None:
    client = browser(*DECISION_OFFICER)
    given = HandOver.objects.create(
        task=mine, area_id=1, person_id=mine.person_id, reason="kin", by=mine.owner, at=people.NOW
    )

    assert client.get(client.at("hand-over-confirm", given.id)).status_code == 404
    assert client.post(client.at("hand-over-confirm", given.id)).status_code == 404
