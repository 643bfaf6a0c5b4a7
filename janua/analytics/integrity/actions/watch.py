"""Look for every signal, when an auditor asks and by night; what is found is kept once, and again when rows join it."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction

from janua.analytics.integrity.models import Signal, SignalRow, TelephoneSeen, Watch
from janua.analytics.integrity.queries import SIGNALS
from janua.analytics.integrity.queries.kinds import SignalKind
from janua.base import audit
from janua.base.accounts.permissions import NotPermitted
from janua.base.accounts.queries import areas_with
from janua.base.actors import current_actor
from janua.base.clock import now
from janua.base.keys.datakeys import key_port
from janua.base.keys.envelope import KeysError
from janua.pack.country import NotInPack
from janua.pack.installed import country
from janua.registers.models import PersonContact

log = logging.getLogger(__name__)
WATCH = "watch_integrity"
# Telephone numbers digested in one step.
AT_ONCE = 2_000


class AlreadyLooking(ValueError):
    """Signals are being looked for at this moment: wait for what is found."""


class Found(NamedTuple):
    """One row behind a signal, as a statement gives it."""

    key: str
    thing: str
    row: str
    person: UUID | None
    officer: UUID | None
    second: UUID | None
    area: int | None
    at: datetime | None


def ask_to_watch(*, on: date) -> Watch:
    """Have every signal looked for now, as an auditor.

    Raises   NotPermitted, AlreadyLooking
    """
    actor = current_actor()
    if actor.account_id is None or not areas_with(account_id=actor.account_id, permission=WATCH, on=on):
        raise NotPermitted(f"This needs the permission {WATCH!r}: ask an administrator for it.")
    try:
        with transaction.atomic():
            row = Watch.objects.create(asked_by_id=actor.account_id, asked_at=now())
    except IntegrityError as fault:
        raise AlreadyLooking("Signals are being looked for already.") from fault
    audit.record("integrity.ask", object_type="watch", object_id=row.id)
    return row


def begin_watch() -> None:
    """Begin to look for every signal by night, unless somebody has it done just now."""
    if not Watch.objects.filter(finished_at__isnull=True).exists():
        Watch.objects.create(asked_at=now())


def watch_next(*, on: date) -> bool:
    """Look for the next signal of a time of looking that is not over; says whether there is more to do.

    One that ends in an error is noted and keeps none of the others from being looked for.
    """
    row = (
        Watch.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(finished_at__isnull=True)
        .order_by("asked_at")
        .first()
    )
    if row is None:
        return False
    if see_telephones():
        return True
    if row.done < len(SIGNALS):
        kind = SIGNALS[row.done]
        try:
            with transaction.atomic():
                row.found += keep(kind=kind, rows=rows_behind(kind=kind, on=on))
        except DatabaseError as error:
            log.exception("signal %s could not be looked for", kind.code)
            row.fault = f"{kind.code}: {type(error).__name__}"[:80]
        row.done += 1
    if row.done == len(SIGNALS):
        row.finished_at = now()
        details = {"found": row.found, "whole": not row.fault}
        audit.record("integrity.watch", object_type="watch", object_id=row.id, details=details)
    row.save(update_fields=["done", "found", "fault", "finished_at"])
    return row.finished_at is None


def rows_behind(*, kind: SignalKind, on: date) -> list[Found]:
    """The rows that pass a signal's thresholds now."""
    values = thresholds_of(kind) | _circumstances(kind, on)
    with connection.cursor() as cursor:
        cursor.execute(kind.statement, values)
        return [Found(*row) for row in cursor.fetchall()]


def thresholds_of(kind: SignalKind) -> dict[str, int]:
    """The numbers from which a signal speaks: the country's own where its pack has some."""
    return {**kind.thresholds, **country().watching.thresholds.get(kind.code, {})}


def keep(*, kind: SignalKind, rows: Iterable[Found]) -> int:
    """Keep what was found: each signal once; rows that are new join it, and it stands as new again.

    Returns   how many signals are new or have new rows
    """
    groups: dict[str, dict[tuple[str, str], Found]] = defaultdict(dict)
    for one in rows:
        groups[one.key][one.thing, one.row] = one
    known = {row.key: row for row in Signal.objects.filter(kind=kind.code, key__in=groups)}
    at, changed = now(), 0
    for key, found in sorted(groups.items()):
        signal = known.get(key)
        joined = _new(signal, found)
        if not joined:
            continue
        _keep_one(kind, key, signal, joined, at=at)
        changed += 1
    return changed


def _new(signal: Signal | None, found: Mapping[tuple[str, str], Found]) -> list[Found]:
    there = set() if signal is None else set(signal.rows.values_list("thing", "row"))
    return [one for place, one in sorted(found.items()) if place not in there]


def _keep_one(kind: SignalKind, key: str, signal: Signal | None, joined: list[Found], *, at: datetime) -> None:
    areas = {one.area for one in joined}
    if signal is None:
        area = areas.pop() if len(areas) == 1 else None
        numbers = thresholds_of(kind)
        signal = Signal.objects.create(
            kind=kind.code, key=key, area_id=area, threshold=numbers, found_at=at, changed_at=at
        )
    else:
        signal.area_id = signal.area_id if areas == {signal.area_id} else None
        signal.threshold, signal.changed_at = thresholds_of(kind), at
        signal.save(update_fields=["area", "threshold", "changed_at"])
    SignalRow.objects.bulk_create(
        SignalRow(
            signal=signal,
            thing=one.thing,
            row=one.row,
            person_id=one.person,
            officer_id=one.officer,
            second_id=one.second,
            area_id=one.area,
            at=one.at,
            joined_at=at,
        )
        for one in joined
    )
    details = {"kind": kind.code, "rows": len(joined)}
    audit.record("integrity.signal", object_type="signal", object_id=signal.id, details=details)


def see_telephones(*, limit: int = AT_ONCE) -> int:
    """Digest telephone numbers that were recorded since, and forget those that are out of use; gives how many."""
    in_use = PersonContact.objects.known().filter(kind=PersonContact.Kind.TELEPHONE)
    TelephoneSeen.objects.exclude(contact_id__in=in_use.values("id")).delete()
    seen = TelephoneSeen.objects.values("contact_id")
    rows, port, made = list(in_use.exclude(id__in=seen).order_by("id")[:limit]), key_port(), []
    for row in rows:
        # One whose key was destroyed is nobody's number any more.
        with suppress(KeysError):
            digest = port.mac("identifiers", _digits(row.value))
            made.append(TelephoneSeen(contact_id=row.id, person_id=row.person_id, digest=digest))
    TelephoneSeen.objects.bulk_create(made)
    return len(made)


def _digits(number: str) -> bytes:
    """Enough of a number to tell it by, however it is spelt: its last eight digits."""
    return b"telephone " + "".join(sign for sign in number if sign.isdigit())[-8:].encode()


def _circumstances(kind: SignalKind, on: date) -> dict[str, Any]:
    watching = country().watching
    first = on - timedelta(days=kind.days)
    return {
        "today": on,
        "month": on.strftime("%Y-%m"),
        "since": datetime(first.year, first.month, first.day, tzinfo=UTC),
        "zone": settings.JANUA_TIME_ZONE,
        "opens": watching.opens,
        "closes": watching.closes,
        "week": list(watching.week),
        "holidays": _holidays(first, on),
    }


def _holidays(first: date, last: date) -> list[date]:
    """Days of the week on which nothing is open; none where the pack has no calendar."""
    try:
        calendar = country().calendar
    except NotInPack:
        return []
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if not calendar.is_working_day(day)]
