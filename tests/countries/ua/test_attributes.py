"""Ukraine's words: each can be asked or fetched, in every language of service."""

from janua.countries.ua.attributes import ATTRIBUTES
from janua.countries.ua.pack import COUNTRY

REGISTERS = {
    "drfo", "eddr", "dracs", "eib-vpo", "rzo", "pfu", "drrp", "edr-tz", "rpzm", "edebo", "cbi", "dsz", "dpsu", "srd",
    "banks", "courts", "providers", "department",
}  # fmt: skip


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


def test_every_attribute_is_read_by_a_programme_or_finds_its_unit() -> None:
    read = frozenset[str]().union(*(COUNTRY.law.used_attributes(code) for code in COUNTRY.law.programmes))

    assert {attribute.name for attribute in ATTRIBUTES} - read == {"date_of_death"}


def test_every_programme_says_whom_it_is_for() -> None:
    wanted = {f"{code}.summary" for code in COUNTRY.law.programmes}

    assert {language: wanted - set(texts) for language, texts in COUNTRY.messages.texts.items()} == {
        "uk": set(),
        "en": set(),
    }
