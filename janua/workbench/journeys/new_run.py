"""A new run before it is prepared: which day, whose payments, and what is due by then."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from janua.base.accounts.queries import areas_with
from janua.base.areas.models import Area
from janua.catalogue.queries import programmes_on
from janua.pack.installed import country
from janua.payments.queries import runs as reads
from janua.values import Money
from janua.workbench.journeys.named import amount_cell, in_language, programmes_named

_LOOK_AHEAD = 14


@dataclass(frozen=True)
class DueSoon:
    """What would go into a run of the next working day, before anything is checked again."""

    due_on: date
    rows: list[list[dict[str, Any]]]
    total: Money


def areas_to_pay(*, account: UUID, on: date) -> list[tuple[int, str]]:
    """The widest areas whose runs the officer may prepare."""
    allowed = areas_with(account_id=account, permission="prepare_run", on=on)
    tops = Area.objects.filter(id__in=allowed).exclude(parent__in=allowed).order_by("id")
    return [(area.id, in_language(area.names, area.code)) for area in tops]


def programmes_to_pay(*, on: date) -> list[tuple[str, str]]:
    """The programmes that a run may be limited to, by name."""
    named = [(row.code, in_language(row.names, row.code)) for row in programmes_on(on=on)]
    return sorted(named, key=lambda one: one[1].casefold())


def due_soon(*, areas: Collection[int], on: date) -> DueSoon:
    """Count what is due by the next working day."""
    day, currency = next_working_day(on), country().bank.currency
    due, named = reads.due_by(day=day, areas=areas, currency=currency), programmes_named()
    rows: list[list[dict[str, Any]]] = [
        [
            {"text": named.get(part.key, part.key)},
            {"text": part.orders, "numeric": True},
            {"text": amount_cell(part.amount), "numeric": True},
        ]
        for part in due
    ]
    return DueSoon(day, rows, Money(sum(part.amount.minor for part in due), currency))


def next_working_day(on: date) -> date:
    """The first day from a day on that the country's banks work."""
    calendar = country().calendar
    return next(
        (day for day in (on + timedelta(days=ahead) for ahead in range(_LOOK_AHEAD)) if calendar.is_working_day(day)),
        on,
    )
