"""The other verbs: one test for the effect, one for each refusal."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from janua.base.actors import system_actor
from janua.base.audit.models import Entry
from janua.registers.actions import (
    NotPermitted,
    form_household,
    leave_event,
    record_identifier,
    record_name,
    register_dwelling,
    register_person,
    relate,
    restrict,
    settle,
)
from janua.registers.actions.persons import IdentifierTaken, refresh_changed_today
from janua.registers.actions.relationships import NotRelated
from janua.registers.actions.residences import WrongDays
from janua.registers.models import (
    Event,
    Fact,
    Membership,
    Person,
    PersonIdentifier,
    PersonName,
    Relationship,
    Residence,
)
from janua.values import Identifier, Name, WrittenName
from tests.registers import factories as make

As = Callable[..., AbstractContextManager[None]]
KEEPER = system_actor("keeper")
CARD = Identifier("mt-id-card", "0000101M")


def _days(rows: Any) -> list[tuple[date | None, date | None]]:
    return [(row.true_from, row.true_to) for row in rows.order_by("true_from")]


def test_register_person_writes_names_numbers_birth_and_home(as_process: As) -> None:
    home = make.dwelling(7)
    name = Name((("Cyrl", WrittenName("Олена", "Коваленко")), ("Latn", WrittenName("Olena", "Kovalenko"))))

    with as_process("janua_work", KEEPER):
        made = register_person(
            name=name,
            source="civil",
            on=make.TODAY,
            identifiers=[CARD],
            born_on=date(1990, 2, 28),
            language="mt",
            dwelling=home,
            lives_there_from=date(2020, 1, 1),
            at=make.NOW,
        )

    assert (made.given_names, made.family_name, made.script, made.identifier, made.born_on, made.area_id) == (
        *("Олена", "Коваленко", "Cyrl", "0000101M", date(1990, 2, 28), 7),
    )
    assert made.found_by == "олена коваленко olena kovalenko"
    assert PersonName.name_of(list(PersonName.objects.filter(person=made))) == name
    assert [(row.attribute, row.value, row.source) for row in Fact.objects.all()] == [
        ("date_of_birth", date(1990, 2, 28), "civil")
    ]
    assert _days(Residence.objects.filter(person=made)) == [(date(2020, 1, 1), None)]


def test_register_person_with_a_taken_number_is_refused_though_its_bearer_is_unseen(as_process: As) -> None:
    make.identified(make.person(area_id=2), CARD.value)
    officer = make.officer("keep_register")

    with as_process("janua_workbench", officer.actor), pytest.raises(IdentifierTaken):
        register_person(
            name=Name.of("A", "B"),
            source="officer",
            on=make.TODAY,
            identifiers=[CARD],
            dwelling=register_dwelling(area_id=1, on=make.TODAY),
        )


@pytest.mark.parametrize(("permission", "area_id"), [("read_case", 1), ("keep_register", 2)])
def test_register_person_and_dwelling_without_the_right_there_are_refused(
    as_process: As, permission: str, area_id: int
) -> None:
    home = make.dwelling(1)
    officer = make.officer(permission, area_id=area_id)

    with as_process("janua_workbench", officer.actor):
        with pytest.raises(NotPermitted):
            register_person(name=Name.of("A", "B"), source="officer", on=make.TODAY, dwelling=home)
        with pytest.raises(NotPermitted):
            register_person(name=Name.of("A", "B"), source="officer", on=make.TODAY)
        with pytest.raises(NotPermitted):
            register_dwelling(area_id=1, on=make.TODAY)


def test_record_identifier_twice_is_one_row_and_a_taken_one_is_refused(as_process: As) -> None:
    person, other = make.person(), make.person()

    with as_process("janua_work", KEEPER):
        first = record_identifier(person=person.id, identifier=CARD, source="civil", on=make.TODAY)
        again = record_identifier(person=person.id, identifier=CARD, source="civil", on=make.TODAY)
        with pytest.raises(IdentifierTaken):
            record_identifier(person=other.id, identifier=CARD, source="civil", on=make.TODAY)

    person.refresh_from_db()
    assert (first.id == again.id, PersonIdentifier.objects.count(), person.identifier) == (True, 1, CARD.value)


def test_record_name_keeps_the_earlier_name_for_earlier_days(as_process: As) -> None:
    person = make.person(family="Borg")

    with as_process("janua_work", KEEPER):
        record_name(
            person=person.id,
            name=Name.of("Maria", "Vella"),
            source="civil",
            on=make.TODAY,
            starts_on=date(2025, 6, 1),
            at=make.NOW,
        )

    person.refresh_from_db()
    known = PersonName.objects.known().filter(person=person).order_by("true_from")
    assert person.family_name == "Vella"
    assert {(row.family, row.true_from, row.true_to) for row in known} == {
        ("Borg", None, date(2025, 5, 31)),
        ("Vella", date(2025, 6, 1), None),
    }
    assert "borg" in person.found_by


def test_relate_writes_a_couple_once_and_a_share_exactly(as_process: As) -> None:
    anna, ben = sorted((make.person(), make.person()), key=lambda one: one.id)

    with as_process("janua_work", KEEPER):
        relate(of=ben.id, to=anna.id, kind="spouse", source="civil", on=make.TODAY)
        relate(of=anna.id, to=ben.id, kind="spouse", source="civil", on=make.TODAY)
        relate(of=anna.id, to=ben.id, kind="parent", source="courts", on=make.TODAY, share=Fraction(1, 3))

    known = Relationship.objects.known()
    assert {(row.of_person_id, row.kind, row.share) for row in known} == {
        (anna.id, "spouse", None),
        (anna.id, "parent", Fraction(1, 3)),
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "friend"},
        {"share": Fraction(3, 2)},
        {"starts_on": date(2025, 1, 2), "ends_on": date(2025, 1, 1)},
        {"to": None},
    ],
)
def test_relate_refuses_what_cannot_be(as_process: As, wrong: dict[str, Any]) -> None:
    anna, ben = make.person(), make.person()
    given: dict[str, Any] = {"of": anna.id, "to": ben.id, "kind": "parent"} | wrong
    given["to"] = given["to"] or anna.id

    with pytest.raises(NotRelated), as_process("janua_work", KEEPER):
        relate(**given, source="civil", on=make.TODAY)


def test_relate_by_an_officer_of_neither_area_is_refused(as_process: As) -> None:
    anna, ben = make.person(area_id=1), make.person(area_id=1)
    officer = make.officer("keep_register", area_id=2)

    with pytest.raises(NotPermitted), as_process("janua_workbench", officer.actor):
        relate(of=anna.id, to=ben.id, kind="parent", source="officer", on=make.TODAY)


def test_settle_moves_the_person_to_another_office_even_out_of_sight(as_process: As) -> None:
    person, old, new = make.person(area_id=1), make.dwelling(1), make.dwelling(2)
    make.residence(person, old, true_from=date(2020, 1, 1))
    make.residence(person, old, kind="actual", true_from=date(2020, 1, 1))
    officer = make.officer("keep_register")

    with as_process("janua_workbench", officer.actor):
        settle(
            person=person.id,
            dwelling=new.id,
            kind="registered",
            source="officer",
            on=make.TODAY,
            starts_on=date(2026, 1, 15),
            at=make.NOW,
        )
        seen_after = Person.objects.count()

    person.refresh_from_db()
    assert (person.area_id, seen_after) == (2, 0)
    assert _days(Residence.objects.known().filter(person=person, kind="registered")) == [
        (date(2020, 1, 1), date(2026, 1, 14)),
        (date(2026, 1, 15), None),
    ]
    assert _days(Residence.objects.known().filter(kind="actual")) == [(date(2020, 1, 1), None)]


def test_settle_refuses_wrong_days_and_strangers(as_process: As) -> None:
    person, home = make.person(area_id=1), make.dwelling(1)
    given: dict[str, Any] = {
        "person": person.id,
        "dwelling": home.id,
        "kind": "actual",
        "source": "officer",
        "on": make.TODAY,
        "starts_on": date(2026, 1, 2),
    }

    with as_process("janua_work", KEEPER), pytest.raises(WrongDays):
        settle(**given, ends_on=date(2026, 1, 1))
    with as_process("janua_workbench", make.officer("keep_register", area_id=2).actor), pytest.raises(NotPermitted):
        settle(**given)


def test_form_household_declared_by_a_citizen_of_those_they_act_for(as_process: As) -> None:
    own, child, other = make.person(), make.person(), make.person()
    make.mandate(child, own)
    account = make.citizen(own)

    with as_process("janua_portal", account.actor):
        form_household(persons=[own.id, child.id], source="declared", on=make.TODAY, starts_on=make.TODAY)
        declared: dict[str, Any] = {"source": "declared", "on": make.TODAY, "starts_on": None}
        wrong: tuple[dict[str, Any], ...] = (
            {"persons": [own.id, other.id]},
            {"persons": [own.id], "kind": "registered"},
        )
        for more in wrong:
            with pytest.raises(NotPermitted):
                form_household(**(declared | more))

    assert set(Membership.objects.values_list("person_id", flat=True)) == {own.id, child.id}


def test_leave_event_twice_is_one_event(as_process: As) -> None:
    mother, baby = make.person(), make.person()
    news: dict[str, Any] = {
        "kind": "birth",
        "person": baby.id,
        "about": mother.id,
        "source": "civil",
        "reference": "60001/2026",
        "happened_on": date(2026, 2, 3),
        "on": make.TODAY,
    }

    with as_process("janua_work", system_actor("exchange")):
        ids = {leave_event(**news).id for _ in range(3)}

    assert ids == {event.id for event in Event.objects.all()}
    assert len(ids) == 1


def test_leave_event_by_a_citizen_is_their_declared_word(as_process: As) -> None:
    own = make.person()
    account = make.citizen(own)
    news: dict[str, Any] = {"kind": "move", "person": own.id, "happened_on": make.TODAY, "on": make.TODAY}

    with as_process("janua_portal", account.actor):
        leave_event(**news, source="declared", reference="1")
        with pytest.raises(NotPermitted):
            leave_event(**news, source="civil", reference="2")

    assert Event.objects.count() == 1


def test_restrict_hides_a_person_from_all_but_named_roles(as_process: As) -> None:
    person = make.person(area_id=1)
    named, plain = make.officer("see_restricted"), make.officer("keep_register")

    with as_process("janua_workbench", plain.actor), pytest.raises(NotPermitted):
        restrict(person=person.id, restricted=True, on=make.TODAY)
    with as_process("janua_workbench", named.actor):
        restrict(person=person.id, restricted=True, on=make.TODAY)
    seen = []
    for account in (named, plain):
        with as_process("janua_workbench", account.actor):
            seen.append(Person.objects.count())

    assert seen == [1, 0]


def test_restrict_ends_what_others_were_let_see(as_process: As) -> None:
    fled, husband = make.person(area_id=1), make.person(area_id=1)
    account = make.citizen(husband)
    make.mandate(fled, husband, scope=["all", "receive_payment"])
    with as_process("janua_portal", account.actor):
        before = set(Person.objects.values_list("id", flat=True))
    with as_process("janua_workbench", make.officer("see_restricted").actor):
        restrict(person=fled.id, restricted=True, on=make.TODAY)
    with as_process("janua_portal", account.actor):
        after = set(Person.objects.values_list("id", flat=True))

    assert (before, after) == ({fled.id, husband.id}, {husband.id})
    assert [entry.action for entry in Entry.objects.filter(subject=fled.id).order_by("seq")] == [
        "person.restricted",
        "mandate.revoked",
    ]


def test_restrict_leaves_what_the_person_holds_of_others(as_process: As) -> None:
    fled, mother = make.person(area_id=1), make.person(area_id=1)
    held = make.mandate(mother, fled, scope=["see"])
    with as_process("janua_workbench", make.officer("see_restricted").actor):
        restrict(person=fled.id, restricted=True, on=make.TODAY)

    held.refresh_from_db()
    assert held.known_to is None


def test_refresh_changed_today_brings_a_name_that_begins_today_to_the_person(as_process: Any) -> None:
    made = make.person(given="Maria", family="Borg", area_id=1)
    PersonName.objects.filter(person=made).update(known_to=make.NOW)
    for family, days in (("Borg", {"true_to": make.TODAY - timedelta(days=1)}), ("Vella", {"true_from": make.TODAY})):
        PersonName.objects.create(
            person=made, script="Latn", given="Maria", family=family, source="civil", known_from=make.NOW, **days
        )

    with as_process("janua_work", system_actor("keeper")):
        refreshed = refresh_changed_today(on=make.TODAY)

    made.refresh_from_db()
    assert (refreshed, made.family_name) == (1, "Vella")
