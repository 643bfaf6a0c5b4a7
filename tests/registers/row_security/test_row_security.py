"""Who sees and writes what, under the database role of the process."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from janua.base.actors import system_actor
from janua.registers.models import Dwelling, Event, Fact, Mandate, Person, PersonName, Relationship, Residence
from janua.registers.queries import find_persons
from tests.registers import factories as make

As = Callable[..., AbstractContextManager[None]]


def test_person_is_seen_by_staff_of_the_area_and_of_areas_above(as_process: As) -> None:
    top = make.area(1)
    below = make.area(11, under=top)
    here, there = make.person(area_id=below.id), make.person(area_id=2)
    make.person(family="Nowhere")
    officer, above, elsewhere = make.officer(area_id=11), make.officer(area_id=1), make.officer(area_id=2)

    seen = []
    for account in (officer, above, elsewhere):
        with as_process("janua_workbench", account.actor):
            seen.append(set(Person.objects.values_list("id", flat=True)))

    assert seen == [{here.id}, {here.id}, {there.id}]


def test_nobody_acting_raises_where_a_row_could_leak(as_process: As) -> None:
    make.person(area_id=1)

    with pytest.raises(DatabaseError, match="nobody acts"), as_process("janua_workbench"):
        Person.objects.count()


def test_restricted_person_is_seen_by_named_roles_and_machine_steps_only(as_process: As) -> None:
    hidden = make.person(area_id=1, restricted=True)
    make.fact(hidden.id)
    plain, named = make.officer("keep_register"), make.officer("see_restricted")

    counts = []
    for role, actor in (
        ("janua_workbench", plain.actor),
        ("janua_workbench", named.actor),
        ("janua_work", system_actor("assessor")),
    ):
        with as_process(role, actor):
            counts.append((Person.objects.count(), PersonName.objects.count(), Fact.objects.count()))

    assert counts == [(0, 0, 0), (1, 1, 1), (1, 1, 1)]


def test_citizen_sees_own_person_and_those_whose_mandate_is_in_force(as_process: As) -> None:
    own, giver, former, later, other = (make.person(area_id=1) for _ in range(5))
    for one in (own, giver, former, later, other):
        make.fact(one.id)
        make.residence(one, make.dwelling())
    make.mandate(giver, own)
    make.mandate(former, own, true_to=date(2021, 1, 1))
    make.mandate(later, own, known_to=make.NOW)
    account = make.citizen(own)

    with as_process("janua_portal", account.actor):
        persons = set(Person.objects.values_list("id", flat=True))
        facts = set(Fact.objects.values_list("subject_id", flat=True))
        homes = set(Residence.objects.values_list("person_id", flat=True))
        dwellings = Dwelling.objects.count()

    assert (persons, facts, homes, dwellings) == ({own.id, giver.id}, {own.id, giver.id}, {own.id, giver.id}, 2)


@pytest.mark.parametrize(
    ("role", "actor", "sees"),
    [
        ("janua_portal", "door", 0),
        ("janua_work", "intake", 1),
        ("janua_work", "assessor", 1),
        ("janua_work", "sealer", 0),
        ("janua_work", "exchange", 1),
        ("janua_payments", "paymaster", 1),
    ],
)
def test_machine_steps_see_persons_only_where_their_work_needs_it(
    as_process: As, role: str, actor: str, sees: int
) -> None:
    made = make.person()
    make.fact(made.id)

    with as_process(role, system_actor(actor)):
        seen = (Person.objects.count(), Fact.objects.count())

    assert seen == (sees, sees)


def test_a_process_cannot_use_the_name_of_another_process_step(as_process: As) -> None:
    make.person()

    with pytest.raises(ProgrammingError, match="may not act as"), as_process("janua_portal", system_actor("assessor")):
        Person.objects.count()


def test_citizen_may_write_only_their_own_word_about_themselves(as_process: As) -> None:
    own, other = make.person(), make.person()
    account = make.citizen(own)
    made = {"attribute": "refugee", "truth": True, "subject_kind": 1, "known_from": make.NOW}

    with as_process("janua_portal", account.actor):
        Fact.objects.create(subject_id=own.id, source="declared", assurance=1, **made)
        refused = 0
        for more in (
            {"subject_id": own.id, "source": "civil", "assurance": 1},
            {"subject_id": own.id, "source": "declared", "assurance": 3},
            {"subject_id": other.id, "source": "declared", "assurance": 1},
        ):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                Fact.objects.create(**(made | more))
            refused += 1

    assert (refused, Fact.objects.count()) == (3, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE registers_fact SET number = 5",
        "UPDATE registers_fact SET true_to = current_date",
        "DELETE FROM registers_fact",
        "DELETE FROM registers_person",
        "UPDATE registers_event SET kind = 'x'",
        "UPDATE registers_person SET area_id = 2",
        "UPDATE registers_residence SET dwelling_id = null",
    ],
)
@pytest.mark.parametrize("role", ["janua_work", "janua_workbench", "janua_api", "janua_portal", "janua_payments"])
def test_no_process_may_change_or_delete_what_is_known(as_process: As, role: str, statement: str) -> None:
    made = make.person(area_id=1)
    make.fact(made.id)
    account = make.officer("keep_register")

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        as_process(role, account.actor),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_officer_ends_facts_of_own_area_only(as_process: As) -> None:
    here, there = make.person(area_id=1), make.person(area_id=2)
    make.fact(here.id)
    make.fact(there.id)
    account = make.officer("keep_register")

    with as_process("janua_workbench", account.actor):
        ended = Fact.objects.filter(known_to__isnull=True).update(known_to=make.NOW)

    assert ended == 1
    assert Fact.objects.get(subject_id=there.id).known_to is None


def test_relationship_is_seen_from_either_side(as_process: As) -> None:
    parent, child, stranger = make.person(area_id=1), make.person(area_id=2), make.person(area_id=3)
    Relationship.objects.create(
        of_person=parent, to_person=child, kind="parent", source="civil", known_from=make.LONG_AGO
    )

    counts = []
    for number in (1, 2, 3):
        with as_process("janua_workbench", make.officer(area_id=number).actor):
            counts.append(Relationship.objects.count())

    assert (counts, stranger.area_id) == ([1, 1, 0], 3)


def test_event_and_mandate_stay_in_the_area(as_process: As) -> None:
    here = make.person(area_id=1)
    make.mandate(here, make.person(area_id=1))
    Event.objects.create(
        kind="birth",
        person=here,
        about=here,
        source="civil",
        reference="1",
        happened_on=make.TODAY,
        known_from=make.NOW,
    )

    counts = []
    for number in (1, 2):
        with as_process("janua_workbench", make.officer(area_id=number).actor):
            counts.append((Event.objects.count(), Mandate.objects.count()))

    assert counts == [(1, 1), (0, 0)]


def test_find_persons_gives_only_whom_the_asker_may_see(as_process: As) -> None:
    here, there = make.person(area_id=1), make.person(area_id=2)
    hidden = make.person(area_id=1, restricted=True)
    make.identified(there, "0000101M")

    found = []
    for account in (make.officer(), make.officer(area_id=2), make.officer("see_restricted")):
        with as_process("janua_workbench", account.actor):
            found.append((_ids(find_persons(words="mária börg")), _ids(find_persons(words="0000101m"))))
    with as_process("janua_portal", make.citizen(here).actor):
        found.append((_ids(find_persons(words="maria borg")), _ids(find_persons(words="0000101M"))))

    assert found == [
        ({here.id}, set()),
        ({there.id}, {there.id}),
        ({here.id, hidden.id}, set()),
        (set(), set()),
    ]


def _ids(persons: list[Person]) -> set[object]:
    return {one.id for one in persons}
