"""`janua db`: database roles, migrations, and whether the database says what the data say."""

import json
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click
import psycopg

from janua.cli.process import EnvironmentRefusal


@click.group("db")
def db() -> None:
    """Roles, migrations and checks of the database."""


@db.command("roles")
@click.option(
    "--passwords",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON file of role → password; without it the passwords stay as they are.",
)
def roles(passwords: Path | None) -> None:
    """Make or mend the database roles; DATABASE_URL names the database and a superuser."""
    from janua.base.row_security.roles import make_roles
    from janua.config.environment import WrongEnvironment, with_secrets

    try:
        url = with_secrets(os.environ).get("DATABASE_URL", "")
    except WrongEnvironment as error:
        raise EnvironmentRefusal(str(error)) from error
    chosen = json.loads(passwords.read_text()) if passwords else None
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            made = make_roles(connection, database=urlsplit(url).path[1:], passwords=chosen)
    except psycopg.errors.InsufficientPrivilege as error:
        raise EnvironmentRefusal(f"Database roles are made by a superuser: {_first_line(error)}") from error
    except psycopg.OperationalError as error:
        raise EnvironmentRefusal(f"No database at DATABASE_URL: {_first_line(error)}") from error
    click.echo(f"made: {', '.join(made)}" if made else "all roles stand", err=True)


@db.command("migrate")
def migrate() -> None:
    """Bring the database to this version, as janua_owner, and load the roles that people may hold."""
    from janua.config.start import start

    start("owner", database=False)

    from django.conf import settings
    from django.core.management import call_command
    from django.db.utils import OperationalError

    from janua.base.accounts.actions.role import load_roles
    from janua.base.accounts.roles import FORBIDDEN, ROLES
    from janua.base.actors import acting_as, system_actor
    from janua.base.row_security.check import find_differences
    from janua.base.row_security.operation import put_all_in_place
    from janua.base.row_security.roles import OWNER
    from janua.config.production import ProductionRefused, mark_installation, refuse_unfit

    try:
        _require_role(OWNER)
        if settings.JANUA_ENV != "production":
            refuse_unfit()
        call_command("migrate", interactive=False, verbosity=0, stdout=sys.stderr)
        # A policy that changed has no migration of its own: the data are put in place wherever they differ.
        if find_differences():
            put_all_in_place()
    except ProductionRefused as error:
        raise EnvironmentRefusal(str(error)) from error
    except OperationalError as error:
        raise EnvironmentRefusal(f"No database at DATABASE_URL: {_first_line(error)}") from error
    mark_installation()
    with acting_as(system_actor("loader"), purpose="migrate"):
        load_roles(roles=ROLES, forbidden=FORBIDDEN)


@db.command("check")
@click.option("--json", "as_json", is_flag=True, help="One JSON list of sentences on standard output.")
def check(*, as_json: bool) -> None:
    """Compare roles, rights and policies with the data, as janua_owner; exit 1 where they differ."""
    from janua.config.start import start

    start("owner", database=False)

    from django.db.utils import OperationalError

    from janua.base.row_security.check import find_differences
    from janua.base.row_security.roles import OWNER

    try:
        _require_role(OWNER)
        found = find_differences()
    except OperationalError as error:
        raise EnvironmentRefusal(f"No database at DATABASE_URL: {_first_line(error)}") from error
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        for line in found or ["the database says what the data say"]:
            click.echo(line)
    raise SystemExit(1 if found else 0)


def _require_role(role: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user::text")
        row = cursor.fetchone()
    if row != (role,):
        raise EnvironmentRefusal(f"DATABASE_URL signs in as {row and row[0]}: this is done as {role}.")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["it said nothing"])[0]
