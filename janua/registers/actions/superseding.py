"""Correcting by a newer row: what is no longer held for right is ended, and what remains of it is written anew."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar

from janua.registers.models import Known
from janua.values import uuid7

_DAY = timedelta(days=1)
_Row = TypeVar("_Row", bound=Known)


def remainders(
    held: tuple[date | None, date | None], *, first: date | None, last: date | None
) -> list[tuple[date | None, date | None]]:
    """Give what remains of the days `held` without the days from `first` to `last`: none, one or two pieces."""
    if not overlap(held, other=(first, last)):
        return [held]
    pieces: list[tuple[date | None, date | None]] = []
    starts_on, ends_on = held
    if first is not None and (starts_on is None or starts_on < first):
        pieces.append((starts_on, first - _DAY))
    if last is not None and (ends_on is None or ends_on > last):
        pieces.append((last + _DAY, ends_on))
    return pieces


def overlap(days: tuple[date | None, date | None], *, other: tuple[date | None, date | None]) -> bool:
    """Say whether two periods have a day in common; None is open."""
    return (days[0] is None or other[1] is None or days[0] <= other[1]) and (
        other[0] is None or days[1] is None or other[0] <= days[1]
    )


def supersede(rows: Iterable[_Row], *, first: date | None, last: date | None, at: datetime) -> list[_Row]:
    """Cease to hold these rows for right on the days from `first` to `last`.

    Ends each row that has such a day, and writes anew what remains of it on other days. Gives the new rows.
    """
    written: list[_Row] = []
    for row in rows:
        if not overlap((row.true_from, row.true_to), other=(first, last)):
            continue
        end(row, at=at)
        for true_from, true_to in remainders((row.true_from, row.true_to), first=first, last=last):
            copy = type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
            copy.pk, copy.true_from, copy.true_to = uuid7(), true_from, true_to
            copy.known_from, copy.known_to = at, None
            copy.save(force_insert=True)
            written.append(copy)
    return written


def end(row: Known, *, at: datetime) -> None:
    """Cease to hold a row for right. A row made in the same instant, or by a faster clock, ends as it began."""
    known_to = max(at, row.known_from)
    type(row)._default_manager.filter(pk=row.pk, known_to__isnull=True).update(known_to=known_to)
