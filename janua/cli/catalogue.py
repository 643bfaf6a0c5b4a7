"""`janua catalogue`: put the programmes and services of the installation's country on offer."""

import json
from datetime import date, datetime

import click

from janua.cli.process import EnvironmentRefusal, start_process


@click.group("catalogue")
def catalogue() -> None:
    """Programmes and services on offer."""


@catalogue.command("publish")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="First day of what is new or changed; today unless given."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output: changed, on.")
def publish(*, on: datetime | None, as_json: bool) -> None:
    """Publish the pack's services, as janua_owner; unchanged ones stay; exit 1 where one does not hold together."""
    start_process("owner")

    from django.db.utils import ProgrammingError

    from janua.base.actors import acting_as, system_actor
    from janua.base.clock import today
    from janua.catalogue.actions import BlueprintsFaulty

    day: date = on.date() if on else today()
    try:
        with acting_as(system_actor("loader"), purpose="catalogue publish"):
            changed = _publish(day)
    except BlueprintsFaulty as error:
        for line in str(error).splitlines():
            click.echo(line, err=True)
        raise SystemExit(1) from error
    except ProgrammingError as error:
        raise EnvironmentRefusal("DATABASE_URL must sign in as janua_owner: no other role publishes.") from error
    if as_json:
        click.echo(json.dumps({"changed": changed, "on": day.isoformat()}))
    else:
        click.echo(f"new or changed: {', '.join(changed)}" if changed else "everything is on offer as described")


def _publish(on: date) -> list[str]:
    from janua.catalogue.actions import ProgrammeOnOffer
    from janua.catalogue.actions import publish as publish_catalogue
    from janua.pack.installed import country

    pack = country()
    offered = {code for service in pack.services for code in service.programmes}
    return publish_catalogue(
        programmes=[
            ProgrammeOnOffer(
                code,
                dict.fromkeys(pack.languages, programme.title),
                programme.citation,
                pack.budget_lines.get(code, ""),
            )
            for code, programme in pack.law.programmes.items()
            if code in offered
        ],
        blueprints=pack.services,
        law=pack.law,
        attributes=pack.attributes_by_name,
        languages=pack.languages,
        grounds={
            register.code: {kind: question.legal_grounds for kind, question in register.questions.items()}
            for register in pack.registers
        },
        on=on,
    )
