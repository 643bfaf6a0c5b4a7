"""The scanner for malware as clamd speaks: zPING, zVERSION and zINSTREAM over a socket of this machine.

`python -m emulators.clamd --socket PATH` finds the harmless file that every scanner is tested with.
Options: --longest BYTES (StreamMaxLength), --silent (takes everything and never answers).
"""

import argparse
import json
import socketserver
import struct
import time
from pathlib import Path

# In two halves, so that no scanner finds this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LONGEST = 25 * 1024 * 1024
_VERSION = b"ClamAV 1.4.3/27800/Sun Nov 22 09:00:00 2026"


class Clamd(socketserver.ThreadingUnixStreamServer):
    """Answers at a socket until it is shut down."""

    daemon_threads = True

    def __init__(self, path: Path, *, longest: int = LONGEST, silent: bool = False) -> None:
        path.unlink(missing_ok=True)
        super().__init__(str(path), _Line)
        self.longest, self.silent = longest, silent


class _Line(socketserver.StreamRequestHandler):
    server: Clamd

    def handle(self) -> None:
        """One command a connection, as without IDSESSION; commands begin with z and end with a null."""
        command = self._command()
        if self.server.silent:
            time.sleep(60)
        elif command == b"zPING":
            self.wfile.write(b"PONG\0")
        elif command == b"zVERSION":
            self.wfile.write(_VERSION + b"\0")
        elif command == b"zINSTREAM":
            self.wfile.write(self._looked_through() + b"\0")
        else:
            self.wfile.write(b"UNKNOWN COMMAND\0")

    def _command(self) -> bytes:
        said = b""
        while not said.endswith(b"\0") and len(said) < 1000:
            one = self.rfile.read(1)
            if not one:
                break
            said += one
        return said.removesuffix(b"\0")

    def _looked_through(self) -> bytes:
        content = b""
        while True:
            head = self.rfile.read(4)
            if len(head) < 4:
                return b"INSTREAM: Command Read Timed Out. ERROR"
            (size,) = struct.unpack(">I", head)
            if size == 0:
                return b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
            if len(content) + size > self.server.longest:
                return b"INSTREAM size limit exceeded. ERROR"
            content += self.rfile.read(size)


def main() -> None:
    """Answer until ended."""
    options = argparse.ArgumentParser(prog="python -m emulators.clamd", description=__doc__)
    options.add_argument("--socket", type=Path, required=True)
    options.add_argument("--longest", type=int, default=LONGEST)
    options.add_argument("--silent", action="store_true")
    given = options.parse_args()
    with Clamd(given.socket, longest=given.longest, silent=given.silent) as server:
        print(json.dumps({"ready": True, "emulator": "clamd", "port": 0, "socket": str(given.socket)}), flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
