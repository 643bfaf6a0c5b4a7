"""The canaries, where each may be found, and the search for them."""

import base64
import gzip
import re
import subprocess
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from demo.cluster.binaries import find_binaries
from demo.cluster.supervisor import SUPERUSER
from tests.database import RunningDatabase

_COPY = re.compile(rb"^COPY public\.\"?(\w+)\"? ", re.MULTILINE)
PERSON_COLUMNS = frozenset({"registers_person", "registers_personname"})


@dataclass(frozen=True)
class Canary:
    """A value that means nothing and is nowhere by chance.

    tables   where it may lie plain in the database, by decision (tests/base/keys/columns.py has the reasons)
    in_file  whether the bank must be told
    """

    word: str
    tables: frozenset[str] = frozenset()
    in_file: bool = False

    @property
    def forms(self) -> tuple[bytes, ...]:
        """How it may be written: as it is, as hexadecimal, in base 64 at its three places, in two bytes a letter."""
        plain = self.word.encode()
        shifted = {base64.b64encode(b"\0" * shift + plain)[4 if shift else 0 : -4] for shift in range(3)}
        return (
            plain,
            plain.upper(),
            plain.hex().encode(),
            plain.hex().upper().encode(),
            *shifted,
            self.word.encode("utf-16-le"),
        )


CANARIES: Mapping[str, Canary] = {
    "given name": Canary("Kanarjella", PERSON_COLUMNS | {"payments_payeeaccount"}, in_file=True),
    "family name": Canary("Xiqfanelli", PERSON_COLUMNS | {"payments_payeeaccount"}, in_file=True),
    "number": Canary("7654321Q", frozenset({"registers_person", "registers_personidentifier"})),
    "telephone": Canary("35699887766554"),
    "account": Canary("MT09VALL22013000000040017893517", in_file=True),
    "diagnosis in a note": Canary("zz-mukoviskidozi-note"),
    "diagnosis in a question": Canary("zz-mukoviskidozi-question"),
    "answer": Canary("zz-mukoviskidozi-answer"),
    "draft": Canary("zz-mukoviskidozi-draft"),
    "urgent reason": Canary("zz-hits-her-urgent"),
    "urgent review": Canary("zz-hits-her-review"),
    "reason of a ruling": Canary("zz-hits-her-ruling"),
    "ground of a mandate": Canary("zz-dementia-mandate"),
    "reason of a hold on looks": Canary("zz-hits-her-looks"),
    "reason of a legal hold": Canary("zz-hits-her-legal"),
    "grounds of a challenge": Canary("zz-mukoviskidozi-challenge"),
    "document": Canary("zz-mukoviskidozi-paper"),
    "message of a register": Canary("zz-register-says"),
    "password typed at the door": Canary("zz-Password-typed-99"),
    "searched for": Canary("zz-searched-name"),
}


def hits(content: bytes) -> set[str]:
    """Which canaries some bytes hold, in any form, also within compressed streams."""
    streams = [content, *_unpacked(content)]
    return {
        name for name, canary in CANARIES.items() if any(form in stream for stream in streams for form in canary.forms)
    }


def dump(database: RunningDatabase, into: Path) -> bytes:
    """The whole database as `pg_dump` writes it."""
    program = find_binaries() / "pg_dump"
    subprocess.run([program, "--dbname", database.url(SUPERUSER), "--file", into], check=True, timeout=120)
    return into.read_bytes()


def tables_of(dumped: bytes) -> Iterator[tuple[str, bytes]]:
    """Each table of a dump with its rows; what stands outside of tables under the name of nothing."""
    starts = list(_COPY.finditer(dumped))
    yield "", dumped[: starts[0].start()] if starts else dumped
    for start in starts:
        end = dumped.index(b"\n\\.\n", start.end())
        yield start.group(1).decode(), dumped[start.end() : end]


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What lies within streams of a PDF, or a gzip file."""
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(stream)
    if content.startswith(b"\x1f\x8b"):
        with suppress(OSError, EOFError):
            yield gzip.decompress(content)
