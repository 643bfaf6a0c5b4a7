"""What the registers state agrees with the attributes that Malta's law reads: names, sources, codes, bounds, days."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from demo.population.mt.calendar import AS_OF
from demo.population.mt.facts import ALL, HELD, stated
from demo.population.mt.families import named_families
from demo.population.mt.population import draw_families
from demo.population.mt.situations import situation_of
from demo.population.people import Family, Person
from demo.population.rows import Stated
from janua.countries.mt.attributes import ATTRIBUTES
from janua.countries.mt.records import RECORDS
from janua.rules import Situation
from janua.values import Period

BY_NAME = {attribute.name: attribute for attribute in (*ATTRIBUTES, *RECORDS)}
TYPES = {"bool": bool, "count": int, "money": int, "date": date, "choice": str, "text": str}
PERSONS = [person for family in draw_families(seed=11, people=3000) for person in family.persons]


def all_stated() -> Iterator[tuple[Person, Stated]]:
    for person in PERSONS:
        for one in stated(person, ALL):
            yield person, one


def test_every_statement_is_of_an_attribute_and_of_a_register_that_supplies_it() -> None:
    pairs = {(one.attribute, one.source) for _, one in all_stated()}
    assert {(name, source) for name, source in pairs if source not in BY_NAME[name].registers} == set()
    assert {one.source for one in stated(PERSONS[0], HELD)} == {"identita", "department"}


def test_every_value_has_the_type_and_lies_within_the_bounds() -> None:
    for _, one in all_stated():
        attribute = BY_NAME[one.attribute]
        assert type(one.value) is TYPES[attribute.type], one
        if attribute.choices:
            assert one.value in attribute.choices, one
        if isinstance(one.value, int):
            low, high = attribute.domain
            assert low <= one.value <= high, one


def test_no_register_contradicts_itself() -> None:
    for person in PERSONS:
        held = defaultdict(list)
        for one in stated(person, ALL):
            held[one.source, one.attribute, one.item].append(Period(one.true_from or date.min, one.true_to))
        for key, periods in held.items():
            ordered = sorted(periods, key=lambda period: period.starts_on)
            assert not any(first.overlaps(second) for first, second in pairwise(ordered)), (person.card, key)
            assert len(periods) == 1 or BY_NAME[key[1]].repeats, (person.card, key)


def test_years_are_whole_calendar_years_up_to_now() -> None:
    yearly = {"contributions_paid", "contributions_credited", "employment_income", "income_tax_paid"}
    for _, one in all_stated():
        if one.attribute in yearly:
            assert one.true_from
            assert one.true_to
            assert (one.true_from.month, one.true_from.day) == (1, 1)
            if one.true_from.year == AS_OF.year:
                assert one.true_to <= AS_OF
            else:
                assert one.true_to == date(one.true_from.year, 12, 31)


@pytest.mark.parametrize("family", list(named_families()), ids=lambda family: family.key)
def test_named_families_are_situations_that_the_law_accepts(family: Family) -> None:
    document = situation_of(family, next(iter(family.members.values())))
    situation = Situation.from_json(document, ATTRIBUTES)
    assert set(situation.persons) == {person.card for person in family.persons}
