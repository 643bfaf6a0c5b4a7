"""Leave a trace: of what was done, and of whom somebody was shown."""

import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection

from janua.base.actors import if_rolled_back
from janua.base.clock import now

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.:/+-]{0,119}|\d{4}-\d{2}-\d{2}[0-9T:.Z+-]*|")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


class ValueNotAllowed(ValueError):
    """A detail of an audit row is free text or a personal value."""


@dataclass(frozen=True, kw_only=True)
class Trace:
    """One row to record; see `record`."""

    action: str
    subject: UUID | None = None
    object_type: str = ""
    object_id: UUID | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def record(
    action: str,
    *,
    subject: UUID | None = None,
    object_type: str = "",
    object_id: UUID | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write one audit row as the current actor, in the transaction of what it tells of.

    subject  the person concerned
    details  ids, codes, dates, whole numbers, truth values, `salted_digest`s and lists of these; never values
    Raises   ValueNotAllowed
    """
    trace = Trace(action=action, subject=subject, object_type=object_type, object_id=object_id, details=details or {})
    with connection.cursor() as cursor:
        # A statement of its own: half the time of a batch of one, and most actions record once.
        cursor.execute(
            "INSERT INTO audit_entry (at, actor, purpose, action, subject, object_type, object_id, details)"
            " VALUES (%s, janua_actor(), coalesce(current_setting('janua.purpose', true), ''), %s, %s, %s, %s, %s)",
            [now(), *_columns(trace)],
        )


def record_all(traces: Iterable[Trace]) -> None:
    """Write many audit rows in one statement: one a row of a batch."""
    rows = [_columns(trace) for trace in traces]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (at, actor, purpose, action, subject, object_type, object_id, details)"
            " SELECT %s, janua_actor(), coalesce(current_setting('janua.purpose', true), ''), r.*"
            " FROM unnest(%s::text[], %s::uuid[], %s::text[], %s::uuid[], %s::jsonb[]) AS r",
            [now(), *map(list, zip(*rows, strict=True))],
        )


def _columns(trace: Trace) -> tuple[str, UUID | None, str, UUID | None, str]:
    details = json.dumps({name: _detail(name, value) for name, value in trace.details.items()})
    return trace.action, trace.subject, trace.object_type, trace.object_id, details


def log_access(person_ids: Iterable[UUID], page: str, purpose: str) -> None:
    """Write one access row: the current actor was shown these persons on this page, for this purpose.

    The row stays where the response says no (a form with a mistake) and what it changed is rolled back.
    """
    if persons := sorted(set(person_ids)):
        _write_access(persons, page, purpose)


def log_search(person_ids: Iterable[UUID], page: str, purpose: str) -> None:
    """Write one access row of a search, also where nobody was found: how often somebody searches is watched."""
    _write_access(sorted(set(person_ids)), page, purpose)


def _write_access(persons: list[UUID], page: str, purpose: str) -> None:
    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO audit_access (at, actor, purpose, page, persons) VALUES (%s, janua_actor(), %s, %s, %s)",
                [now(), purpose, page, persons],
            )

    write()
    if_rolled_back(write)


def salted_digest(value: str) -> str:
    """Digest of a value under a salt of its own: proves the value later to who holds both, and tells nothing alone."""
    salt = secrets.token_hex(16)
    return f"sha256:{salt}:{sha256((salt + value).encode()).hexdigest()}"


def _detail(key: str, value: Any) -> Any:
    if not _KEY.fullmatch(key):
        raise ValueNotAllowed(f"{key!r} is no name of an audit detail: use small letters and underscores.")
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_detail(key, item) for item in value]
    if isinstance(value, str) and (_CODE.fullmatch(value) or _is_uuid(value)):
        return value
    raise ValueNotAllowed(
        f"The audit detail {key!r} must be an id, a code, a date, a whole number or a salted digest: it is kept for"
        " ever, so a personal value has no place in it."
    )


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
