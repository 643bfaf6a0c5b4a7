"""Malta's words: each can be asked or fetched, in every language of service."""

from janua.countries.mt.attributes import ATTRIBUTES
from janua.countries.mt.pack import COUNTRY

REGISTERS = {
    "civil",
    "identita",
    "revenue",
    "jobsplus",
    "department",
    "appogg",
    "courts",
    "banks",
    "university",
    "arms",
}


def test_names_are_distinct() -> None:
    names = [attribute.name for attribute in ATTRIBUTES]

    assert sorted(set(names)) == sorted(names)


def test_questions_stand_in_every_language() -> None:
    asked = {attribute.name: set(attribute.questions) for attribute in ATTRIBUTES if attribute.questions}

    assert asked == {name: set(COUNTRY.languages) for name in asked}


def test_attributes_are_supplied_by_known_registers() -> None:
    unknown = {attribute.name: set(attribute.registers) - REGISTERS for attribute in ATTRIBUTES}

    assert {name for name, registers in unknown.items() if registers} == set()
    assert [attribute.name for attribute in ATTRIBUTES if not attribute.registers] == []
