"""New rates as the workbench shows them: the list, one with what it means and how far it is carried out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, pgettext

from janua.base.accounts.queries import names_of_staff
from janua.casework.queries.rates import Counted, redecisions_counted
from janua.catalogue.actions.preview import RatesPreview
from janua.catalogue.actions.rates import ChangedNumber, numbers_of
from janua.catalogue.models import RateChange
from janua.catalogue.queries import PAGE, law_in_force, programmes_on, rates_proposed, rates_written
from janua.catalogue.states import RatesState
from janua.pack.installed import country
from janua.rules.comparison import FEWEST
from janua.ui.on_page import language
from janua.ui.written import money
from janua.values import Money
from janua.workbench.journeys.compared import Bar, Compared, compared_of, shown_few

PROPOSES, APPROVES = "propose_rates", "approve_rates"
_PAID = ("increased", "granted")
_GOOD = (*_PAID, "same")
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
    asked_on: date | None
    left_out: str
    one_by_one: tuple[str, ...]
    compared: Compared | None
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
    row = rates_proposed(change=change)
    if row is None:
        return None
    names = names_of_staff((row.proposed_by_id, row.approved_by_id))
    kept: Mapping[str, Any] = row.preview or {}
    found = RatesPreview.from_json(kept) if kept else None
    called = names_of_programmes(on)
    proposed = row.state is RatesState.PROPOSED
    outdated = proposed and row.base_hash != law_in_force().hash
    return Page(
        row=_row(row, names),
        reason=row.reason,
        law_hash=row.law_hash,
        numbers=numbers_of(row),
        programmes=tuple(called.get(code, code) for code in row.programmes),
        approved_by=names.get(row.approved_by_id, "") if row.approved_by_id else "",
        approved_at=row.approved_at,
        known=found.known if found else 0,
        done=found.done if found else 0,
        is_previewed=row.previewed_at is not None,
        is_outdated=outdated,
        asked_on=found.on if found else None,
        left_out=shown_few(found.left_out) if found and found.left_out else "",
        one_by_one=tuple(called.get(code, code) for code in found.one_by_one) if found else (),
        compared=compared_of(found.comparison, called) if row.previewed_at and found and found.comparison else None,
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


def names_of_programmes(on: date) -> dict[str, str]:
    """Code → name in the page's language."""
    return {row.code: str(row.names.get(language()) or row.names.get("en") or row.code) for row in programmes_on(on=on)}


def _row(row: RateChange, names: Mapping[UUID, str]) -> Row:
    states = {
        "proposed": gettext("Waits for a second person"),
        "approved": pgettext("state of new rates", "In force"),
        "withdrawn": pgettext("state of new rates", "Given up"),
    }
    state = row.state.value
    proposer = names.get(row.proposed_by_id, "")
    return Row(row.id, row.title, row.source, states[state], _COLOURS[state], row.first_day, proposer, row.proposed_at)


def _bar(name: str, count: int, known: int, *, other: bool) -> Bar:
    # A group too small to be shown has no length either.
    return Bar(name, 0.0 if count < FEWEST else 100 * count / max(known, 1), shown_few(count), other)


def _carried(counted: Sequence[Counted]) -> Carried:
    by_outcome: dict[str, int] = {}
    for one in counted:
        by_outcome[one.outcome] = by_outcome.get(one.outcome, 0) + one.claims
    known = sum(by_outcome.values())
    words = {
        "increased": gettext("More, decided by the system"),
        "same": gettext("The same: nothing to decide"),
        "decreased": gettext("Less, decided by the system under the law"),
        "granted": gettext("Refused before, now granted by the system"),
        "reopened": gettext("Refused before, with an officer again"),
        "invited": gettext("Refused before, told to apply again"),
        "asked": gettext("With an officer, who gives notice first"),
        "undecided": gettext("With an officer: something is not known"),
        "failed": gettext("Could not be worked out"),
        "waiting": gettext("Still to come"),
    }
    bars = (_bar(words[name], by_outcome[name], known, other=name not in _GOOD) for name in words if name in by_outcome)
    granted = [one for one in counted if one.outcome in _PAID]
    few = any(0 < by_outcome.get(outcome, 0) < FEWEST for outcome in _PAID)
    return Carried(
        done=known - by_outcome.get("waiting", 0),
        known=known,
        outcomes=tuple(bars),
        arrears=gettext("not shown") if few else _money(sum(one.after - one.before for one in granted)),
        failed=by_outcome.get("failed", 0),
    )


def _money(minor: int) -> str:
    return money(Money(minor, country().currency), language())
