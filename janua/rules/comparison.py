"""Two laws over the same claims: who gets more, less or the same, who gains or loses the right, and what it costs.

Made of counts and sums only. `changes` counts claim by claim, from any back end's answers; `janua.rules.batch` counts
whole columns and gives the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, NamedTuple

from janua.rules.assessment import Outcome
from janua.rules.source import Programme
from janua.values import Money

# Each claim is in one of these groups, so that they add up.
GROUPS = ("more", "less", "same", "newly", "no_longer", "neither", "by_person", "undecided")
# Per cent of what was paid before: a claim is in the first band whose edge its change does not pass.
EDGES = (-50, -20, -5, -1, 0, 1, 5, 20, 50)
TIMES_A_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1, "once": 1}
FEWEST = 5  # a smaller group would tell of persons


class Verdict(NamedTuple):
    """What one law says of one claim; `amount` in minor units, None where there is none."""

    outcome: Outcome
    amount: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """How many claims, and how many persons whom their law counts together. None: too few to be told."""

    claims: int | None = 0
    persons: int | None = 0


@dataclass(frozen=True, slots=True)
class ProgrammeChange:
    """What changes in one programme; money in minor units, for one period of the programme.

    more, less, same   has the right under both laws
    newly, no_longer   under the new law only, under the old one only
    neither            under none
    by_person          a board or a waiver decides under one of them: who gets what is not the law's to say
    undecided          the law cannot decide under one of them, or contradicts itself: see undecided_before, _after
    gained, lost       sums of what increases and decreases, rights gained and lost among them
    cost_before, cost_after   paid under each law to all but those undecided or for a person to decide
    bands              claims of more and less by size of change: one more than EDGES, from the largest loss on
    """

    programme: str
    budget_line: str
    period: str
    currency: str
    more: Group = Group()
    less: Group = Group()
    same: Group = Group()
    newly: Group = Group()
    no_longer: Group = Group()
    neither: Group = Group()
    by_person: Group = Group()
    undecided: Group = Group()
    undecided_before: int | None = 0
    undecided_after: int | None = 0
    gained: int | None = 0
    lost: int | None = 0
    cost_before: int = 0
    cost_after: int = 0
    bands: tuple[int | None, ...] = (0,) * (len(EDGES) + 1)

    @property
    def groups(self) -> dict[str, Group]:
        """All groups by name."""
        return {name: getattr(self, name) for name in GROUPS}

    def to_json(self) -> dict[str, Any]:
        """As `janua simulate` writes it."""
        edges = (None, *EDGES, None)
        return {
            "programme": self.programme,
            "budget_line": self.budget_line,
            "period": self.period,
            "groups": {name: {"claims": one.claims, "persons": one.persons} for name, one in self.groups.items()},
            "undecided_before": self.undecided_before,
            "undecided_after": self.undecided_after,
            **{name: self._money(getattr(self, name)) for name in ("gained", "lost", "cost_before", "cost_after")},
            "bands": [
                {"above": above, "to": to, "claims": claims}
                for above, to, claims in zip(edges, edges[1:], self.bands, strict=False)
            ],
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "ProgrammeChange":
        """As `to_json` wrote it."""
        found: dict[str, Any] = {name: Group(**group) for name, group in told["groups"].items()}
        for name in ("gained", "lost", "cost_before", "cost_after"):
            found[name] = None if told[name] is None else Money.from_json(told[name]).minor
        return cls(
            told["programme"],
            told["budget_line"],
            told["period"],
            Money.from_json(told["cost_before"]).currency,
            undecided_before=told["undecided_before"],
            undecided_after=told["undecided_after"],
            bands=tuple(band["claims"] for band in told["bands"]),
            **found,
        )

    def _money(self, amount: int | None) -> dict[str, str] | None:
        return None if amount is None else Money(amount, self.currency).to_json()


_COUNTED = fields(ProgrammeChange)[4:]


@dataclass(frozen=True, slots=True)
class BudgetLineChange:
    """What a line of the state's budget costs in a year under each law, in minor units."""

    budget_line: str
    currency: str
    year_before: int
    year_after: int

    def to_json(self) -> dict[str, Any]:
        """As `janua simulate` writes it."""
        before, after = Money(self.year_before, self.currency), Money(self.year_after, self.currency)
        return {"budget_line": self.budget_line, "year_before": before.to_json(), "year_after": after.to_json()}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a new law changes for a population on a day, programme by programme."""

    on: date
    law_before: str
    law_after: str
    programmes: tuple[ProgrammeChange, ...]

    @property
    def budget_lines(self) -> tuple[BudgetLineChange, ...]:
        """Programmes of one line added up, each period times how often it comes in a year."""
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for one in self.programmes:
            before, after = found.get((one.budget_line, one.currency), (0, 0))
            times = TIMES_A_YEAR[one.period]
            found[one.budget_line, one.currency] = before + times * one.cost_before, after + times * one.cost_after
        return tuple(BudgetLineChange(*key, *costs) for key, costs in sorted(found.items()))

    def to_json(self) -> dict[str, Any]:
        """As `janua simulate` writes it, and as a preview of new rates is kept."""
        return {
            "on": self.on.isoformat(),
            "law_before": self.law_before,
            "law_after": self.law_after,
            "programmes": [one.to_json() for one in self.programmes],
            "budget_lines": [one.to_json() for one in self.budget_lines],
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Comparison":
        """As `to_json` wrote it."""
        programmes = tuple(ProgrammeChange.from_json(one) for one in told["programmes"])
        return cls(date.fromisoformat(told["on"]), told["law_before"], told["law_after"], programmes)

    def joined(self, other: "Comparison") -> "Comparison":
        """This one with more claims of the same two laws on the same day."""
        found = {one.programme: one for one in self.programmes}
        for one in other.programmes:
            found[one.programme] = added(found[one.programme], one) if one.programme in found else one
        return replace(self, programmes=tuple(found[code] for code in sorted(found)))

    def published(self, fewest: int = FEWEST) -> "Comparison":
        """The same without groups so small that they tell of persons.

        A small group is left out, and the next smallest beside it, or it could be told from the sum. Where groups of
        a programme are left out, its costs are given in whole thousands.
        """
        return replace(self, programmes=tuple(_published(one, fewest) for one in self.programmes))


def changes(programme: Programme, budget_line: str, claims: Iterable[tuple[Verdict, Verdict, int]]) -> ProgrammeChange:
    """Count claims of one programme: what each law says of each, and how many persons its unit has."""
    found = ProgrammeChange(programme.code, budget_line, programme.period.value, programme.currency)
    for before, after, persons in claims:
        found = added(found, _one(found, before, after, persons))
    return found


def added(first: ProgrammeChange, second: ProgrammeChange) -> ProgrammeChange:
    """Two counts of one programme together."""
    found: dict[str, Any] = {}
    for field in _COUNTED:
        one, other = getattr(first, field.name), getattr(second, field.name)
        if isinstance(one, Group):
            found[field.name] = Group(one.claims + other.claims, one.persons + other.persons)
        elif isinstance(one, tuple):
            found[field.name] = tuple(a + b for a, b in zip(one, other, strict=True))
        else:
            found[field.name] = one + other
    return replace(first, **found)


def _one(empty: ProgrammeChange, before: Verdict, after: Verdict, persons: int) -> ProgrammeChange:
    """One claim alone."""
    blank = _with(empty, {field.name: field.default for field in _COUNTED})
    group = group_of(before.outcome, after.outcome)
    if group == "undecided":
        return replace(
            blank,
            undecided=Group(1, persons),
            undecided_before=int(before.outcome is Outcome.CANNOT_DECIDE),
            undecided_after=int(after.outcome is Outcome.CANNOT_DECIDE),
        )
    if group == "by_person":
        return replace(blank, by_person=Group(1, persons))
    was = (before.amount or 0) if before.outcome is Outcome.ELIGIBLE else 0
    now = (after.amount or 0) if after.outcome is Outcome.ELIGIBLE else 0
    found = replace(blank, gained=max(now - was, 0), lost=max(was - now, 0), cost_before=was, cost_after=now)
    if group != "both":
        return _with(found, {group: Group(1, persons)})
    if now == was:
        return replace(found, same=Group(1, persons))
    place = band_of(was, now)
    bands = tuple(int(number == place) for number in range(len(EDGES) + 1))
    return _with(found, {"more" if now > was else "less": Group(1, persons), "bands": bands})


def group_of(before: Outcome, after: Outcome) -> str:
    """The group of a claim by its outcomes; `both` where the amounts say which."""
    if Outcome.CANNOT_DECIDE in (before, after):
        return "undecided"
    if {before, after} & {Outcome.NEEDS_WAIVER, Outcome.BOARD_DECIDES}:
        return "by_person"
    rights = before is Outcome.ELIGIBLE, after is Outcome.ELIGIBLE
    return {(True, True): "both", (False, True): "newly", (True, False): "no_longer", (False, False): "neither"}[rights]


def band_of(was: int, now: int) -> int:
    """The band of a change in per cent of what was paid; more than nothing is in the last."""
    if was == 0:
        return len(EDGES)
    return sum(100 * (now - was) > edge * was for edge in EDGES)


def _with(change: ProgrammeChange, values: Mapping[str, Any]) -> ProgrammeChange:
    return replace(change, **values)


def _published(change: ProgrammeChange, fewest: int) -> ProgrammeChange:
    hidden = _hidden({name: group.claims or 0 for name, group in change.groups.items()}, fewest)
    bands_hidden = _hidden(dict(enumerate(number or 0 for number in change.bands)), fewest)
    if hidden & {"more", "less", "same"}:  # the bands would tell what the groups do not
        bands_hidden = set(range(len(change.bands)))
    told = replace(
        _with(change, dict.fromkeys(hidden, Group(None, None))),
        # One group alone may make the whole sum.
        gained=None if hidden & {"more", "newly"} else change.gained,
        lost=None if hidden & {"less", "no_longer"} else change.lost,
        undecided_before=_count(change.undecided_before, fewest),
        undecided_after=_count(change.undecided_after, fewest),
        bands=tuple(None if place in bands_hidden else number for place, number in enumerate(change.bands)),
    )
    if not hidden and not bands_hidden:
        return told
    before, after = (_thousands(cost, change.currency) for cost in (change.cost_before, change.cost_after))
    return replace(told, cost_before=before, cost_after=after)


def _hidden(counts: Mapping[Any, int], fewest: int) -> set[Any]:
    """Which of groups that add up are left out."""
    there = sorted((count, name) for name, count in counts.items() if count)
    small = {name for count, name in there if count < fewest}
    if len(small) == 1 and len(there) > 1:
        small.add(there[1][1])
    return small


def _count(count: int | None, fewest: int) -> int | None:
    return None if count is not None and 0 < count < fewest else count


def _thousands(amount: int, currency: str) -> int:
    """To the nearest thousand of the currency."""
    one = Money.of(1000, currency).minor
    return (amount + one // 2) // one * one
