"""Recording what a source states: effects, refusals, and what the database guards by itself."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from janua.base.actors import Actor, system_actor
from janua.registers.actions import NotPermitted, StatedFact, record_facts
from janua.registers.actions.stated import NotStated
from janua.registers.models import Assurance, Fact, Status
from janua.values import Money, uuid7
from tests.registers import factories as make

As = Callable[..., AbstractContextManager[None]]
CHECKER = system_actor("checker")


def _record(*facts: StatedFact, source: str = "revenue", **more: Any) -> tuple[UUID, ...]:
    given: dict[str, Any] = {
        "assurance": Assurance.CONFIRMED,
        "on": make.TODAY,
        "attributes": make.ATTRIBUTES,
        "at": make.NOW,
    } | more
    return record_facts(source=source, facts=facts, **given)


def _income(subject: UUID, minor: int, first: date | None, last: date | None, item: str = "PE1") -> StatedFact:
    return StatedFact(
        subject=subject, attribute="employment_income", value=minor, item=item, true_from=first, true_to=last
    )


def _rows(subject: UUID) -> list[tuple[Any, ...]]:
    rows = Fact.objects.filter(subject_id=subject).order_by("known_from", "true_from")
    return [(row.value, row.true_from, row.true_to, row.known_to) for row in rows]


def test_record_facts_keeps_every_type_of_value_exactly(as_process: As) -> None:
    person, home, proof = make.person(), make.dwelling(), uuid7()

    with as_process("janua_work", CHECKER):
        ids = _record(
            StatedFact(subject=person.id, attribute="date_of_birth", value=date(1990, 2, 28)),
            StatedFact(subject=person.id, attribute="employment_income", value=Money.of("12.34", "EUR"), item="PE1"),
            StatedFact(subject=person.id, attribute="citizenship", value="MT", item="MT"),
            StatedFact(subject=person.id, attribute="refugee", value=False),
            StatedFact(subject=person.id, attribute="working_share", value=Fraction(13, 200)),
            StatedFact(subject=home.id, attribute="rooms", value=4),
            StatedFact(subject=home.id, attribute="monthly_rent", value=None, status=Status.REFUSED),
            evidence_id=proof,
        )

    found = {row.id: row for row in Fact.objects.all()}
    assert [(found[id_].value, found[id_].status, found[id_].evidence_id) for id_ in ids] == [
        (date(1990, 2, 28), Status.KNOWN, proof),
        (1234, Status.KNOWN, proof),
        ("MT", Status.KNOWN, proof),
        (False, Status.KNOWN, proof),
        ("13/200", Status.KNOWN, proof),
        (4, Status.KNOWN, proof),
        (None, Status.REFUSED, proof),
    ]


def test_record_facts_ends_what_the_same_source_stated_and_keeps_its_other_days(as_process: As) -> None:
    person = make.person()
    make.fact(person.id, number=100, item="PE1", true_from=date(2020, 1, 1), true_to=None)

    with as_process("janua_work", CHECKER):
        _record(_income(person.id, 200, date(2022, 1, 1), date(2022, 12, 31)))

    assert sorted(_rows(person.id), key=str) == sorted(
        [
            (100, date(2020, 1, 1), None, make.NOW),
            (100, date(2020, 1, 1), date(2021, 12, 31), None),
            (200, date(2022, 1, 1), date(2022, 12, 31), None),
            (100, date(2023, 1, 1), None, None),
        ],
        key=str,
    )


def test_record_facts_leaves_other_items_sources_and_days_alone(as_process: As) -> None:
    person = make.person()
    year = (date(2024, 1, 1), date(2024, 12, 31))
    make.fact(person.id, number=1, item="PE2", true_from=year[0], true_to=year[1])
    make.fact(person.id, number=2, item="PE1", true_from=year[0], true_to=year[1], source="declared")
    make.fact(person.id, number=3, item="PE1", true_from=date(2023, 1, 1), true_to=date(2023, 12, 31))

    with as_process("janua_work", CHECKER):
        _record(_income(person.id, 4, *year))

    assert [row[0] for row in _rows(person.id) if row[3] is None] == [3, 1, 2, 4]


def test_record_facts_complete_ends_items_that_are_no_longer_named(as_process: As) -> None:
    person = make.person()
    make.fact(person.id, number=1, item="PE1")
    make.fact(person.id, number=2, item="PE2")

    with as_process("janua_work", CHECKER):
        _record(_income(person.id, 3, date(2024, 1, 1), None, item="PE3"), complete=[(person.id, "employment_income")])
        _record(complete=[(person.id, "citizenship")])

    assert [row.value for row in Fact.objects.known()] == [3]


def test_record_facts_again_in_the_same_instant_replaces(as_process: As) -> None:
    person = make.person()

    with as_process("janua_work", CHECKER):
        for minor in (1, 2):
            _record(_income(person.id, minor, None, None))
        _record(_income(person.id, 3, None, None), at=make.NOW - timedelta(days=1))

    assert sorted(_rows(person.id), key=str) == sorted(
        [(1, None, None, make.NOW), (2, None, None, make.NOW), (3, None, None, None)], key=str
    )


def test_record_facts_copies_birth_and_death_to_the_person_and_undoes_a_wrong_death(as_process: As) -> None:
    person = make.person()
    born = StatedFact(subject=person.id, attribute="date_of_birth", value="1990-01-01")
    dead = StatedFact(subject=person.id, attribute="date_of_death", value="2026-01-15")

    seen = []
    with as_process("janua_work", CHECKER):
        _record(born, dead, source="civil")
        person.refresh_from_db()
        seen.append((person.born_on, person.died_on))
        _record(source="civil", complete=[(person.id, "date_of_death")])
        person.refresh_from_db()
        seen.append((person.born_on, person.died_on))

    assert seen == [(date(1990, 1, 1), date(2026, 1, 15)), (date(1990, 1, 1), None)]


def test_record_facts_by_a_citizen_is_their_own_declared_word(as_process: As) -> None:
    own, other = make.person(), make.person()
    account = make.citizen(own)
    said = StatedFact(subject=own.id, attribute="refugee", value=True)
    declared: dict[str, Any] = {"source": "declared", "assurance": Assurance.DECLARED}

    with as_process("janua_portal", account.actor):
        _record(said, **declared)
        _record(said, **declared)
        wrong: tuple[dict[str, Any], ...] = (
            {"source": "civil", "assurance": Assurance.DECLARED},
            {"source": "declared", "assurance": Assurance.CONFIRMED},
        )
        for more in wrong:
            with pytest.raises(NotPermitted):
                _record(said, **more)
        with pytest.raises(NotPermitted):
            _record(StatedFact(subject=other.id, attribute="refugee", value=True), **declared)

    assert [(row.source, row.known_to is None) for row in Fact.objects.order_by("known_to", "id")] == [
        ("declared", False),
        ("declared", True),
    ]


@pytest.mark.parametrize(("permission", "area_id"), [("read_case", 1), ("keep_register", 2)])
def test_record_facts_by_an_officer_without_the_right_there_is_refused(
    as_process: As, permission: str, area_id: int
) -> None:
    person = make.person(area_id=1)
    account = make.officer(permission, area_id=area_id)

    with pytest.raises(NotPermitted), as_process("janua_workbench", account.actor):
        _record(_income(person.id, 1, None, None))


def test_record_facts_by_an_officer_of_the_area(as_process: As) -> None:
    person, home = make.person(area_id=1), make.dwelling(1)
    account = make.officer("keep_register")

    with as_process("janua_workbench", account.actor):
        _record(_income(person.id, 1, None, None), StatedFact(subject=home.id, attribute="rooms", value=3))

    assert {row.number for row in Fact.objects.all()} == {1, 3}


@pytest.mark.parametrize("actor", [system_actor("sealer"), system_actor("door")])
def test_record_facts_by_another_machine_step_is_refused(as_process: As, actor: Actor) -> None:
    person = make.person()
    role = "janua_work" if actor.name == "sealer" else "janua_portal"

    with pytest.raises(NotPermitted), as_process(role, actor):
        _record(_income(person.id, 1, None, None))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"attribute": "nonsense"}, "no attribute"),
        ({"attribute": "consulted", "value": True}, "is of a claim"),
        ({"attribute": "refugee", "value": 1}, "declared as bool"),
        ({"attribute": "refugee", "value": True, "item": "x"}, "does not repeat"),
        ({"attribute": "citizenship", "value": "XX"}, "choose one of MT, IT"),
        ({"attribute": "date_of_birth", "value": "yesterday"}, "no value of date_of_birth"),
        ({"attribute": "employment_income", "value": Money.of("1", "USD")}, "declared in EUR"),
        ({"attribute": "employment_income", "value": True}, "declared as money"),
        ({"attribute": "employment_income", "value": 10**12}, "outside the declared"),
        ({"attribute": "refugee", "value": True, "status": Status.REFUSED}, "has a value all the same"),
        (
            {"attribute": "refugee", "value": True, "true_from": date(2025, 1, 2), "true_to": date(2025, 1, 1)},
            "before it begins",
        ),
    ],
)
def test_record_facts_refuses_what_the_pack_does_not_declare(
    as_process: As, wrong: dict[str, Any], message: str
) -> None:
    person = make.person()

    with pytest.raises(NotStated, match=message), as_process("janua_work", CHECKER):
        _record(StatedFact(**({"subject": person.id, "value": None} | wrong)))

    assert Fact.objects.count() == 0


def test_record_facts_refuses_two_values_of_one_item_on_one_day(as_process: As) -> None:
    person = make.person()

    with pytest.raises(NotStated, match="twice for one day"), as_process("janua_work", CHECKER):
        _record(_income(person.id, 1, None, date(2024, 6, 1)), _income(person.id, 2, date(2024, 6, 1), None))


def test_record_facts_uses_as_many_queries_for_a_hundred_persons_as_for_one(
    as_process: As, django_assert_num_queries: Any
) -> None:
    persons = [make.person() for _ in range(100)]

    # Lock, what holds now, (what ends,) what is new, the trace.
    for chosen, queries in ((persons[:1], 4), (persons, 5), (persons, 5)):
        with as_process("janua_work", CHECKER), django_assert_num_queries(queries):
            _record(*(_income(one.id, 1, None, None) for one in chosen))


def test_database_refuses_a_source_that_contradicts_itself(db: None) -> None:
    person = make.person()
    make.fact(person.id, number=1, true_from=date(2024, 1, 1), true_to=date(2024, 6, 30))
    make.fact(person.id, number=1, true_from=date(2024, 7, 1))
    make.fact(person.id, number=2, source="declared")
    make.fact(person.id, number=3, item="PE2")
    make.fact(person.id, number=4, known_to=make.NOW)

    several: tuple[dict[str, Any], ...] = ({"true_from": date(2024, 6, 30), "true_to": date(2024, 6, 30)}, {})
    for days in several:
        with pytest.raises(IntegrityError, match="contradicts itself"), transaction.atomic():
            make.fact(person.id, number=5, **days)


def test_database_refuses_a_contradiction_within_one_statement(db: None) -> None:
    person = make.person()
    rows = [
        Fact(
            subject_id=person.id,
            subject_kind=1,
            attribute="refugee",
            truth=truth,
            source="civil",
            assurance=3,
            known_from=make.NOW,
        )
        for truth in (True, False)
    ]

    with pytest.raises(IntegrityError, match="contradicts itself"), transaction.atomic():
        Fact.objects.bulk_create(rows)


def test_database_refuses_a_fact_about_nobody(db: None) -> None:
    person = make.person()

    for subject, kind in ((uuid7(), 1), (person.id, 2)):
        with pytest.raises(IntegrityError, match="not in the register"), transaction.atomic():
            make.fact(subject, subject_kind=kind)


@pytest.mark.parametrize(
    "columns",
    [
        {"number": 1, "words": "x"},
        {"status": Status.KNOWN},
        {"status": Status.NOT_KNOWN, "number": 1},
        {"number": 1, "true_from": date(2024, 1, 2), "true_to": date(2024, 1, 1)},
        {"number": 1, "known_to": make.LONG_AGO - timedelta(days=1)},
        {"number": 1, "assurance": 9},
    ],
)
def test_database_refuses_a_fact_that_is_none(db: None, columns: dict[str, Any]) -> None:
    person = make.person()

    with pytest.raises(IntegrityError), transaction.atomic():
        make.fact(person.id, **columns)


def test_database_refuses_any_change_but_one_end(db: None) -> None:
    person = make.person()
    fact, ended = make.fact(person.id), make.fact(person.id, known_to=make.NOW)

    Fact.objects.filter(id=fact.id).update(known_to=make.NOW)
    changes: tuple[tuple[UUID, dict[str, Any]], ...] = (
        (fact.id, {"known_to": None}),
        (ended.id, {"known_to": make.NOW + timedelta(days=1)}),
        (make.fact(person.id).id, {"known_to": make.NOW, "number": 5}),
        (fact.id, {"number": 5}),
    )
    for id_, change in changes:
        with pytest.raises(IntegrityError, match="only known_to is set, once"), transaction.atomic():
            Fact.objects.filter(id=id_).update(**change)


def test_mutation_without_the_guards_contradictions_and_changes_pass(db: None) -> None:
    """The tests above would not notice guards that are never called: without them the same writes succeed."""
    person = make.person()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER consistent ON registers_fact")
        cursor.execute("DROP TRIGGER ended_once ON registers_fact")

    first, second = make.fact(person.id, number=1), make.fact(person.id, number=2)
    Fact.objects.filter(id=first.id).update(number=7)

    assert [row.value for row in Fact.objects.filter(id__in=[first.id, second.id]).order_by("id")] == [7, 2]


@pytest.mark.parametrize("role", ["janua_work", "janua_payments"])
def test_column_right_alone_stops_a_change(as_process: As, role: str) -> None:
    person = make.person()
    make.fact(person.id)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ended_once ON registers_fact")

    actor = CHECKER if role == "janua_work" else system_actor("paymaster")
    with pytest.raises(ProgrammingError, match="permission denied"), as_process(role, actor):
        Fact.objects.update(number=7)


def test_record_facts_complete_within_a_year_says_nothing_of_other_years(as_process: As) -> None:
    person = make.person()
    first, last = date(2024, 1, 1), date(2024, 12, 31)
    with as_process("janua_work", CHECKER):
        _record(_income(person.id, 100, date(2023, 7, 1), date(2024, 6, 30)), at=make.LONG_AGO)
        _record(_income(person.id, 200, date(2025, 1, 1), None, "PE2"), at=make.LONG_AGO)

        _record(
            _income(person.id, 300, first, last, "PE3"),
            complete=[(person.id, "employment_income")],
            complete_within=(first, last),
        )

    held = Fact.objects.known().filter(subject_id=person.id).order_by("true_from")
    assert [(row.item, row.value, row.true_from, row.true_to) for row in held] == [
        ("PE1", 100, date(2023, 7, 1), date(2023, 12, 31)),
        ("PE3", 300, first, last),
        ("PE2", 200, date(2025, 1, 1), None),
    ]
