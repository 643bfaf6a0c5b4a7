"""Declaring jobs: ids only, names once."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from janua.base.jobs import job
from janua.base.jobs.registry import JOBS, JobMisdeclared, WrongArguments
from tests.base.jobs import kinds

THING = UUID(int=7)


def test_job_is_called_like_its_function() -> None:
    @job(name="test.called", actor="assessor")
    def double(number: int) -> int:
        return 2 * number

    assert double(21) == 42
    del JOBS["test.called"]


@pytest.mark.parametrize("kind", [str, dict, object, Any, list[str]])
def test_job_that_takes_no_ids_is_refused(kind: Any) -> None:
    def taking(thing: Any) -> None: ...

    taking.__annotations__["thing"] = kind
    with pytest.raises(JobMisdeclared, match="ids only"):
        job(name="test.taking", actor="assessor")(taking)
    assert "test.taking" not in JOBS


def test_job_with_a_name_taken_is_refused() -> None:
    def other(thing: UUID) -> None: ...

    with pytest.raises(JobMisdeclared, match="Two jobs"):
        job(name="test.effect", actor="assessor")(other)


def test_arguments_survive_the_queue() -> None:
    given = {"things": [THING], "on": date(2026, 3, 1), "number": 3}
    written = kinds.outside.to_json(given)
    assert written == {"things": [str(THING)], "on": "2026-03-01", "number": 3}
    assert kinds.outside.from_json(written) == given


@pytest.mark.parametrize("ids", [{}, {"thing": THING, "more": 1}, {"thing": "Maria"}, {"thing": 1.5}, {"thing": True}])
def test_wrong_arguments_are_refused(ids: dict[str, Any]) -> None:
    with pytest.raises(WrongArguments):
        kinds.effect.to_json(ids)
