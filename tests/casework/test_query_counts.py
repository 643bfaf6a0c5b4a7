"""How often casework asks the database: once for a batch, not once for each claim of it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janua.base.actors import system_actor
from janua.casework.actions.claim import begin_claims, take_up_checks
from tests.casework import factories as f
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
ASSESSOR = system_actor("assessor")


def submitted(as_process: Any, *, families: Any, in_care: Any = False) -> Any:
    """So many families' applications, each of two claims."""
    f.publish_catalogue()
    made = [f.family(number=number) for number in range(1, families + 1)]
    for number, one in enumerate(made):
        for child in one.children if in_care else ():
            people.fact(child.id, "in_care", source="appogg", words="foster", true_from=child.born_on)
        f.submit_as(as_process, one, key=f"k{number}")
    return made


def incomes_of(families: Any) -> Any:
    return {
        parent.id: f.income_record(parent.identifiers.get().value, gross="9000.00")
        for one in families
        for parent in (one.mother, one.father)
    }


def counted(as_process: Any, step: Any) -> Any:
    with as_process("janua_work", ASSESSOR), CaptureQueriesContext(connection) as asked:
        step(on=f.TODAY)
    return len(asked)


def test_submit_asks_as_often_whoever_applies(as_process: Any) -> None:
    f.publish_catalogue()
    first, second = f.family(number=1), f.family(number=2)
    with as_process("janua_portal", first.account.actor), CaptureQueriesContext(connection) as asked:
        f.submission(first, key="k1")
    with as_process("janua_portal", second.account.actor), CaptureQueriesContext(connection) as again:
        f.submission(second, key="k2")

    assert (len(asked), len(again)) == (17, 17)


@pytest.mark.parametrize("families", [1, 3])
def test_begin_claims_asks_as_often_for_one_family_and_for_three(as_process: Any, families: Any) -> None:
    submitted(as_process, families=families)

    assert counted(as_process, begin_claims) == 9


@pytest.mark.parametrize("families", [1, 3])
def test_take_up_checks_grants_with_as_many_queries_for_one_family_and_for_three(
    as_process: Any, families: Any
) -> None:
    made = submitted(as_process, families=families)
    counted(as_process, begin_claims)
    f.answer_checks(as_process, incomes_of(made))

    assert counted(as_process, take_up_checks) == 30


@pytest.mark.parametrize("families", [1, 3])
def test_take_up_checks_hands_on_with_as_many_queries_for_one_family_and_for_three(
    as_process: Any, families: Any
) -> None:
    made = submitted(as_process, families=families, in_care=True)
    counted(as_process, begin_claims)
    f.answer_checks(as_process, incomes_of(made))

    assert counted(as_process, take_up_checks) == 24
