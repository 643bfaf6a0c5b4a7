"""Check an exported audit trail: no database, no environment, only the file and the sealer's public key.

Found from the file and the key: a row changed, removed, inserted or moved, a seal changed or left out.
A tail cut off at a seal is found with the head that was published when it was sealed.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from janua.base.audit.chain import GENESIS, canonical, head, leaf, merkle_root, to_sign

_ROW = {"kind", "batch", "position", "leaf", "row"}
_SEAL = {"kind", "batch", "rows", "root", "previous", "head", "sealed_at", "public_key", "signature"}


class Broken(Exception):
    """The line does not fit the chain; says why."""


class RowsChanged(Broken):
    """A seal does not fit the rows before it: the fault lies in the batch, not in the seal's line."""


@dataclass(frozen=True)
class Verdict:
    """What the check found.

    sealed_until  instant of the last seal that holds; None when none does
    first_bad     number of the first line that is wrong, counted from 1; one past the end for a cut tail
    reason        why it is wrong, in words
    """

    rows: int
    sealed_until: str | None
    ok: bool
    first_bad: int | None
    reason: str = ""


class _Chain:
    """The chain as read so far; each line either fits or raises Broken."""

    def __init__(self, keys: Collection[bytes]) -> None:
        self.keys = keys
        self.number, self.head = 0, GENESIS
        self.leaves: list[bytes] = []
        self.first_line = 1
        self.sealed_until: str | None = None
        self.heads: set[bytes] = set()

    def take(self, text: bytes, line: int) -> None:
        """Fit the next line in. Raises Broken."""
        item = _parse(text)
        if item["batch"] != self.number + 1:
            raise Broken(f"batch {item['batch']} stands where batch {self.number + 1} belongs")
        if item["kind"] == "row":
            self._row(item)
        else:
            self._seal(item)
            self.first_line = line + 1

    def _row(self, item: dict[str, Any]) -> None:
        if item["position"] != len(self.leaves):
            raise Broken(f"row {item['position']} of its batch stands where row {len(self.leaves)} belongs")
        hashed = leaf(item["row"])
        if hashed.hex() != item["leaf"]:
            raise Broken("the row does not have the hash beside it")
        self.leaves.append(hashed)

    def _seal(self, item: dict[str, Any]) -> None:
        if item["rows"] != len(self.leaves) or not self.leaves:
            raise Broken(f"the seal counts {item['rows']} rows and {len(self.leaves)} stand before it")
        root = merkle_root(self.leaves)
        if item["root"] != root.hex():
            raise RowsChanged("the rows of this batch are not those that were sealed")
        sealed_at = str(item["sealed_at"])
        own = head(number=item["batch"], previous=self.head, rows=len(self.leaves), root=root, sealed_at=sealed_at)
        if item["previous"] != self.head.hex() or item["head"] != own.hex():
            raise Broken("the seal does not follow from the one before it")
        _check_signature(item, own, self.keys)
        self.number, self.head, self.leaves = item["batch"], own, []
        self.sealed_until = sealed_at
        self.heads.add(own)


def verify(lines: Iterable[bytes], *, keys: Collection[bytes] = (), published_head: bytes | None = None) -> Verdict:
    """Check an export line by line; stops judging at the first wrong line, and counts on.

    keys            public keys that may have sealed, 32 bytes each; none: signatures are checked against the key
                    that the file names itself, which proves the chain but not who sealed it
    published_head  a head known from elsewhere that the file must contain
    """
    chain = _Chain(keys)
    rows = last = 0
    first_bad: int | None = None
    reason = ""
    for last, text in enumerate(lines, start=1):
        rows += b'"kind":"row"' in text
        if first_bad is not None:
            continue
        batch_began = chain.first_line
        try:
            chain.take(text.rstrip(b"\n"), last)
        except RowsChanged as broken:
            first_bad, reason = batch_began, str(broken)
        except Broken as broken:
            first_bad, reason = last, str(broken)
    if first_bad is None and chain.leaves:
        first_bad, reason = chain.first_line, "rows without a seal follow the last one"
    if first_bad is None and published_head is not None and published_head not in chain.heads:
        first_bad, reason = last + 1, "the published head is not in the file: its tail was cut off"
    return Verdict(rows, chain.sealed_until, first_bad is None, first_bad, reason)


def _parse(text: bytes) -> dict[str, Any]:
    try:
        item: Any = json.loads(text)
        # One text a meaning: doubled keys or other spellings could be read differently elsewhere.
        unambiguous = isinstance(item, dict) and canonical(item) == text
    except (ValueError, RecursionError):
        raise Broken("the line is not JSON") from None
    if not unambiguous:
        raise Broken("the line is not an object in canonical JSON")
    expected = {"row": _ROW, "seal": _SEAL}.get(str(item.get("kind")), set())
    counts = [item.get(name, 0) for name in ("batch", "position", "rows")] if expected else []
    if not expected or set(item) != expected or any(type(count) is not int for count in counts):
        raise Broken("the line is neither a row nor a seal")
    if not isinstance(item.get("row", {}), dict):
        raise Broken("the line is neither a row nor a seal")
    return dict(item)


def _check_signature(item: dict[str, Any], own: bytes, keys: Collection[bytes]) -> None:
    try:
        public, signature = b64decode(item["public_key"], validate=True), b64decode(item["signature"], validate=True)
        if keys and public not in keys:
            raise Broken("the seal was made by a key that is not the given one")
        # Base64 has spare bits: a changed letter may mean the same bytes.
        if (b64encode(public).decode(), b64encode(signature).decode()) != (item["public_key"], item["signature"]):
            raise Broken("the seal's key or signature is not in canonical base64")
        Ed25519PublicKey.from_public_bytes(public).verify(signature, to_sign(own))
    except (NotBase64, ValueError, TypeError, InvalidSignature):
        raise Broken("the seal's signature does not hold") from None
