"""Every upload goes past the scanner for malware, where the installation has one, and is then written anew.

The scanner is clamd, asked over the socket that JANUA_CLAMD names, by its INSTREAM command: no file is written, and the
scanner reads none of ours. What it names is refused and audited; while it does not answer no paper is taken.
"""

import re
import socket
import struct
from pathlib import Path

from django.conf import settings

from janua.base.actors import if_rolled_back
from janua.base.audit import record
from janua.base.documents.contents import LARGEST_BYTES, Paper, PaperRefused, Trouble, written_anew

SECONDS = 10.0
_PIECE = 64 * 1024
_LONGEST_ANSWER = 1024
_FOUND = re.compile(r"stream: (.+) FOUND")


class ScannerAway(Exception):
    """The scanner does not answer, or not in its protocol."""


def paper_of(content: bytes) -> Paper:
    """Take an upload: looked through where there is a scanner, decoded and written anew.

    Raises   PaperRefused
    """
    scanner: Path | None = settings.JANUA_CLAMD
    if scanner is not None and 0 < len(content) <= LARGEST_BYTES:
        try:
            found = name_of_malware(content, scanner=scanner)
        except ScannerAway:
            raise PaperRefused(Trouble.NOT_LOOKED_THROUGH) from None
        if found:
            _tell(found)
            raise PaperRefused(Trouble.INFECTED)
    return written_anew(content)


def name_of_malware(content: bytes, *, scanner: Path, seconds: float = SECONDS) -> str:
    """Ask clamd about some bytes; the name of what it found, or nothing.

    seconds  for each step of the conversation
    Raises   ScannerAway
    """
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(seconds)
            line.connect(str(scanner))
            said = _asked(line, content)
    except OSError as error:
        raise ScannerAway(f"The scanner at {scanner} does not answer: {type(error).__name__}.") from error
    if said == "stream: OK":
        return ""
    if found := _FOUND.fullmatch(said):
        return found[1]
    raise ScannerAway("The scanner could not look: see its own log, and StreamMaxLength in its settings.")


def is_there(*, scanner: Path, seconds: float = SECONDS) -> bool:
    """Whether clamd answers at all; it is given nothing to look at."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(seconds)
            line.connect(str(scanner))
            line.sendall(b"zPING\0")
            return _said(line) == "PONG"
    except OSError:
        return False


def _asked(line: socket.socket, content: bytes) -> str:
    try:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _PIECE):
            piece = content[start : start + _PIECE]
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        # It answers and hangs up in the middle of a stream longer than it takes: what it said can still be read.
        pass
    return _said(line)


def _said(line: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < _LONGEST_ANSWER:
        piece = line.recv(_LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.partition(b"\0")[0].decode("ascii", "replace").strip()


def _tell(found: str) -> None:
    """Leave the row also where the page that says no rolls everything back; the name is a code of the scanner's."""
    name = re.sub(r"^[^a-z]+|[^a-z0-9_.-]", "-", found.lower()).lstrip("-")[:60] or "unnamed"

    def write() -> None:
        record("document.infected", details={"found": name})

    write()
    if_rolled_back(write)
