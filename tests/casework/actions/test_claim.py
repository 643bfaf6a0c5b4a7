"""From submission to decision: the machine says yes where the law does, and hands everything else to a person."""

from datetime import date
from typing import Any

import pytest

from janua.base.actors import system_actor
from janua.base.audit.models import Entry
from janua.casework.actions.claim import begin_claims, take_up_checks
from janua.casework.actions.event import take_up_events
from janua.casework.models import Claim, Decision, EntitlementLine, EventTaken, Task
from janua.checks.models import Check
from janua.registers.models import Event
from tests.casework import factories as f
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
ASSESSOR = system_actor("assessor")


def carry(as_process: Any, of: Any, incomes: Any, *, on: Any = f.TODAY) -> Any:
    """Run the worker's steps until nothing moves."""
    with as_process("janua_work", ASSESSOR):
        begin_claims(on=on)
    f.answer_checks(as_process, incomes, on=on)
    with as_process("janua_work", ASSESSOR):
        return take_up_checks(on=on)


def example_one(of: Any) -> Any:
    """Gross 25,000, contributions 2,500, tax 2,000 (malta.md, section 8, row 1)."""
    number = of.mother.identifiers.get().value
    other = of.father.identifiers.get().value
    return {
        of.mother.id: f.income_record(number, gross="7000.00", contributions="700.00", tax="300.00"),
        of.father.id: f.income_record(other, gross="18000.00", contributions="1800.00", tax="1700.00"),
    }


def test_carry_grants_what_the_law_gives_with_a_line_a_quarter(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()
    application = f.submit_as(as_process, of)

    carried = carry(as_process, of, example_one(of))

    assert (carried.granted, carried.handed_on, carried.stuck) == (2, 0, 0)
    decisions = {d.claim.programme: (d.outcome, d.amount, d.decided_by_system) for d in Decision.objects.all()}
    assert decisions == {"MT-CA": ("grant", 30888, "assessor"), "MT-CAS": ("grant", 45500, "assessor")}
    lines = EntitlementLine.objects.filter(programme="MT-CA").order_by("starts_on")
    assert [(line.starts_on, line.due_on, line.amount) for line in lines] == [
        (date(2026, 1, 1), date(2026, 2, 1), 30888),
        (date(2026, 4, 1), date(2026, 3, 13), 30888),
        (date(2026, 7, 1), date(2026, 6, 15), 30888),
        (date(2026, 10, 1), date(2026, 9, 15), 30888),
    ]
    assert {claim.state for claim in f.claims_of(application).values()} == {"decided"}


def test_begin_asks_each_question_once_for_both_claims(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)

    with as_process("janua_work", ASSESSOR):
        carried = begin_claims(on=f.TODAY)

    assert carried.waiting == 2
    assert sorted((c.register, c.kind, c.subject_id) for c in Check.objects.all()) == sorted(
        [
            *(("civil", "person", child.id) for child in of.children),
            ("revenue", "income_of_year", of.mother.id),
            ("revenue", "income_of_year", of.father.id),
        ]
    )


def test_take_up_twice_changes_nothing(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))

    with as_process("janua_work", ASSESSOR):
        again = take_up_checks(on=f.TODAY)

    assert (again.granted, again.handed_on) == (0, 0)
    assert (Decision.objects.count(), EntitlementLine.objects.count()) == (2, 8)


def test_carry_never_refuses_but_opens_a_task(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family(born=(date(2015, 5, 4),))
    for child in of.children:
        people.fact(child.id, "in_care", source="appogg", words="foster", true_from=date(2025, 6, 1))
    f.submit_as(as_process, of)

    carried = carry(as_process, of, example_one(of))

    assert (carried.granted, carried.handed_on) == (0, 2)
    assert Decision.objects.count() == 0
    assert [task.kind for task in Task.objects.all()] == ["give_notice", "give_notice"]
    assert {claim.state for claim in Claim.objects.all()} == {"assessed"}


def test_carry_leaves_a_contradiction_to_an_officer(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()
    people.fact(
        of.mother.id,
        "employment_income",
        source="declared",
        number=1400000,
        true_from=date(2024, 1, 1),
        true_to=date(2024, 12, 31),
        assurance=1,
    )
    f.submit_as(as_process, of)

    carried = carry(as_process, of, example_one(of))

    assert (carried.granted, carried.handed_on) == (0, 2)
    assert {task.kind for task in Task.objects.all()} == {"rule_on_discrepancy"}


def test_carry_without_an_income_that_revenue_lacks_asks_a_person(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)

    carried = carry(as_process, of, {})

    assert (carried.granted, carried.handed_on) == (0, 2)
    assert {task.kind for task in Task.objects.all()} == {"decide"}


def test_take_up_events_starts_the_allowance_and_bonus_of_a_birth(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family(born=(date(2022, 5, 4), date(2026, 1, 20)))
    Event.objects.create(
        kind="birth",
        person=of.children[1],
        about=of.mother,
        source="civil",
        reference="BRN-1",
        happened_on=date(2026, 1, 20),
        known_from=people.NOW,
    )

    with as_process("janua_work", ASSESSOR):
        take_up_events(on=f.TODAY)
        take_up_events(on=f.TODAY)
        begin_claims(on=f.TODAY)

    granted = {d.claim.programme: (d.amount, d.claim.origin) for d in Decision.objects.all()}
    # 8.66 × 10 weeks that begin on or after the birth, 22 January to 26 March (weeks 4 to 13); second child 1,500.
    assert granted["MT-CA"] == (8660, "event")
    assert granted["MT-BB"] == (150000, "event")
    assert EventTaken.objects.get().outcome == "claims_started"
    assert Entry.objects.filter(action="claim.start_from_event", subject=of.mother.id).count() == 3
    assert Check.objects.count() == 0


def test_apply_again_pays_nothing_twice(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of, key="first")
    carry(as_process, of, example_one(of))

    f.submit_as(as_process, of, key="second")
    carry(as_process, of, example_one(of))

    assert Decision.objects.count() == 4
    assert sum(line.amount for line in EntitlementLine.objects.filter(programme="MT-CA")) == 4 * 30888


def test_apply_after_the_births_minimum_pays_the_difference(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family(born=(date(2026, 1, 20),))
    Event.objects.create(
        kind="birth",
        person=of.children[0],
        about=of.mother,
        source="civil",
        reference="BRN-1",
        happened_on=date(2026, 1, 20),
        known_from=people.NOW,
    )
    with as_process("janua_work", ASSESSOR):
        take_up_events(on=f.TODAY)
        begin_claims(on=f.TODAY)

    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))

    first_quarter = EntitlementLine.objects.filter(programme="MT-CA", starts_on=date(2026, 1, 1))
    # 10 weeks at 8.66 by the birth; at 11.88 by the application: 118.80 in all.
    assert sorted(line.amount for line in first_quarter) == [11880 - 8660, 8660]


def test_unemployment_benefit_is_granted_week_by_week_at_its_own_rates(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()
    for year in (2022, 2023, 2024, 2025):
        people.fact(
            of.mother.id,
            "contributions_paid",
            source="department",
            number=52,
            true_from=date(year, 1, 1),
            true_to=date(year, 12, 31),
        )
    since = {"source": "jobsplus", "true_from": date(2026, 1, 12)}
    people.fact(of.mother.id, "unemployment_register", words="part_1", **since)
    people.fact(of.mother.id, "previous_weekly_wage", number=40000, **since)
    people.fact(of.mother.id, "fit_for_work", truth=True, **since)
    people.fact(of.mother.id, "available_for_work", truth=True, **since)
    f.submit_as(as_process, of, service="unemployment-benefit")
    with as_process("janua_work", ASSESSOR):
        begin_claims(on=f.TODAY)
    Check.objects.update(state="answered", answered_at=people.NOW)
    with as_process("janua_work", ASSESSOR):
        take_up_checks(on=f.TODAY)

    lines = EntitlementLine.objects.order_by("starts_on")
    # malta.md, section 8, row 8: 40.00 on days 1-36, 36.67 on 37-96, 33.33 on 97-156; weeks of six days.
    assert [line.amount for line in lines] == [24000] * 6 + [22002] * 10 + [19998] * 10
    assert sum(line.amount for line in lines) == 564000
    assert (lines[0].starts_on, lines[0].due_on) == (f.TODAY, date(2026, 2, 8))
