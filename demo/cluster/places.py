"""Folders outside the checkout: for the socket (its path must be short) and for what `nobody` cannot reach."""

import hashlib
import os
import stat
from pathlib import Path

from demo.cluster.account import ServerAccount

# Open to everybody, hence the checks below. A socket's path must be short; what must outlive a restart lies further.
NEAR = Path("/tmp")
FAR = Path("/var/tmp")


def outside_folder(purpose: str, home: Path, account: ServerAccount, *, under: Path = NEAR) -> Path:
    """Make, or find again, the private folder that belongs to `home`.

    The name is derived from `home`, so a later start finds it. Everybody may write there: a folder of that
    name that is a link, belongs to somebody else or is open to others is refused.
    """
    digest = hashlib.sha256(f"{account.uid}:{home.absolute()}".encode()).hexdigest()[:12]
    folder = under / f"janua-{purpose}-{digest}"
    try:
        folder.mkdir(mode=0o700)
        account.give(folder)
    except FileExistsError:
        pass
    status = os.lstat(folder)
    private = stat.S_ISDIR(status.st_mode) and stat.S_IMODE(status.st_mode) == 0o700
    if not private or status.st_uid not in {account.uid, os.geteuid()}:
        raise PermissionError(f"{folder} is not a private folder of ours: remove it and start again.")
    if status.st_uid != account.uid:
        account.give(folder)
    return folder
