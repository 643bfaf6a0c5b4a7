"""`janua staff link`: the operator's link opens once for its colleague, and for nobody who does not work here."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import jsonschema

from janua.base.accounts.actions.account import open_staff_account
from janua.base.accounts.actions.invitation import accept_invitation, invitation_of
from janua.base.accounts.actions.second_factor import code_at, new_secret
from janua.base.accounts.door import DOOR
from janua.base.accounts.models import Account, StaffProfile
from janua.base.actors import acting_as, system_actor
from janua.base.areas.models import Area, Office
from janua.base.clock import now
from tests.database import RunningDatabase

ROOT = Path(__file__).parents[2]
JANUA = (sys.executable, "-c", "from janua.cli.main import main; main()")
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "staff-link.json").read_text())
SINCE = date(2026, 1, 1)


def _link(database: RunningDatabase, login: str, role: str = "janua_owner") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DATABASE_URL": database.url(role), "JANUA_ENV": "test"}
    command = [*JANUA, "staff", "link", login, "--json"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def _colleague(database: RunningDatabase, login: str) -> None:
    with database.as_django("janua_owner"), acting_as(system_actor("loader")):
        area, _ = Area.objects.get_or_create(id=1, code="all", kind="country", names={}, path=[1])
        office, _ = Office.objects.get_or_create(id=1, code="head", names={}, area=area, opens_on=SINCE)
        open_staff_account(display_name="Rose", staff_number=login, office=office, on=SINCE, login=login)


def test_link_sets_up_the_sign_in_and_stands_in_the_trail(real_database: RunningDatabase) -> None:
    _colleague(real_database, "rose")

    done = _link(real_database, "rose")

    told = json.loads(done.stdout)
    jsonschema.validate(told, SCHEMA)
    assert (done.returncode, done.stderr, told["login"]) == (0, "", "rose")
    secret, factor = told["path"].split("/")[2], new_secret()
    with real_database.as_django("janua_workbench"), acting_as(DOOR):
        assert not invitation_of(secret=secret, at=now()).waits
        accept_invitation(secret=secret, password="a slow blue harbour", factor=factor, code=code_at(factor, now()))
    with real_database.connect("postgres") as connection:
        rows = connection.execute("SELECT actor, action FROM audit_entry WHERE action = 'account.invite'").fetchall()
    assert rows == [("system:loader", "account.invite")]


def test_link_is_refused_for_nobody_who_works_here(real_database: RunningDatabase) -> None:
    for login in ("left", "closed"):
        _colleague(real_database, login)
    with real_database.as_django("postgres"):
        StaffProfile.objects.filter(staff_number="left").update(left_on=SINCE)
        Account.objects.filter(login="closed").update(closed_at=now())

    for login in ("left", "closed", "nobody"):
        done = _link(real_database, login)
        assert (done.returncode, done.stdout, done.stderr) == (1, "", f"Nobody who works here signs in as {login!r}.\n")


def test_link_as_another_role_is_one_line_and_status_3(real_database: RunningDatabase) -> None:
    _colleague(real_database, "rose")

    done = _link(real_database, "rose", role="janua_workbench")

    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (3, "", 1)
