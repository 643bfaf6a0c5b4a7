"""Asking: once for whoever needs it, under a legal ground, with a trace."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from janua.base.actors import Actor, system_actor
from janua.base.audit.models import Entry
from janua.base.clock import now
from janua.checks.actions.check import Asked, NotAsked, ask_all
from janua.checks.models import Check
from janua.checks.permissions import NotPermitted
from janua.registers.models import Person
from tests.checks.factories import TODAY, As, check, person

ASSESSOR = system_actor("assessor")
DEADLINE = TODAY + timedelta(days=5)


def _asked(subject: Person, register: str = "civil", kind: str = "person", ground: str = "family") -> Asked:
    return Asked(subject.id, register, kind, ground, about_on=date(2026, 2, 1), deadline_on=DEADLINE)


def _income(subject: Person, about_on: date = TODAY) -> Asked:
    return Asked(subject.id, "revenue", "income_of_year", "means_test", about_on=about_on, deadline_on=DEADLINE)


def _traces() -> list[tuple[str, Any, Mapping[str, Any]]]:
    return list(
        Entry.objects.filter(action__startswith="check.").order_by("seq").values_list("action", "subject", "details")
    )


def test_ask_leaves_a_question_to_be_sent(as_process: As) -> None:
    child = person()

    with as_process("janua_work", ASSESSOR):
        (made,) = ask_all(asked=[_income(child)])

    row = Check.objects.get()
    assert (row.id, row.subject_id, row.register, row.kind, row.parameters, row.ground) == (
        made.id,
        child.id,
        "revenue",
        "income_of_year",
        {"year": 2024},
        "means_test",
    )
    assert (row.asked_for, row.state, row.attempts, row.deadline_on) == ("system:assessor", "waiting", 0, DEADLINE)
    assert _traces() == [
        ("check.ask", child.id, {"register": "revenue", "kind": "income_of_year", "ground": "means_test"})
    ]


def test_ask_of_two_claims_is_one_question_with_a_trace_each(as_process: As) -> None:
    child = person()

    with as_process("janua_work", ASSESSOR):
        first, second = ask_all(asked=[_asked(child), _asked(child)])
        (third,) = ask_all(asked=[_asked(child)])

    assert {first.id, second.id, third.id} == {Check.objects.get().id}
    said = {"register": "civil", "kind": "person", "ground": "family"}
    assert _traces() == [(f"check.{verb}", child.id, said) for verb in ("ask", "use_again", "use_again")]


@pytest.mark.parametrize(("age", "again"), [(89, False), (91, True)])
def test_answer_is_used_again_while_it_is_fresh(as_process: As, age: int, *, again: bool) -> None:
    child = person()
    before = check(child, state="answered", answered_at=now() - timedelta(days=age))

    with as_process("janua_work", ASSESSOR):
        (given,) = ask_all(asked=[_asked(child)])

    assert (given.id != before.id, Check.objects.count()) == (again, 2 if again else 1)


def test_question_that_went_the_manual_route_is_asked_anew(as_process: As) -> None:
    child = person()
    check(child, state="manual", answered_at=now())

    with as_process("janua_work", ASSESSOR):
        (given,) = ask_all(asked=[_asked(child)])

    assert (given.state, Check.objects.count()) == ("waiting", 2)


def test_another_year_or_person_is_another_question(as_process: As) -> None:
    one, other = person(), person("9900120L")

    with as_process("janua_work", ASSESSOR):
        ask_all(asked=[_income(one), _income(one, date(2027, 1, 1)), _income(other)])

    assert sorted(Check.objects.values_list("parameters__year", flat=True)) == [2024, 2024, 2025]


@pytest.mark.parametrize(
    ("register", "kind", "ground", "refusal"),
    [
        ("police", "person", "family", "police answers no question 'person' in this country's pack."),
        ("civil", "income", "family", "civil answers no question 'income' in this country's pack."),
        ("civil", "person", "curiosity", "civil/person may be asked under family, not under 'curiosity'."),
    ],
)
def test_question_without_register_or_ground_is_refused(
    as_process: As, register: str, kind: str, ground: str, refusal: str
) -> None:
    child = person()

    with as_process("janua_work", ASSESSOR), pytest.raises(NotAsked) as refused:
        ask_all(asked=[_asked(child), _asked(child, register, kind, ground)])

    assert (str(refused.value), Check.objects.count()) == (refusal, 0)


def test_asking_is_a_machine_step(as_process: As) -> None:
    child = person()

    for actor in (system_actor("keeper"), Actor("staff", child.id, "Ċetta")):
        with as_process("janua_work", actor), pytest.raises(NotPermitted):
            ask_all(asked=[_asked(child)])

    assert Check.objects.count() == 0
