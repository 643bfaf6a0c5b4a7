"""Lists of people stand in the order of the country's own alphabet, by a key that is made when a name is written."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from janua.base.actors import system_actor
from janua.registers.actions.persons import record_name, refresh_persons, register_person
from janua.registers.models import Person, PersonName
from janua.registers.queries import find_persons
from janua.registers.queries.acting import mandates_held
from janua.values import Name, WrittenName
from tests.registers import factories as f

pytestmark = pytest.mark.django_db
KEEPER = system_actor("keeper")


def in_order() -> list[str]:
    return [one.name for one in Person.objects.order_by("sort_by", "id")]


def register(as_process: Any, *names: Name) -> list[Person]:
    with as_process("janua_work", KEEPER):
        return [register_person(name=name, source="civil", on=f.TODAY) for name in names]


def test_register_keeps_the_order_of_the_maltese_alphabet(as_process: Any) -> None:
    families = ("Żahra", "Zahra", "Ħili", "Hili", "Għaxaq", "Gauci", "Ġatt", "Cutajar", "Ċassar", "Ellul", "Ebejer")
    register(as_process, *(Name.of("Anna", family) for family in families))

    assert in_order() == [
        f"Anna {family}"
        for family in (
            *("Ċassar", "Cutajar", "Ebejer", "Ellul", "Ġatt", "Gauci", "Għaxaq", "Hili", "Ħili", "Żahra", "Zahra"),
        )
    ]


def test_register_sorts_a_family_by_given_names_and_before_longer_ones(as_process: Any) -> None:
    register(as_process, Name.of("Żeppi", "Borg"), Name.of("Anna", "Borg Olivier"), Name.of("Ċensa", "Borg"))

    assert in_order() == ["Ċensa Borg", "Żeppi Borg", "Anna Borg Olivier"]


def test_register_sorts_arabic_names_by_the_given_name_and_ukrainian_ones_by_the_family_name(as_process: Any) -> None:
    arabic = [Name.of(given, family, script="Arab") for given, family in (("يوسف", "أحمد"), ("أحمد", "يوسف"))]
    ukrainian = [Name.of("Олена", family, script="Cyrl") for family in ("Їжак", "Ґалаґан", "Єнко", "Гнат", "Іваненко")]
    register(as_process, *arabic, *ukrainian, Name.of("Zoe", "Żahra"))

    assert in_order() == [
        "Zoe Żahra",
        *(f"Олена {family}" for family in ("Гнат", "Ґалаґан", "Єнко", "Іваненко", "Їжак")),
        "أحمد يوسف",
        "يوسف أحمد",
    ]


def test_record_name_moves_the_person_in_the_list(as_process: Any) -> None:
    (first, _second) = register(as_process, Name.of("Anna", "Abela"), Name.of("Anna", "Borg"))
    with as_process("janua_work", KEEPER):
        record_name(person=first.id, name=Name.of("Anna", "Żammit"), source="civil", on=f.TODAY)

    assert in_order() == ["Anna Borg", "Anna Żammit"]
    first.refresh_from_db()
    assert bytes(first.sort_by) == WrittenName("Anna", "Żammit").sort_key("mt")


def test_refresh_copies_the_key_of_the_name_in_force(as_process: Any) -> None:
    (made,) = register(as_process, Name.of("Anna", "Abela"))
    Person.objects.update(sort_by=b"")
    with as_process("janua_work", KEEPER):
        refresh_persons([made.id])

    made.refresh_from_db()
    assert made.sort_by == PersonName.objects.get().sort_by != b""


def test_people_found_equally_well_and_givers_of_mandates_stand_in_order(as_process: Any) -> None:
    holder = f.person(given="Omm")
    ordered = [WrittenName("Maria", family) for family in ("Ġatt", "Gatt", "Żatt")]
    for written in reversed(ordered):
        row = f.person(given="Maria", family=written.family, sort_by=written.sort_key("mt"))
        Person.objects.filter(id=row.id).update(found_by="maria")
        f.mandate(row, holder)
    with as_process("janua_work", KEEPER):
        found = [one.family_name for one in find_persons(words="maria")]
        held = [one.giver.family_name for one in mandates_held(holder=holder.id, on=f.TODAY)]

    assert found == held == ["Ġatt", "Gatt", "Żatt"]


def test_migration_gives_every_name_its_key(db: None) -> None:
    for family in ("Żahra", "Ġatt", "Gatt"):
        f.person(given="Anna", family=family)
    assert set(Person.objects.values_list("sort_by", flat=True)) == {b""}
    migration = import_module("janua.registers.migrations.0009_sorted_and_held")

    migration.sort_all(None, SimpleNamespace(connection=connection))

    assert in_order() == ["Anna Ġatt", "Anna Gatt", "Anna Żahra"]
    assert b"" not in PersonName.objects.values_list("sort_by", flat=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonName.objects.update(given="Other")
