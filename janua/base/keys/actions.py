"""Erase a person's sealed data; renew the wrapping of all keys, resumably, while the system runs."""

from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q

from janua.base.clock import now
from janua.base.keys.datakeys import forget, key_port, wrapping_place
from janua.base.keys.envelope import KeysError
from janua.base.keys.models import DataKey, Rotation

# No transaction of ours lasts so long.
SETTLED = timedelta(hours=1)


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


def begin_rotation(*, kind: str, version: int, by: str) -> Rotation:
    """The rotation of this kind that has not ended, else a new one towards a version.

    by   the operator, as the system they signed in to names them
    """
    begun = Rotation.objects.select_for_update().filter(kind=kind, ended_at__isnull=True).first()
    if begun is not None:
        return begun
    row = Rotation(kind=kind, version=version, started_by=by[:80], started_at=now())
    row.save(force_insert=True)
    return row


def count_rotated(*, rotation: Rotation, some: int) -> None:
    """Keep how far a rotation is, in the transaction that did it."""
    Rotation.objects.filter(id=rotation.id).update(done=F("done") + some)


def end_rotation(*, rotation: Rotation) -> None:
    """Say that a rotation is through."""
    Rotation.objects.filter(id=rotation.id).update(ended_at=now())
    rotation.refresh_from_db()


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


def waiting_for(*, version: int) -> int:
    """How many data keys are not wrapped by this version yet."""
    return DataKey.objects.filter(~Q(version=version), wrapped__isnull=False).count()


def require_unused(*, version: int) -> None:
    """Refuse to retire a key-encryption key that something may still need.

    That is a data key, a rotation that has not ended, or one that ended so short a time ago that a transaction which
    began before it may still bring a data key of the old version.
    Raises   KeyVersionInUse
    """
    left = DataKey.objects.filter(
        Q(version=version, wrapped__isnull=False) | Q(previous_version=version, previous__isnull=False)
    ).count()
    if left:
        raise KeyVersionInUse(f"{left} data keys are still wrapped by version {version}: run janua keys rotate first.")
    if Rotation.objects.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=now() - SETTLED), kind="master").exists():
        raise KeyVersionInUse("A rotation is under way or ended less than an hour ago: wait, then run this again.")
