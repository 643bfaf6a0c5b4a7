"""Which of several statements is accepted, day by day: a ruling first, then the order of trust.

The order is by source: on a day of which the most trusted source says anything, what it says is accepted, all of its
items, and what others say is not; two sources seldom name a job or a payer alike, and adding up both would count twice.
*Not known* gives way to everything else. A person's own word comes last, unless the pack's order names it.

A ruling on an item puts its statement before all others of that item. A ruling without item puts the source of its
statement first for the whole attribute.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from janua.registers.models import Assurance, Status, Value
from janua.registers.row_security import DECLARED

Days = tuple[int, int]
"""First and last day as ordinals, both included."""

DAYS_ALL: Days = (date.min.toordinal(), date.max.toordinal())


@dataclass(slots=True)
class KnownFact:
    """One statement as it was known, and whether it is accepted.

    accepted   days on which it is accepted, both ends included, None where open; within the days asked about
    beats      ids of the rows that give way to it on some of these days
    ruling     id of the ruling that puts it first
    """

    id: UUID
    subject: UUID
    attribute: str
    item: str
    status: Status
    value: Value | None
    source: str
    assurance: Assurance
    evidence_id: UUID | None
    true_from: date | None
    true_to: date | None
    known_from: datetime
    accepted: tuple[tuple[date | None, date | None], ...] = ()
    beats: tuple[UUID, ...] = ()
    ruling: UUID | None = None

    @property
    def is_accepted(self) -> bool:
        """Whether it is accepted on any of the days asked about."""
        return bool(self.accepted)

    @property
    def days(self) -> Days:
        """The days on which it holds."""
        return as_days(self.true_from, self.true_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingInForce:
    """A ruling, with what the chosen statement said."""

    id: UUID
    item: str
    days: Days
    fact: UUID
    source: str
    status: Status
    value: Value | None

    def chooses(self, fact: KnownFact) -> bool:
        """Whether this is the statement chosen, or the same one stated again."""
        if fact.id == self.fact:
            return True
        return (
            fact.source == self.source
            and fact.status == self.status
            and fact.value == self.value
            and self.item in ("", fact.item)
        )


class DeclaresTrust(Protocol):
    """What is needed of an attribute's declaration."""

    @property
    def name(self) -> str: ...

    @property
    def registers(self) -> Sequence[str]: ...


def trust_order(attributes: Iterable[DeclaresTrust]) -> dict[str, Sequence[str]]:
    """Give attribute → sources, the most trusted first, as a pack declares them."""
    return {attribute.name: attribute.registers for attribute in attributes}


def as_days(first: date | None, last: date | None) -> Days:
    """Give a period as ordinals."""
    return (
        DAYS_ALL[0] if first is None else first.toordinal(),
        DAYS_ALL[1] if last is None else last.toordinal(),
    )


def accept(
    facts: Sequence[KnownFact],
    *,
    trusted: Sequence[str],
    rulings: Sequence[RulingInForce] = (),
    window: Days = DAYS_ALL,
) -> None:
    """Mark which statements on one attribute of one subject are accepted.

    facts    all that is known of it on the days of `window`; marked in place
    """
    if not rulings and len({(fact.source, fact.status == Status.NOT_KNOWN) for fact in facts}) == 1:
        # One source, which never contradicts itself: everything is accepted. Most attributes are like this.
        for fact in facts:
            fact.accepted = (_as_dates(_clipped(fact.days, window)),)
        return
    for days in _stretches(facts, rulings, window):
        active = [fact for fact in facts if _covers(fact.days, days)]
        in_force = [ruling for ruling in rulings if _covers(ruling.days, days)]
        for fact in _decide(active, in_force, trusted):
            fact.accepted = _extended(fact.accepted, days)


def _stretches(facts: Sequence[KnownFact], rulings: Sequence[RulingInForce], window: Days) -> list[Days]:
    """Cut the window where any statement or ruling begins or ends: within a stretch every day is alike."""
    starts = {window[0]}
    for first, last in [*(fact.days for fact in facts), *(ruling.days for ruling in rulings)]:
        starts |= {first, last + 1}
    ordered = sorted(start for start in starts if window[0] <= start <= window[1])
    return list(zip(ordered, [start - 1 for start in ordered[1:]] + [window[1]], strict=True))


def _covers(days: Days, stretch: Days) -> bool:
    return days[0] <= stretch[0] and stretch[1] <= days[1]


def _decide(
    active: Sequence[KnownFact], rulings: Sequence[RulingInForce], trusted: Sequence[str]
) -> Sequence[KnownFact]:
    """Give what is accepted on a day on which these statements hold; note whom they beat."""
    settled: dict[str, KnownFact] = {}
    preferred: str | None = None
    for ruling in rulings:
        chosen = next((fact for fact in active if ruling.chooses(fact)), None)
        if chosen is None:
            continue
        chosen.ruling = ruling.id
        if ruling.item == "":
            preferred = chosen.source
        else:
            settled[ruling.item] = chosen
    rest = [fact for fact in active if fact.item not in settled]
    best = _best(rest, preferred, trusted)
    for fact in active:
        if fact.item in settled:
            _beat([settled[fact.item]], fact)
        elif fact not in best:
            _beat(best, fact)
    return [*settled.values(), *best]


def _best(rest: Sequence[KnownFact], preferred: str | None, trusted: Sequence[str]) -> list[KnownFact]:
    """What the source says that comes first; *not known* only where nobody says anything else."""
    side_by_side = [fact for fact in rest if fact.source == preferred]
    if side_by_side:
        return side_by_side
    speaking = [fact for fact in rest if fact.status != Status.NOT_KNOWN] or rest
    by_source: dict[str, list[KnownFact]] = {}
    for fact in speaking:
        by_source.setdefault(fact.source, []).append(fact)
    return min(by_source.values(), key=lambda stated: _rank(stated, trusted), default=[])


def _rank(stated: Sequence[KnownFact], trusted: Sequence[str]) -> tuple[int, int, float, str]:
    """The pack's order; then, of sources that it does not name, the better borne out, then the newer."""
    source = stated[0].source
    if source in trusted:
        return (trusted.index(source), 0, 0, source)
    strongest = max(fact.assurance for fact in stated)
    newest = max(fact.known_from for fact in stated).timestamp()
    return (len(trusted) + (source == DECLARED), -strongest, -newest, source)


def _beat(winners: Sequence[KnownFact], fact: KnownFact) -> None:
    for winner in winners:
        if winner is not fact and fact.id not in winner.beats:
            winner.beats += (fact.id,)


Accepted = tuple[tuple[date | None, date | None], ...]


def _extended(accepted: Accepted, days: Days) -> Accepted:
    """Add a stretch; it joins the one before where no day lies between."""
    first, last = _as_dates(days)
    if accepted and accepted[-1][1] is not None and accepted[-1][1].toordinal() + 1 == days[0]:
        return (*accepted[:-1], (accepted[-1][0], last))
    return (*accepted, (first, last))


def _as_dates(days: Days) -> tuple[date | None, date | None]:
    return (
        None if days[0] == DAYS_ALL[0] else date.fromordinal(days[0]),
        None if days[1] == DAYS_ALL[1] else date.fromordinal(days[1]),
    )


def _clipped(days: Days, window: Days) -> Days:
    return max(days[0], window[0]), min(days[1], window[1])
