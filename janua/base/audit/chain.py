"""How audit rows are hashed: a Merkle tree a batch (RFC 6962), and a chain of signed batch heads.

    leaf   SHA-256(00 ‖ row)            row: canonical JSON (RFC 8785)
    node   SHA-256(01 ‖ left ‖ right)
    head   SHA-256(02 ‖ batch)          batch: number, previous head, rows, root, sealed_at

The three prefixes keep a leaf from passing as a node. Plain Python: the offline check shares it.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

GENESIS = bytes(32)
SIGNED = b"janua audit head 1\n"

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def canonical(value: dict[str, Any]) -> bytes:
    """Canonical JSON; equals RFC 8785 for what audit rows hold (ASCII keys, text, whole numbers, booleans)."""
    return _encode(value).encode()


def instant(at: datetime) -> str:
    """Write an instant the one way it is hashed: UTC, microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def leaf(row: dict[str, Any]) -> bytes:
    """Hash one row."""
    return sha256(b"\x00" + canonical(row)).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Root over the leaves in their order; a last odd node rises unchanged, as in RFC 6962."""
    if not leaves:
        return sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        paired = [sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def head(*, number: int, previous: bytes, rows: int, root: bytes, sealed_at: str) -> bytes:
    """Hash of a batch, which the next batch names as its previous."""
    batch = {"batch": number, "previous": previous.hex(), "rows": rows, "root": root.hex(), "sealed_at": sealed_at}
    return sha256(b"\x02" + canonical(batch)).digest()


def to_sign(batch_head: bytes) -> bytes:
    """The bytes that the sealer signs."""
    return SIGNED + batch_head
