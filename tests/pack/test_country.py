"""What a country's object gives, and what it says of parts that its pack lacks."""

from dataclasses import replace
from datetime import date

import pytest

from janua.countries.mt.pack import COUNTRY
from janua.pack.country import NotInPack
from janua.rules import LawErrors

FAMILY = {
    "claimant": "anna",
    "persons": {
        "anna": {"citizenship": "MT", "resident_in_malta": True, "employment_income": []},
        "ben": {"date_of_birth": "2026-02-10"},
    },
    "relationships": [{"of": "anna", "to": "ben", "kind": "parent"}],
}


def test_law_with_switches_is_another_law_read_once() -> None:
    switches = {"childrens_allowance.mid_quarter_change": "whole_quarter"}
    other = COUNTRY.law_with(switches)
    situation = COUNTRY.situation(FAMILY)
    day = date(2026, 1, 1)

    assert other is COUNTRY.law_with(dict(switches))
    assert other.hash != COUNTRY.law.hash
    assert COUNTRY.assess(situation, "MT-CA", day).amount == 2729 * 7
    assert COUNTRY.assess(situation, "MT-CA", day, law=other).amount == 2729 * 13


def test_law_with_refuses_a_switch_that_is_none() -> None:
    with pytest.raises(LawErrors, match="there is no switch"):
        COUNTRY.law_with({"childrens_allowance.mid_quarter": "weeks"})


def test_attribute_gives_the_declaration() -> None:
    assert COUNTRY.attribute("sex").choices == ("female", "male")
    with pytest.raises(KeyError):
        COUNTRY.attribute("colour")


def test_articles_and_sources_are_named_as_letters_do_or_not_at_all() -> None:
    bare = replace(COUNTRY, letter_templates=None)
    letters = COUNTRY.letters

    assert COUNTRY.citations("mt") == letters.citations["mt"] != {}
    assert COUNTRY.sources("en") == letters.sources["en"] != {}
    assert [bare.citations("mt"), bare.sources("en"), COUNTRY.citations("xx"), COUNTRY.sources("xx")] == [{}] * 4


def test_parts_that_the_pack_lacks_are_named() -> None:
    bare = replace(COUNTRY, payment_calendar=None, payment_bank=None, letter_templates=None)

    for part in ("calendar", "bank", "letters"):
        with pytest.raises(NotInPack, match="gives no"):
            getattr(bare, part)
