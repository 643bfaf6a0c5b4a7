"""Every test of the language once more: whatever it asks the interpreter, the SQL text answers alike on DuckDB."""

from datetime import date
from typing import Any

import pytest

from janua.rules import Assessment, Law, Situation, assess
from janua.rules.assessment import Days
from janua.rules.batch.duckdb_run import run_duckdb
from janua.rules.columns import TooWide, tables_of
from janua.rules.sql import NoSql
from tests.rules import laws
from tests.rules.batch.agreeing import interpreted
from tests.rules.test_assessment import *  # noqa: F403
from tests.rules.test_exactness import *  # noqa: F403
from tests.rules.test_expressions import *  # noqa: F403
from tests.rules.test_functions import *  # noqa: F403


def by_duckdb(law: Law, situation: Situation, programme: str, on: date, **days: Any) -> tuple[Any, ...]:
    """The row of one situation, as the SQL text gives it."""
    tables = tables_of(law, programme, [(1, situation)], on, **days)
    period = Days.of(law.programme(programme), situation, on, days.get("period"), None, None).period
    found = run_duckdb(law, tables, on, period, threads=1)
    return found.outcome[0], found.amount[0], found.amount_kind[0], found.failed[0], found.missing[0]


@pytest.fixture(autouse=True)
def _asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(law: Law, situation: Situation, programme: str, on: date, **words: Any) -> Assessment:
        days = {name: words[name] for name in ("period", "applied_on", "event_on") if name in words}
        try:
            answer = by_duckdb(law, situation, programme, on, **days)
        except (TooWide, NoSql):
            answer = None
        assert answer in (None, interpreted(law, situation, programme, on, **days))
        return assess(law, situation, programme, on, **words)

    monkeypatch.setattr(laws, "assess", both)
