"""`janua replay`: work a decision out again and say what differs."""

from typing import TYPE_CHECKING
from uuid import UUID

import click

from janua.cli.countries import write_json
from janua.cli.process import start_process

if TYPE_CHECKING:
    from janua.casework.actions.replay import Replay


@click.command("replay")
@click.argument("decision", metavar="DECISION")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def replay(*, decision: str, as_json: bool) -> None:
    """Work DECISION (its reference, or its id) out again from what was known then; exit 1 on a difference."""
    start_process("work")

    from janua.base.actors import acting_as, system_actor
    from janua.casework.actions.replay import replay as run
    from janua.casework.models import Decision

    with acting_as(system_actor("keeper"), purpose="replay of a decision"):
        row = Decision.objects.filter(**_named(decision)).only("id").first()
        if row is None:
            raise click.UsageError(f"There is no decision {decision}.")
        found = run(decision=row.id)
    if as_json:
        write_json(found.to_json())
    else:
        click.echo(f"Decision {found.decision}: {_word(found)}")
        for one in found.differences:
            click.echo(f"  {one.path}: then {one.then}, now {one.now}")
    raise SystemExit(0 if found.same else 1)


def _named(text: str) -> dict[str, object]:
    from janua.values import ReferenceMistyped, parse_reference

    try:
        return {"id": UUID(text)}
    except ValueError:
        pass
    try:
        return {"reference": parse_reference(text)}
    except ReferenceMistyped as fault:
        raise click.UsageError(str(fault)) from fault


def _word(found: "Replay") -> str:
    if found.erased:
        return "erased after its time: nothing is left to work out"
    return "the same" if found.same else "DIFFERENT"
