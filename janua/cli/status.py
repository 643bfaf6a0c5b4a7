"""`janua status`: how things stand, for operators and for what watches on their behalf."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from janua.cli.process import EnvironmentRefusal, start_process

if TYPE_CHECKING:
    from janua.base.health.queries import Health

_AWAY = {
    "alarm": "database-away",
    "label": "",
    "number": None,
    "limit": None,
    "since": None,
    "serious": True,
    "meaning": "The database does not answer: nothing works.",
    "first": "Look whether the server runs and can be reached from here.",
    "page": "docs/operations/alarms/database-away.md",
}


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("--forget", metavar="KIND", help="Miss no process of this kind any more: it is no longer run here.")
def status(*, as_json: bool, forget: str | None) -> None:
    """Say which alarms stand and what there is to see; exit 1 where one stands."""
    try:
        start_process("work")
    except EnvironmentRefusal as refusal:
        if "No database" not in refusal.message:
            raise
        _say({"at": None, "alarms": [_AWAY], "processes": [], "readings": []}, as_json=as_json)
        raise SystemExit(1) from refusal
    from janua.base.actors import acting_as, system_actor
    from janua.base.clock import now
    from janua.base.health.actions import forget_kind
    from janua.base.health.queries import health_at

    with acting_as(system_actor("keeper"), purpose="status"):
        if forget:
            click.echo(f"{forget_kind(kind=forget)} processes forgotten", err=True)
        health = health_at(now())
    document = as_document(health)
    _say(document, as_json=as_json)
    raise SystemExit(1 if document["alarms"] else 0)


def as_document(health: "Health") -> dict[str, Any]:
    """What `--json` gives; its schema is docs/schemas/status.json."""
    return {
        "at": health.at.isoformat(),
        "alarms": [
            {
                "alarm": one.alarm.name,
                "label": one.label,
                "number": round(one.number, 3),
                "limit": one.alarm.limit,
                "since": one.since.isoformat(),
                "serious": one.alarm.serious,
                "meaning": one.alarm.meaning,
                "first": one.alarm.first,
                "page": one.alarm.page,
            }
            for one in health.alarms
        ],
        "processes": [
            {"kind": one.kind, "host": one.host, "pid": one.pid, "seen": one.seen_at.isoformat(), "ready": one.ready}
            | {"why": list(one.why)}
            for one in health.processes
        ],
        "readings": [
            {"measure": one.measure, "label": one.label, "number": round(one.number, 3)} for one in health.observations
        ],
    }


def _say(document: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(document))
        return
    for one in document["alarms"]:
        about = f" ({one['label']})" if one["label"] else ""
        since = f" since {datetime.fromisoformat(one['since']):%Y-%m-%d %H:%M} UTC" if one["since"] else ""
        click.echo(f"{'!!' if one['serious'] else '! '} {one['alarm']}{about}{since}: {one['meaning']}")
        click.echo(f"   {one['first']} See {one['page']}.")
    if not document["alarms"]:
        click.echo("no alarm stands")
