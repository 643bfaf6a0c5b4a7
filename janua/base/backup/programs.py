"""PostgreSQL's own programs: found, and called without a password on any command line."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from janua.base.documents.pieces import PIECE

# Where Linux distributions put them, one folder a version, besides the path.
_USUAL = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")


class ProgramMissing(Exception):
    """PostgreSQL's program is not on this machine, or is older than the server."""


class ProgramFailed(Exception):
    """PostgreSQL's program ended with an error; the message is its last line."""


def find_program(name: str, *, at_least: int, beside: str | None = None) -> Path:
    """Find pg_dump or pg_restore of a version that knows the server's.

    at_least   major version of the server
    beside     folder of the server's own programs, where it says so and is this machine
    Raises     ProgramMissing, with what was found instead
    """
    too_old: list[str] = []
    for path in _candidates(name, beside):
        found = _major(path)
        if found is not None and found >= at_least:
            return path
        too_old.append(f"{path} is {found}")
    seen = f" ({'; '.join(too_old)})" if too_old else ""
    raise ProgramMissing(
        f"{name} of PostgreSQL {at_least} or newer is needed{seen}: install postgresql-client-{at_least},"
        " or name its folder in JANUA_PG_BIN."
    )


def dump(program: Path, url: str, *, snapshot: str) -> Iterator[bytes]:
    """Run pg_dump on an exported snapshot and give what it writes. Raises ProgramFailed."""
    command = [str(program), "--format=custom", "--compress=1", "--no-password", f"--snapshot={snapshot}"]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [*command, f"--dbname={_without_password(url)}"], env=_environment(url), stdout=subprocess.PIPE, stderr=said
        )
        assert process.stdout is not None
        try:
            while chunk := process.stdout.read(PIECE):
                yield chunk
            process.wait()
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
            process.stdout.close()
        if process.returncode != 0:
            said.seek(0)
            raise ProgramFailed(f"pg_dump failed: {_last_line(said.read())}")


def load(program: Path, url: str, chunks: Iterable[bytes]) -> None:
    """Run pg_restore into a database, in one transaction: all of it or nothing. Raises ProgramFailed."""
    command = [str(program), "--single-transaction", "--exit-on-error", "--no-password"]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [*command, f"--dbname={_without_password(url)}"], env=_environment(url), stdin=subprocess.PIPE, stderr=said
        )
        assert process.stdin is not None
        try:
            with process.stdin as sink:
                for chunk in chunks:
                    sink.write(chunk)
            process.wait()
        except BrokenPipeError:
            # It ended by itself, and says why.
            process.wait()
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
        if process.returncode != 0:
            said.seek(0)
            raise ProgramFailed(f"pg_restore failed: {_last_line(said.read())}")


def _candidates(name: str, beside: str | None) -> Iterator[Path]:
    named = os.environ.get("JANUA_PG_BIN")
    if named:
        folders = [named]
    else:
        on_path = shutil.which(name)
        usual = [str(folder) for pattern in _USUAL for folder in sorted(Path("/").glob(pattern[1:]), reverse=True)]
        folders = [*([str(Path(on_path).parent)] if on_path else []), *usual, *([beside] if beside else [])]
    for folder in dict.fromkeys(folders):
        if (Path(folder) / name).is_file():
            yield Path(folder) / name


def _major(program: Path) -> int | None:
    try:
        said = subprocess.run([str(program), "--version"], capture_output=True, text=True, timeout=20, check=False)
    except OSError:
        return None
    found = re.search(r"\(PostgreSQL\)\s+(\d+)", said.stdout)
    return int(found.group(1)) if found else None


def _without_password(url: str) -> str:
    words: dict[str, Any] = {name: value for name, value in conninfo_to_dict(url).items() if name != "password"}
    return make_conninfo("", **words)


def _environment(url: str) -> dict[str, str]:
    # Neither our own settings nor those of a developer's shell are any of its business.
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "JANUA_", "DATABASE"))}
    password = conninfo_to_dict(url).get("password")
    return kept | ({"PGPASSWORD": str(password)} if password else {})


def _last_line(said: bytes) -> str:
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if "error:" in line]
    return (errors or lines or ["it said nothing"])[0]
