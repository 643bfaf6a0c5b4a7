"""Adversarial households for any pack: from its attributes, units and parameters, and from the cases of its law.

Everything is drawn from one seed, so that a household that shows a difference can be made again.
"""

import copy
import random
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from janua.pack.cases import read_cases
from janua.pack.country import Country
from janua.rules import Attribute, Law, Situation, SituationError
from janua.rules.parameters import Row
from janua.values import MINOR_UNIT_DIGITS

Document = dict[str, Any]
_LEAP_DAYS = (date(2000, 2, 29), date(2008, 2, 29), date(2012, 2, 29), date(2024, 2, 29))
_SILENT: tuple[Any, ...] = (None, {"status": "refused"}, {"status": "not applicable"}, {"value": None})


class Households:
    """Draws situations of one pack, near the edges of its law."""

    def __init__(self, country: Country, law: Law, seed: str) -> None:
        self.country, self.law = country, law
        self.chance = random.Random(seed)
        self.cases = read_cases(country.law_folder / "cases")
        self._of: dict[str, list[Document]] = {}
        for case in self.cases:
            for programme in case.expect:
                self._of.setdefault(programme, []).append(dict(case.situation))
        self.attributes = {
            entity: [one for one in law.attributes.values() if one.entity == entity and one.type != "text"]
            for entity in ("person", "dwelling", "claim")
        }
        numbers = [number for parameter in law.parameters.values() for number in _numbers(parameter)]
        self.numbers = sorted(set(numbers)) or [0]
        self.ages = [number for number in self.numbers if 0 < number < 120] or [18]

    def day(self, programme: str) -> date:
        """A legal date where something may change: of a case, about a parameter's first day, or a leap day."""
        dated = [value.starts_on for parameter in self.law.parameters.values() for value in parameter.values]
        edge = self.chance.choice(dated) + timedelta(days=self.chance.choice((-1, 0, 1, 400)))
        of_case = self.chance.choice([case.on for case in self.cases if programme in case.expect] or [edge])
        return self.chance.choice((of_case, of_case, edge, date(2024, 2, 29)))

    def situation(self, programme: str, on: date) -> Situation:
        """A household that the country's law may be asked about."""
        while True:
            try:
                return self.country.situation(self._document(programme, on))
            except SituationError:
                continue

    def _document(self, programme: str, on: date) -> Document:
        chance = self.chance
        written = self._of.get(programme) or [dict(case.situation) for case in self.cases]
        if not written or chance.random() < 0.3:
            document = self._fresh(on)
        else:
            document = copy.deepcopy(chance.choice(written))
            if chance.random() < 0.25:
                document = _moved(document, timedelta(days=chance.choice((-366, -31, -7, -1, 1, 30, 365))))
            for _ in range(chance.choice((0, 1, 1, 2, 4, 8))):
                self._change(document, on)
        declared = document.setdefault("declared", {})
        for name in ("applied_on", "event_on"):
            if chance.random() < 0.3:
                declared[name] = (on - timedelta(days=chance.choice((0, 0, 1, 30, 91, 184)))).isoformat()
        return document

    def _fresh(self, on: date) -> Document:
        """A household from nothing: a claimant and up to twelve others, or nobody and nothing known."""
        chance = self.chance
        size = chance.choice((0, 0, 1, 2, 3, 4, 6, 12))
        persons: dict[str, Any] = {name: {} for name in ["one", *(f"p{number}" for number in range(size))]}
        document: Document = {"claimant": "one", "persons": persons, "relationships": []}
        share_known = chance.random()
        for name, known in persons.items():
            for attribute in self.attributes["person"]:
                if chance.random() < share_known:
                    known[attribute.name] = self._value(attribute, on)
            if name != "one":
                document["relationships"] += self._ties(name, list(persons), on)
        if self.attributes["dwelling"] and chance.random() < 0.7:
            home: dict[str, Any] = {
                "residents": [self._resident(name, on) for name in persons if chance.random() < 0.9]
            }
            home |= {one.name: self._value(one, on) for one in self.attributes["dwelling"] if chance.random() < 0.7}
            document["dwellings"] = {"home": home}
        claim = {one.name: self._value(one, on) for one in self.attributes["claim"] if chance.random() < 0.5}
        return document | {"declared": claim}

    def _ties(self, name: str, persons: list[str], on: date) -> list[dict[str, Any]]:
        """What somebody is to the claimant or to another; custody whole, joint, or for some of the time."""
        chance, kinds = self.chance, self.country.relationship_kinds
        found = []
        for _ in range(chance.choice((0, 1, 1, 1, 2))):
            other = "one" if chance.random() < 0.85 else chance.choice(persons)
            of, to = chance.choice(((other, name), (other, name), (name, other)))
            tie: dict[str, Any] = {"of": of, "to": to, "kind": chance.choice(kinds)}
            if chance.random() < 0.3:
                tie["share"] = chance.choice(("1/2", "1/2", "1", "0", "1/3"))
            found.append(tie | self._stretch(on, likely=0.3))
        return found

    def _resident(self, name: str, on: date) -> dict[str, Any]:
        kinds = ("resident", "registered", "", "owner")
        return {"person": name, "kind": self.chance.choice(kinds), **self._stretch(on, likely=0.2)}

    def _stretch(self, on: date, *, likely: float) -> dict[str, str]:
        """From when to when; mostly for ever."""
        chance, found = self.chance, {}
        first = on + timedelta(days=chance.choice((-4000, -800, -365, -91, -45, -7, -1, 0, 1)))
        if chance.random() < likely:
            found["starts_on"] = first.isoformat()
        if chance.random() < likely:
            last = max(first, on + timedelta(days=chance.choice((-60, -1, 0, 1, 6, 30, 91, 400))))
            found["ends_on"] = last.isoformat()
        return found

    def _change(self, document: Document, on: date) -> None:
        """One thing otherwise than it was written."""
        chance = self.chance
        persons = document["persons"]
        name = chance.choice(list(persons))
        what = chance.random()
        known = [one for one in self.attributes["person"] if one.name in (persons[name] or {})]
        if what < 0.55 and known:
            attribute = chance.choice(known)
            persons[name][attribute.name] = self._value(attribute, on)
        elif what < 0.7:
            attribute = chance.choice(self.attributes["person"])
            persons[name] = dict(persons[name] or {}) | {attribute.name: self._value(attribute, on)}
        elif what < 0.76 and known:
            del persons[name][chance.choice(known).name]
        elif what < 0.84 and len(persons) <= 12:
            self._add(document, name, on)
        elif what < 0.92 and document.get("relationships"):
            tie = chance.choice(document["relationships"])
            tie.update(self._stretch(on, likely=0.4) | {"share": chance.choice(("1/2", "1", "0"))})
        elif self.attributes["claim"]:
            attribute = chance.choice(self.attributes["claim"])
            document.setdefault("declared", {})[attribute.name] = self._value(attribute, on)

    def _add(self, document: Document, like: str, on: date) -> None:
        """Somebody like another, tied as that one is."""
        name = f"again{len(document['persons'])}"
        document["persons"][name] = copy.deepcopy(document["persons"][like])
        ties = [tie for tie in document.get("relationships", []) if tie["to"] == like]
        document.setdefault("relationships", []).extend(dict(tie) | {"to": name} for tie in ties)
        if not ties:
            document["relationships"] += self._ties(name, [document["claimant"]], on)

    # Values

    def _value(self, attribute: Attribute, on: date) -> Any:
        chance = self.chance
        if chance.random() < 0.06:
            return chance.choice(_SILENT)
        if not attribute.repeats:
            return self._plain(attribute, on)
        if chance.random() < 0.2:
            return chance.choice(([], self._plain(attribute, on)))
        return [self._entry(attribute, on) for _ in range(chance.choice((1, 1, 2, 3, 5)))]

    def _entry(self, attribute: Attribute, on: date) -> dict[str, Any]:
        """An entry of a series: a whole year or month, or one that leaves gaps, overlaps and crosses edges."""
        chance = self.chance
        value = None if chance.random() < 0.03 else self._plain(attribute, on)
        shape = chance.random()
        if shape < 0.3:
            year = on.year - chance.choice((0, 1, 1, 2, 2, 3))
            return {"value": value, "starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31"}
        if shape < 0.55:
            first = (on.replace(day=1) - timedelta(days=31 * chance.choice((0, 1, 2, 5, 11)))).replace(day=1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            return {"value": value, "starts_on": first.isoformat(), "ends_on": last.isoformat()}
        first = on - timedelta(days=chance.choice((0, 1, 6, 7, 31, 90, 183, 365, 3652, 7305)))
        entry = {"value": value, "starts_on": first.isoformat()}
        if chance.random() < 0.6:
            entry["ends_on"] = (first + timedelta(days=chance.choice((0, 1, 6, 30, 91, 365, 4000)))).isoformat()
        return entry

    def _plain(self, attribute: Attribute, on: date) -> Any:
        chance = self.chance
        if attribute.type == "bool":
            return chance.random() < 0.6
        if attribute.type == "choice":
            return chance.choice(attribute.choices if chance.random() < 0.5 else attribute.choices[:3])
        if attribute.type == "date":
            return self._date(on).isoformat()
        low, high = attribute.domain
        number = min(max(self._number(), low), high)
        if attribute.type == "count":
            return number if chance.random() < 0.6 else min(max(chance.choice((0, 1, 2, 3, *self.ages)), low), high)
        if attribute.type == "rate":
            shares = [
                share
                for share in ("0", "1/2", "1/3", "1", "0.4", "0.25")
                if low <= Fraction(share) * 50_400_000 <= high
            ]
            return chance.choice(shares or [str(Fraction(low, 50_400_000))])
        digits = MINOR_UNIT_DIGITS[attribute.law_type.currency]
        sign, number = ("-" if number < 0 else ""), abs(number)
        return f"{sign}{number // 10**digits}.{number % 10**digits:0{digits}d}"

    def _number(self) -> int:
        """Nought, a parameter of the law to the cent, many times it, or far out."""
        chance = self.chance
        near = chance.choice(self.numbers) * chance.choice((1, 1, 1, 2, 3, 4, 12, 52)) + chance.choice((-1, 0, 0, 1))
        far = chance.choice((10**13, -(10**13), 10**11, -(10**11), -1, 1))
        return chance.choice((0, near, near, near, near, near, chance.randrange(500_000), chance.randrange(10**8), far))

    def _date(self, on: date) -> date:
        """A birthday on the day, or on the day before or after; a leap day; a day long ago."""
        chance = self.chance
        years = chance.choice((0, 0, 1, *self.ages, chance.randrange(100)))
        what = chance.random()
        if what < 0.15:
            return chance.choice(_LEAP_DAYS)
        if what < 0.25:
            return on - timedelta(days=chance.randrange(-40, 400))
        if what < 0.27:
            return chance.choice((date(1850, 1, 1), date(2150, 4, 14)))
        birthday = date(on.year - years, on.month, min(on.day, 28))
        return birthday + timedelta(days=chance.choice((-1, 0, 0, 1, chance.randrange(365))))


def _numbers(parameter: Any) -> list[int]:
    """What a parameter holds, in whole numbers as an amount or count would be written."""
    found = []
    for dated in parameter.values:
        values = dated.value if isinstance(dated.value, tuple) else (dated.value,)
        for value in values:
            numbers = (value.low, value.high, value.value) if isinstance(value, Row) else (value,)
            found += [number for number in numbers if isinstance(number, int) and abs(number) < 10**12]
    return found


def _moved(value: Any, by: timedelta) -> Any:
    """A document whose every day is another."""
    if isinstance(value, dict):
        return {name: _moved(entry, by) for name, entry in value.items()}
    if isinstance(value, list):
        return [_moved(entry, by) for entry in value]
    if isinstance(value, str) and len(value) == 10 and value[4:5] == value[7:8] == "-":
        return (date.fromisoformat(value) + by).isoformat()
    return value
