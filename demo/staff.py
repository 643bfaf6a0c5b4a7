"""How the demo's staff sign in: each took up an invitation, as in a real installation; we keep what theirs is."""

import json
import os
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from demo.installation import Installation
from demo.processes import EnvironmentUnfit
from demo.walkthrough.people import OFFICERS, Officer
from demo.walkthrough.signing_in import signed_in
from janua.base.actors import system_actor

# Of people who do not exist; the code is what changes.
PASSWORD = "harbour lemon gate"  # noqa: S105
# Their first code is of a while ago, so that none of today is used up.
SET_UP_AGO = timedelta(hours=1)


class NoSuchStaff(ValueError):
    """Nobody of the demo's staff is called so."""


def set_up_staff(installation: Installation, officers: Sequence[Officer] = OFFICERS) -> None:
    """Have every officer set password and second factor by an invitation; those who did are left alone."""
    kept = _kept(installation)
    missing = [officer.login for officer in officers if officer.login not in kept]
    for login in missing:
        kept[login] = _set_up(installation, login)
        _keep(installation, kept)


def code_of(installation: Installation, login: str, *, step: int = 0) -> str:
    """Give the code that an officer's authenticator shows now.

    step     that many steps of 30 seconds later; the door takes that of now and the one before
    Raises   NoSuchStaff, EnvironmentUnfit
    """
    from janua.base.accounts.actions.second_factor import STEP_SECONDS, code_at
    from janua.base.clock import now

    kept = _kept(installation)
    if not kept:
        raise EnvironmentUnfit("The demo's staff has not signed up yet: run make demo first.")
    if login not in kept:
        raise NoSuchStaff(f"Nobody is called {login!r}: take one of {', '.join(sorted(kept))}.")
    return code_at(kept[login], now() + timedelta(seconds=step * STEP_SECONDS))


def seconds_left() -> int:
    """For how long the code of now is the code of now."""
    return 30 - int(time.time()) % 30


def _set_up(installation: Installation, login: str) -> str:
    from janua.base.accounts.actions.invitation import accept_invitation, invite
    from janua.base.accounts.actions.second_factor import code_at, new_secret
    from janua.base.accounts.models import StaffProfile
    from janua.base.clock import now, today

    with signed_in(installation, "owner", system_actor("loader"), purpose="the officers of the demo"):
        invited = invite(staff=StaffProfile.objects.get(account__login=login), on=today())
    factor, then = new_secret(), now() - SET_UP_AGO
    with signed_in(installation, "workbench", system_actor("door"), purpose="taking up an invitation"):
        accept_invitation(secret=invited.secret, password=PASSWORD, factor=factor, code=code_at(factor, then), at=then)
    return factor


def _file(installation: Installation) -> Path:
    return installation.folder / "staff.json"


def _kept(installation: Installation) -> dict[str, str]:
    file = _file(installation)
    kept: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    return kept


def _keep(installation: Installation, kept: dict[str, str]) -> None:
    unfinished = _file(installation).with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        json.dump(kept, handle, indent=1)
    unfinished.rename(_file(installation))
