"""`janua keys rotate --data`: every data key replaced, and everything sealed under the old ones sealed anew.

Killed at any moment, the next call goes on: keys that were replaced stay so, old ones stay until nothing needs them.
"""

import sys
import time
from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from janua.cli.keeper import as_keeper, operator, record_for_operator

if TYPE_CHECKING:
    from janua.base.keys.models import Rotation
    from janua.base.keys.resealing import Step

_KEYS_AT_ONCE = 500
_ROWS_AT_ONCE = 1000
_FILES_AT_ONCE = 20
_LOOKS_EVERY = 0.5


def renew_data_keys() -> dict[str, Any]:
    """Do it from where it stands, telling how far it is; gives what the command prints.

    Raises   KeysError
    """
    from janua.base.clock import now

    rotation = _begun()
    done: dict[str, Any] = {"replaced": 0, "sealed": 0, "files": 0, "broken": []}
    is_first = True
    while True:
        leave = as_keeper(_left_alone)
        replaced = _replace(rotation, leave)
        _wait_until_settled(keys=is_first or replaced > 0)
        settled_at = now()
        rows, files, broken = _seal_all_anew()
        done["replaced"] += replaced
        done["sealed"] += rows
        done["files"] += files
        # Nothing is left only when a look that began after every transaction had ended finds nothing.
        if not (replaced or rows or files):
            break
        is_first = False
    done["broken"] = sorted(broken)
    done["left"] = _drop(rotation, settled_at, leave)
    if not done["left"]:
        as_keeper(partial(_ended, rotation))
    return done


def _begun() -> "Rotation":
    from janua.base.keys.actions import begin_rotation
    from janua.base.keys.datakeys import key_port
    from janua.base.keys.models import Rotation

    version = key_port().current_version

    def begin() -> Rotation:
        before = Rotation.objects.filter(kind="data", ended_at__isnull=True).exists()
        rotation = begin_rotation(kind="data", version=version, by=operator())
        if not before:
            record_for_operator("keys.data_begun", {}, object_type="rotation", object_id=rotation.id)
        return rotation

    return as_keeper(begin)


def _left_alone() -> frozenset[UUID]:
    """Snapshots: their files are written once, and deleted with their key when their time is over."""
    from janua.analytics.models import Snapshot

    return frozenset(Snapshot.objects.values_list("id", flat=True))


def _replace(rotation: "Rotation", leave: Collection[UUID]) -> int:
    from janua.base.keys.actions import count_rotated
    from janua.base.keys.resealing import replace_keys, through, to_replace

    def some(after: UUID) -> "Step":
        step = replace_keys(rotation=rotation, after=after, limit=_KEYS_AT_ONCE, leave=leave)
        count_rotated(rotation=rotation, some=step.old)
        return step

    total = as_keeper(lambda: to_replace(rotation=rotation, leave=leave).count())
    with _bar(total, "new keys") as bar:
        replaced, _ = through(lambda after: as_keeper(lambda: some(after)), lambda step: bar.update(step.old))
    return replaced


def _wait_until_settled(*, keys: bool) -> None:
    """Until no process can seal with an old key any more, and who began before that has ended.

    keys   keys were replaced: processes may have old ones in memory
    """
    from janua.base.keys.resealing import SETTLES_IN, transactions_under_way

    if keys:
        click.echo(f"waiting {SETTLES_IN:.0f} seconds until every process asks for the new keys", err=True)
        time.sleep(SETTLES_IN)
    before = as_keeper(transactions_under_way)
    told = -1
    while left := len(before & as_keeper(transactions_under_way)):
        if left != told:
            click.echo(f"waiting for {left} transactions that began before", err=True)
        told = left
        time.sleep(_LOOKS_EVERY)


def _seal_all_anew() -> tuple[int, int, set[str]]:
    """Rows and files that were old, and what opens under no key."""
    from janua.base.documents.models import Document
    from janua.base.documents.resealing import seal_files_anew
    from janua.base.keys.resealing import seal_rows_anew, sealed_columns

    columns = sealed_columns()
    steps: list[Callable[[UUID], Step]] = [
        partial(_row_step, partial(seal_rows_anew, column=column, limit=_ROWS_AT_ONCE)) for column in columns
    ]
    rows, broken = _all_of("rows", as_keeper(lambda: sum(column.rows() for column in columns)), steps)
    files, also_broken = _all_of(
        "files", as_keeper(Document.objects.count), [partial(_row_step, partial(seal_files_anew, limit=_FILES_AT_ONCE))]
    )
    return rows, files, broken | also_broken


def _row_step(step: "Callable[..., Step]", after: UUID) -> "Step":
    return as_keeper(lambda: step(after=after))


def _all_of(label: str, total: int, steps: "list[Callable[[UUID], Step]]") -> tuple[int, set[str]]:
    from janua.base.keys.resealing import through

    old, broken = 0, set[str]()
    with _bar(total, label) as bar:
        for step in steps:
            some, wrong = through(step, lambda done: bar.update(done.looked))
            old += some
            broken |= set(wrong)
    return old, broken


def _drop(rotation: "Rotation", settled_at: Any, leave: Collection[UUID]) -> int:
    """Destroy the old keys; how many are left, with those that were not replaced."""
    from janua.base.keys.resealing import drop_old_keys, replaced, through, to_replace

    def some(after: UUID) -> "Step":
        return as_keeper(lambda: drop_old_keys(settled_at=settled_at, after=after, limit=_KEYS_AT_ONCE))

    with _bar(as_keeper(replaced().count), "old keys") as bar:
        through(some, lambda step: bar.update(step.looked))
    return as_keeper(lambda: replaced().count() + to_replace(rotation=rotation, leave=leave).count())


def _ended(rotation: "Rotation") -> None:
    from janua.base.keys.actions import end_rotation

    end_rotation(rotation=rotation)
    record_for_operator("keys.data_ended", {"done": rotation.done}, object_type="rotation", object_id=rotation.id)


def _bar(length: int, label: str) -> Any:
    return click.progressbar(length=length, label=label, show_pos=True, show_eta=True, file=sys.stderr)
