"""Every test of the language once more: whatever it asks the interpreter, generated Python answers alike."""

from datetime import date
from typing import Any

import pytest

from janua.rules import Assessment, Law, Situation, assess
from janua.rules.columns import TooWide
from tests.rules import laws
from tests.rules.batch.agreeing import by_plain_python, interpreted
from tests.rules.test_assessment import *  # noqa: F403
from tests.rules.test_exactness import *  # noqa: F403
from tests.rules.test_expressions import *  # noqa: F403
from tests.rules.test_functions import *  # noqa: F403


@pytest.fixture(autouse=True)
def _asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(law: Law, situation: Situation, programme: str, on: date, **words: Any) -> Assessment:
        days = {name: words[name] for name in ("period", "applied_on", "event_on") if name in words}
        try:
            answer = by_plain_python(law, situation, programme, on, **days)
        except TooWide:
            answer = None
        assert answer in (None, interpreted(law, situation, programme, on, **days))
        return assess(law, situation, programme, on, **words)

    monkeypatch.setattr(laws, "assess", both)
