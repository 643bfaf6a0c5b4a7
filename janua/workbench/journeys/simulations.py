"""Reforms as the workbench shows them: what was tried, and what it would mean for whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, ngettext, pgettext

from janua.analytics.models import Simulation
from janua.analytics.queries import PAGE, simulations_asked, simulations_here
from janua.base.accounts.queries import names_of_staff
from janua.catalogue.actions.rates import ChangedNumber, read_rates
from janua.catalogue.queries import law_in_force, rates_here
from janua.rules.comparison import Comparison
from janua.ui.on_page import language
from janua.ui.written import money
from janua.values import Money
from janua.workbench.journeys.compared import Bar, Compared, compared_of, shown, shown_few
from janua.workbench.journeys.rates import names_of_programmes

SIMULATES = "simulate"


@dataclass(frozen=True)
class Row:
    """A simulation in the list."""

    id: UUID
    title: str
    on: date
    state: str
    colour: str
    asked_by: str
    asked_at: datetime


@dataclass(frozen=True)
class ToTry:
    """Numbers to begin with: proposed new rates."""

    id: UUID
    title: str
    file: str


@dataclass(frozen=True)
class Group:
    """Claims of one group, by what becomes of them, and what it costs more for one period."""

    name: str
    gain: str
    lose: str
    same: str
    cost: str


@dataclass(frozen=True)
class Groups:
    """Who gains and who loses in one programme, by one thing."""

    key: str
    title: str
    head: str
    rows: tuple[Group, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Page:
    """One simulation with what came of it."""

    row: Row
    numbers: tuple[ChangedNumber, ...]
    programmes: tuple[str, ...]
    files: tuple[str, ...]
    known: int
    done: int
    is_finished: bool
    fault: str
    compared: Compared | None
    groups: tuple[Groups, ...]
    left_out: str
    not_served: tuple[str, ...]


def listed(*, after: UUID | None) -> tuple[list[Row], UUID | None]:
    """A page of simulations, newest first, and after which one the next page begins."""
    rows = simulations_asked(after=after)
    names = names_of_staff(row.asked_by_id for row in rows)
    return [_row(row, names) for row in rows[:PAGE]], rows[PAGE - 1].id if len(rows) > PAGE else None


def to_try() -> list[ToTry]:
    """Proposed new rates of the officer's area, newest first; one entry a file of the law."""
    proposed = rates_here(SIMULATES).filter(approved_at__isnull=True, withdrawn_at__isnull=True)
    return [
        ToTry(row.id, row.title, file) for row in proposed.order_by("-proposed_at", "-id")[:PAGE] for file in row.files
    ]


def text_to_try(*, of: UUID | None, file: str) -> str:
    """The numbers of a simulation or of proposed rates, to begin with; nothing where there are none."""
    if of is None:
        return ""
    for rows in (simulations_here(), rates_here(SIMULATES)):
        files = rows.filter(id=of).values_list("files", flat=True).first()
        if files is not None:
            return str(files.get(file, ""))
    return ""


def page_of(*, simulation: UUID, on: date) -> Page | None:
    """One simulation; None where there is none that this officer may see."""
    row = simulations_here().filter(id=simulation).first()
    if row is None:
        return None
    called, result = names_of_programmes(on), row.result or {}
    comparison = Comparison.from_json(result["comparison"]) if result else None
    return Page(
        row=_row(row, names_of_staff((row.asked_by_id,))),
        numbers=read_rates(files=row.files).numbers if row.base_hash == law_in_force().hash else (),
        programmes=tuple(called.get(code, code) for code in row.programmes),
        files=tuple(sorted(row.files)),
        known=row.known,
        done=row.done,
        is_finished=row.finished_at is not None,
        fault=row.fault,
        compared=None if comparison is None else compared_of(comparison, called),
        groups=tuple(_groups(result.get("groups", {}), called)),
        left_out=shown_few(result["left_out"]) if result.get("left_out") else "",
        not_served=tuple(called.get(code, code) for code in result.get("not_served", ())),
    )


def _row(row: Simulation, names: Mapping[UUID, str]) -> Row:
    if row.fault:
        state, colour = gettext("Not worked out"), "red"
    elif row.finished_at is not None:
        state, colour = pgettext("state of a simulation", "Worked out"), "green"
    else:
        state, colour = pgettext("state of a simulation", "Under way"), "yellow"
    return Row(row.id, row.title, row.on, state, colour, names.get(row.asked_by_id, ""), row.asked_at)


def _groups(kept: Mapping[str, Mapping[str, Any]], called: Mapping[str, str]) -> Iterable[Groups]:
    told = {
        "income": (gettext("by income"), gettext("Income"), _tenths()),
        "size": (gettext("by persons in the household"), gettext("Persons"), _sizes()),
    }
    for code, by in kept.items():
        for name, (way, head, labels) in told.items():
            rows = by.get(name, ())
            if any(any(row[cell] != 0 for cell in ("gain", "lose", "same")) for row in rows):
                title = gettext("%(programme)s: who gains and who loses, %(way)s") % {
                    "programme": called.get(code, code),
                    "way": way,
                }
                yield Groups(
                    f"{code}-{name}",
                    title,
                    head,
                    tuple(map(_group, labels, rows)),
                    tuple(map(_bar, labels, rows)),
                )


def _group(name: str, row: Mapping[str, Any]) -> Group:
    cost = gettext("not shown") if row["cost"] is None else money(Money.from_json(row["cost"]), language())
    return Group(name, shown(row["gain"]), shown(row["lose"]), shown(row["same"]), cost)


def _bar(name: str, row: Mapping[str, Any]) -> Bar:
    """How many in a hundred of a group gain, as far as that may be told."""
    cells = [row["gain"], row["lose"], row["same"]]
    if None in cells:
        return Bar(name, 0.0, gettext("not shown"))
    share = 100 * row["gain"] / max(sum(cells), 1)
    return Bar(name, share, gettext("%(share)d in 100") % {"share": round(share)} if sum(cells) else gettext("nobody"))


def _sizes() -> list[str]:
    exact = [ngettext("%(number)d person", "%(number)d persons", number) % {"number": number} for number in range(1, 6)]
    return [*exact, gettext("6 persons or more")]


def _tenths() -> list[str]:
    middle = [gettext("Tenth %(number)d") % {"number": number} for number in range(2, 10)]
    return [gettext("Tenth 1, the lowest"), *middle, gettext("Tenth 10, the highest"), gettext("Income not known")]
