"""Erasures, written down outside the database, so that a copy restored from before them is made to forget again.

One JSON object a line, added and never changed; see docs/decisions/0112-retention.md.

    {"number": 7, "key": "…", "erased_at": "…Z", "previous": "…", "signature": "…"}

key        whose data key is destroyed: a person's, or that of an account of theirs
previous   SHA-256 of the line before, in hex; of nothing for the first
signature  Ed25519 by the audit trail's key of the line without it, as canonical JSON; base64
"""

import base64
import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from janua.base.keys.datakeys import key_port

FILE = "erasures.jsonl"
SIGNING_KEY = "audit"


class JournalBroken(Exception):
    """A line of the journal was changed, left out or put in; the message says which."""


class JournalMissing(Exception):
    """This process was not told where the journal lies: nobody is erased without it."""


@dataclass(frozen=True)
class Erased:
    """One key that is destroyed, and since when."""

    key: UUID
    erased_at: datetime


def journal_path() -> Path:
    """Where the journal lies: JANUA_ERASURES, else beside this process's keys. Raises JournalMissing."""
    where = settings.JANUA_ERASURES
    if where is None and isinstance(settings.JANUA_KEYS, str | Path):
        where = Path(settings.JANUA_KEYS) / FILE
    if where is None:
        raise JournalMissing("Set JANUA_ERASURES to a file apart from the database: erasures are written down there.")
    return Path(where)


def write_down(keys: Iterable[UUID], *, at: datetime) -> int:
    """Add one line a key that is not there yet, on the disk before this returns; gives how many.

    Written before the key is destroyed: what stands here is to be destroyed, whatever happens to us in between.
    """
    path = journal_path()
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        whole, _, torn = file.read().rpartition(b"\n")
        lines = whole.split(b"\n") if whole else []
        if torn:
            # A kill while a line was written: it counts for nothing, and its key was not destroyed.
            file.truncate(len(whole) + 1 if whole else 0)
        known = {json.loads(line)["key"] for line in lines}
        file.seek(0, os.SEEK_END)
        previous = lines[-1] if lines else b""
        added = [key for key in dict.fromkeys(map(str, keys)) if key not in known]
        for number, key in enumerate(added, start=len(lines) + 1):
            previous = _line(number, key, at, previous)
            file.write(previous + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return len(added)


def read_journal(lines: Iterable[bytes], *, public_key: bytes) -> Iterator[Erased]:
    """Every erasure, in order. Raises JournalBroken, naming the line."""
    previous = b""
    verifier = Ed25519PublicKey.from_public_bytes(public_key)
    for number, line in enumerate(lines, start=1):
        stripped = line.rstrip(b"\n")
        try:
            entry = json.loads(stripped)
            signature = base64.b64decode(entry.pop("signature"))
            verifier.verify(signature, _canonical(entry))
            is_next = entry["number"] == number and entry["previous"] == sha256(previous).hexdigest()
            erased = Erased(UUID(entry["key"]), datetime.fromisoformat(entry["erased_at"]))
        except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature) as error:
            kind = type(error).__name__
            raise JournalBroken(f"Line {number} of the journal of erasures does not hold ({kind}).") from error
        if not is_next:
            raise JournalBroken(f"Before line {number} of the journal of erasures something is missing or was put in.")
        yield erased
        previous = stripped


def _line(number: int, key: str, at: datetime, previous: bytes) -> bytes:
    entry = {
        "number": number,
        "key": key,
        "erased_at": at.isoformat().replace("+00:00", "Z"),
        "previous": sha256(previous).hexdigest(),
    }
    signature = key_port().sign(SIGNING_KEY, _canonical(entry))
    return _canonical({**entry, "signature": base64.b64encode(signature).decode()})


def _canonical(entry: dict[str, object]) -> bytes:
    return json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
