"""Write the sealed audit trail as JSON Lines that anybody can check with the public key alone.

{"batch":1,"kind":"row","leaf":HEX,"position":0,"row":{…}}            each row, in its order in the batch
{"batch":1,"head":HEX,"kind":"seal","previous":HEX,"public_key":…}    after the rows of each batch
"""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.db import connection

from janua.base.audit.chain import canonical, instant, leaf
from janua.base.audit.sealer import SIGNING_KEY, rows_between
from janua.base.audit.verify import Verdict, verify
from janua.base.keys.datakeys import key_port

_BATCHES = (
    "SELECT number, from_xid::text::bigint, below_xid::text::bigint, rows, root, previous, head, sealed_at,"
    " public_key, signature FROM audit_batch WHERE number > %s ORDER BY number LIMIT 500"
)


def export(file: BinaryIO) -> int:
    """Write every sealed row; returns how many. What waits for the sealer is left out. Needs the actor *sealer*."""
    written = 0
    for line in export_lines():
        written += line["kind"] == "row"
        file.write(canonical(line) + b"\n")
    return written


def export_lines() -> Iterator[dict[str, Any]]:
    """The lines of the export as objects."""
    last = 0
    while batches := _batches_after(last):
        for number, from_xid, below_xid, rows, root, previous, head, sealed_at, public_key, signature in batches:
            for position, row in enumerate(rows_between(from_xid, below_xid)):
                yield {"kind": "row", "batch": number, "position": position, "leaf": leaf(row).hex(), "row": row}
            yield {
                "kind": "seal",
                "batch": number,
                "rows": rows,
                "root": bytes(root).hex(),
                "previous": bytes(previous).hex(),
                "head": bytes(head).hex(),
                "sealed_at": instant(sealed_at),
                "public_key": b64encode(bytes(public_key)).decode(),
                "signature": b64encode(bytes(signature)).decode(),
            }
            last = number


def check_stored() -> Verdict:
    """Check the chain as it lies in the database, with this installation's own key. Needs the actor *sealer*."""
    return verify(map(canonical, export_lines()), keys=[key_port().public_key(SIGNING_KEY)])


def _batches_after(number: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_BATCHES, [number])
        batches: list[tuple[Any, ...]] = cursor.fetchall()
    return batches
