"""`janua staff`: set a colleague's sign-in up where no two administrators can, as the owner of the database."""

import json

import click

from janua.cli.process import EnvironmentRefusal, start_process


@click.group("staff")
def staff() -> None:
    """Staff who cannot sign in."""


@staff.command("link")
@click.argument("login")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output: login, path, ends_at.")
def link(*, login: str, as_json: bool) -> None:
    """Make the link by which LOGIN sets password and authenticator, as janua_owner: for the first administrators of
    an installation, and for an office whose second administrator has lost the phone. It is good at once, for three
    days and once, and stands in the trail. Exit 1 where nobody who works here has that login."""
    start_process("owner")

    from django.db.utils import ProgrammingError

    from janua.base.accounts.actions.invitation import invite
    from janua.base.accounts.models import StaffProfile
    from janua.base.actors import acting_as, system_actor
    from janua.base.clock import today

    try:
        with acting_as(system_actor("loader"), purpose="staff link"):
            found = StaffProfile.objects.select_related("account", "office").filter(account__login=login).first()
            if found is None or found.account.closed_at is not None or found.left_on is not None:
                click.echo(f"Nobody who works here signs in as {login!r}.", err=True)
                raise SystemExit(1)
            invited = invite(staff=found, on=today())
    except ProgrammingError as error:
        raise EnvironmentRefusal("DATABASE_URL must sign in as janua_owner: no other role makes links.") from error
    path, ends_at = f"/set-up/{invited.secret}/", invited.invitation.ends_at.isoformat(timespec="seconds")
    if as_json:
        click.echo(json.dumps({"login": login, "path": path, "ends_at": ends_at}))
    else:
        click.echo(f"At the workbench's own address: {path}")
        click.echo(f"Good once, until {ends_at}. Hand it over in person; it is shown nowhere else.", err=True)
