"""Erase a person's sealed data; renew the wrapping of all keys."""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from janua.base.keys.datakeys import forget, key_port, wrapping_place
from janua.base.keys.envelope import KeysError
from janua.base.keys.models import DataKey


class KeyVersionInUse(KeysError):
    """Data keys are still wrapped by the key-encryption key that was to be retired."""


def destroy_key(*, subject: UUID) -> bool:
    """Erase everything sealed for one person, for good, by destroying their data key.

    Returns False when it was destroyed before or never made. Other processes forget it within a minute.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE keys_datakey SET wrapped = NULL, previous = NULL, previous_version = NULL, destroyed_at = now()"
            " WHERE subject = %s AND wrapped IS NOT NULL",
            [subject],
        )
        destroyed: bool = cursor.rowcount == 1
    forget(subject)
    transaction.on_commit(lambda: forget(subject))
    return destroyed


def bury_key(*, subject: UUID) -> None:
    """Destroy a subject's key, or where there never was one see that none is made. As often as you like."""
    destroy_key(subject=subject)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO keys_datakey (subject, version, wrapped, destroyed_at) VALUES (%s, 0, NULL, now())"
            " ON CONFLICT (subject) DO NOTHING",
            [subject],
        )


def rewrap(*, limit: int = 1000) -> int:
    """Wrap up to `limit` data keys anew under the newest key-encryption key; returns how many.

    Call it, each time in a transaction of its own, until it returns 0: a kill loses nothing, and several
    processes may share the work. Sealed values are not touched.
    """
    port = key_port()
    version = port.current_version
    rows = list(
        DataKey.objects.select_for_update(skip_locked=True)
        .filter(~Q(version=version), wrapped__isnull=False)
        .values_list("subject", "version", "wrapped")[:limit]
    )
    places = [wrapping_place(subject) for subject, _, _ in rows]
    keys = port.unwrap_all(
        [(old, bytes(blob or b""), where) for (_, old, blob), where in zip(rows, places, strict=True)]
    )
    wrapped = port.wrap_all(list(zip(keys, places, strict=True)))
    for (subject, _, _), (new, blob) in zip(rows, wrapped, strict=True):
        DataKey.objects.filter(subject=subject).update(version=new, wrapped=blob)
    return len(rows)


def require_unused(*, version: int) -> None:
    """Refuse to retire a key-encryption key that data keys still need. Raises KeyVersionInUse."""
    left = DataKey.objects.filter(
        Q(version=version, wrapped__isnull=False) | Q(previous_version=version, previous__isnull=False)
    ).count()
    if left:
        raise KeyVersionInUse(f"{left} data keys are still wrapped by version {version}: run the re-wrapping first.")
