"""New rates as the workbench shows them: the list, one with what it means and how far it is carried out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, ngettext, pgettext

from janua.base.accounts.queries import names_of_staff
from janua.casework.queries.rates import Counted, redecisions_counted
from janua.catalogue.actions.preview import RatesPreview, Tally
from janua.catalogue.actions.rates import ChangedNumber, numbers_of
from janua.catalogue.models import RateChange
from janua.catalogue.queries import PAGE, law_in_force, programmes_on, rates_written
from janua.catalogue.states import RatesState
from janua.pack.installed import country
from janua.ui.on_page import language
from janua.ui.written import money
from janua.values import Money

PROPOSES, APPROVES = "propose_rates", "approve_rates"
# Smaller groups would tell of persons.
FEWEST = 5
_COLOURS = {"proposed": "yellow", "approved": "green", "withdrawn": "grey"}


@dataclass(frozen=True)
class Row:
    """New rates in the list."""

    id: UUID
    title: str
    source: str
    state: str
    colour: str
    first_day: date
    proposed_by: str
    proposed_at: datetime


@dataclass(frozen=True)
class Means:
    """What new rates mean for a programme, or a line of the budget: counts, and money from their first day on."""

    name: str
    claims: str
    more: str
    less: str
    same: str
    newly: str
    no_longer: str
    undecided: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True)
class Bar:
    """One bar of a picture; `share` in a hundred."""

    label: str
    share: float
    value: str
    other: bool = False


@dataclass(frozen=True)
class Carried:
    """How far the new rates are carried out."""

    done: int
    known: int
    outcomes: tuple[Bar, ...]
    arrears: str
    failed: int


@dataclass(frozen=True)
class Page:
    """New rates with what this officer may do."""

    row: Row
    reason: str
    law_hash: str
    numbers: tuple[ChangedNumber, ...]
    programmes: tuple[str, ...]
    approved_by: str
    approved_at: datetime | None
    known: int
    done: int
    is_previewed: bool
    is_outdated: bool
    bars: tuple[Bar, ...]
    means: tuple[Means, ...]
    budget: tuple[Means, ...]
    cases: tuple[Mapping[str, str], ...]
    carried: Carried | None
    may_approve: bool
    may_withdraw: bool
    is_own: bool


def listed(*, after: UUID | None) -> tuple[list[Row], UUID | None]:
    """A page of new rates, newest first, and after which one the next page begins."""
    rows = rates_written(after=after)
    names = names_of_staff(row.proposed_by_id for row in rows)
    return [_row(row, names) for row in rows[:PAGE]], rows[PAGE - 1].id if len(rows) > PAGE else None


def files_of_law() -> list[tuple[str, str]]:
    """The files of the law that hold numbers, with the programmes that read them."""
    law = law_in_force()
    found: dict[str, list[str]] = {}
    for key in law.parameters:
        found.setdefault(key.partition(".")[0], [])
    for code in law.programmes:
        for file in {key.partition(".")[0] for key in law.used_parameters(code)}:
            found[file].append(code)
    return sorted((file, ", ".join(sorted(codes))) for file, codes in found.items())


def page_of(*, change: UUID, officer: UUID, permissions: frozenset[str], on: date) -> Page | None:
    """New rates; None where there are none that this officer may handle."""
    row = RateChange.objects.filter(id=change).first()
    if row is None:
        return None
    names = names_of_staff((row.proposed_by_id, row.approved_by_id))
    kept: Mapping[str, Any] = row.preview or {}
    found = RatesPreview.from_json(kept.get("programmes", {})) if row.previewed_at else RatesPreview()
    called = _programmes(on)
    proposed = row.state is RatesState.PROPOSED
    outdated = proposed and row.base_hash != law_in_force().hash
    return Page(
        row=_row(row, names),
        reason=row.reason,
        law_hash=row.law_hash,
        numbers=numbers_of(row),
        programmes=tuple(called.get(code, (code, ""))[0] for code in row.programmes),
        approved_by=names.get(row.approved_by_id, "") if row.approved_by_id else "",
        approved_at=row.approved_at,
        known=kept.get("known", 0),
        done=kept.get("done", 0),
        is_previewed=row.previewed_at is not None,
        is_outdated=outdated,
        bars=_bars(found.total(found.programmes)),
        means=tuple(_means(called.get(code, (code, ""))[0], tally) for code, tally in sorted(found.programmes.items())),
        budget=_budget(found, called),
        cases=tuple(kept.get("cases", ())),
        carried=_carried(redecisions_counted(change=row.id)) if row.state is RatesState.APPROVED else None,
        may_approve=proposed
        and not outdated
        and row.previewed_at is not None
        and row.proposed_by_id != officer
        and APPROVES in permissions,
        may_withdraw=proposed and bool({PROPOSES, APPROVES} & permissions),
        is_own=row.proposed_by_id == officer,
    )


def _programmes(on: date) -> dict[str, tuple[str, str]]:
    """Code → name in the page's language and line of the budget."""
    return {
        row.code: (str(row.names.get(language()) or row.names.get("en") or row.code), row.budget_line)
        for row in programmes_on(on=on)
    }


def _row(row: RateChange, names: Mapping[UUID, str]) -> Row:
    states = {
        "proposed": gettext("Waits for a second person"),
        "approved": pgettext("state of new rates", "In force"),
        "withdrawn": pgettext("state of new rates", "Given up"),
    }
    state = row.state.value
    proposer = names.get(row.proposed_by_id, "")
    return Row(row.id, row.title, row.source, states[state], _COLOURS[state], row.first_day, proposer, row.proposed_at)


def _budget(found: RatesPreview, called: Mapping[str, tuple[str, str]]) -> tuple[Means, ...]:
    lines: dict[str, list[str]] = {}
    for code in found.programmes:
        line = called.get(code, ("", ""))[1]
        if line:
            lines.setdefault(line, []).append(code)
    return tuple(_means(line, found.total(codes)) for line, codes in sorted(lines.items()))


def _means(name: str, tally: Tally) -> Means:
    few = 0 < tally.claims < FEWEST
    hidden = gettext("not shown")
    return Means(
        name=name,
        claims=_shown(tally.claims),
        more=_shown(tally.more),
        less=_shown(tally.less),
        same=_shown(tally.same),
        newly=_shown(tally.newly),
        no_longer=_shown(tally.no_longer),
        undecided=_shown(tally.undecided + tally.failed),
        before=hidden if few else _money(tally.before),
        after=hidden if few else _money(tally.after),
        difference=hidden if few else _money(tally.after - tally.before),
    )


def _bars(tally: Tally) -> tuple[Bar, ...]:
    groups = (
        (gettext("More"), tally.more, False),
        (gettext("Newly given"), tally.newly, False),
        (gettext("The same"), tally.same, False),
        (gettext("Less"), tally.less, True),
        (gettext("No longer given"), tally.no_longer, True),
        (gettext("Cannot be decided"), tally.undecided + tally.failed, True),
    )
    return tuple(_bar(name, count, tally.claims, other=other) for name, count, other in groups)


def _bar(name: str, count: int, known: int, *, other: bool) -> Bar:
    # A group too small to be shown has no length either.
    return Bar(name, 0.0 if count < FEWEST else 100 * count / max(known, 1), _shown(count), other)


def _carried(counted: Sequence[Counted]) -> Carried:
    by_outcome: dict[str, int] = {}
    for one in counted:
        by_outcome[one.outcome] = by_outcome.get(one.outcome, 0) + one.claims
    known = sum(by_outcome.values())
    words = {
        "increased": gettext("More, decided by the system"),
        "same": gettext("The same: nothing to decide"),
        "decreased": gettext("Less, decided by the system under the law"),
        "asked": gettext("With an officer, who gives notice first"),
        "undecided": gettext("With an officer: something is not known"),
        "failed": gettext("Could not be worked out"),
        "waiting": gettext("Still to come"),
    }
    bars = (
        _bar(words[name], by_outcome[name], known, other=name not in ("increased", "same"))
        for name in words
        if name in by_outcome
    )
    granted: Iterable[Counted] = [one for one in counted if one.outcome == "increased"]
    few = 0 < by_outcome.get("increased", 0) < FEWEST
    return Carried(
        done=known - by_outcome.get("waiting", 0),
        known=known,
        outcomes=tuple(bars),
        arrears=gettext("not shown") if few else _money(sum(one.after - one.before for one in granted)),
        failed=by_outcome.get("failed", 0),
    )


def _shown(count: int) -> str:
    if 0 < count < FEWEST:
        return ngettext("fewer than %(count)d", "fewer than %(count)d", FEWEST) % {"count": FEWEST}
    return str(count)


def _money(minor: int) -> str:
    return money(Money(minor, country().currency), language())
