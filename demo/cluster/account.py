"""Under which system user the server runs: ourselves, or `nobody` where we are root (PostgreSQL refuses root)."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

UNPRIVILEGED = ("nobody", "daemon")


class Ownership(TypedDict, total=False):
    """The arguments by which `subprocess` starts a program as another user; empty where nothing changes."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class ServerAccount:
    """The system user that owns the data folder and runs the server."""

    uid: int
    gid: int
    dropped: bool

    def ownership(self) -> Ownership:
        """Give what `subprocess.Popen` needs to run a program as this user."""
        return Ownership(user=self.uid, group=self.gid, extra_groups=[]) if self.dropped else Ownership()

    def give(self, path: Path) -> None:
        """Make this user the owner of a file or an empty folder."""
        if self.dropped:
            os.chown(path, self.uid, self.gid)

    def can_reach(self, path: Path) -> bool:
        """Say whether this user may walk down to `path`: a home closed to others stops `nobody`."""
        if not self.dropped:
            return True
        return all(not (folder.exists() and not self._may_pass(folder)) for folder in path.absolute().parents)

    def _may_pass(self, folder: Path) -> bool:
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & 0o100)
        if status.st_gid == self.gid:
            return bool(status.st_mode & 0o010)
        return bool(status.st_mode & 0o001)


def server_account() -> ServerAccount:
    """Choose the user: whoever we are, unless we are root. No system user is ever created."""
    if os.geteuid() != 0:
        return ServerAccount(os.geteuid(), os.getegid(), dropped=False)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerAccount(entry.pw_uid, entry.pw_gid, dropped=True)
    raise LookupError("PostgreSQL does not run as root and this machine has no user nobody: start as a normal user.")
