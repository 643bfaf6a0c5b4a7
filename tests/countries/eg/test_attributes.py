"""Egypt's words: each can be asked or fetched, in every language of service."""

from janua.countries.eg.attributes import ATTRIBUTES
from janua.countries.eg.pack import COUNTRY

REGISTERS = {
    "agriculture", "civil", "commerce", "committee", "education", "health", "insurance", "justice", "ministry",
    "property", "unified",
}  # fmt: skip


def test_names_are_distinct() -> None:
    names = [attribute.name for attribute in ATTRIBUTES]

    assert sorted(set(names)) == sorted(names)


def test_questions_stand_in_every_language() -> None:
    asked = {
        attribute.name: (set(attribute.questions), set(attribute.questions_to_you))
        for attribute in ATTRIBUTES
        if attribute.questions or attribute.questions_to_you
    }

    assert {name for name, (first, _) in asked.items() if first != set(COUNTRY.languages)} == set()
    assert {name for name, (_, second) in asked.items() if second not in (set(), set(COUNTRY.languages))} == set()


def test_attributes_are_supplied_by_known_registers() -> None:
    unknown = {attribute.name: set(attribute.registers) - REGISTERS for attribute in ATTRIBUTES}

    assert {name for name, registers in unknown.items() if registers} == set()
    assert [attribute.name for attribute in ATTRIBUTES if not attribute.registers] == []


def test_every_attribute_is_read_by_some_law() -> None:
    read = {name for code in COUNTRY.law.programmes for name in COUNTRY.law.used_attributes(code)}

    assert {attribute.name for attribute in ATTRIBUTES} - read == {
        "date_of_death",
        "date_of_marriage",
    }  # units read them
