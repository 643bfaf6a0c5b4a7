"""`python -m demo walkthrough`: the whole journey on a database of its own."""

import json
import shutil
from pathlib import Path

import click

from demo.installation import Installation
from demo.processes import require_space, stop_left_behind
from demo.walkthrough.stage import TODAY
from demo.walkthrough.telling import Telling

COUNTRIES = ("mt",)  # whose registers, services and people the story knows; a pack of law alone has none to tell
PEOPLE = 300


def ways_to_look(*, at: Path | None = None, decision: str = "DECISION") -> dict[str, str]:
    """Commands that show what stands, once the story was told."""
    janua = ".venv/bin/python -m demo janua" + (f" --at {at}" if at else "")
    return {
        "A decision, recomputed from what was known then": f"{janua} replay {decision} --json",
        "What must always hold": f"{janua} check-invariants --json",
        "The trail of everything that was done": f"{janua} audit export FILE",
    }


@click.command("walkthrough")
@click.option("--country", type=click.Choice(COUNTRIES), required=True, help="Code of the country.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for its papers.")
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON document on standard output.")
def walkthrough(*, country: str, out: Path, as_json: bool) -> None:
    """Carry one family's right from the question to the bank, through real processes, on a database of its own."""
    from demo.walkthrough.journey import tell_journey

    out.mkdir(parents=True, exist_ok=True)
    require_space(out)
    # The server's user is not ours where we are root: it walks through the folder to its data.
    installation = Installation(out.absolute() / ".janua", country=country, today=TODAY)
    if installation.folder.exists():
        stop_left_behind(installation.folder / "processes")
        installation.remove()
        shutil.rmtree(installation.folder, ignore_errors=True)
    telling = Telling()
    try:
        told = tell_journey(installation, people=PEOPLE, to=out, telling=telling)
    finally:
        # Whatever happened: the folder can be deleted, nothing runs on it.
        if installation.cluster.home.exists():
            installation.stop()
    if as_json:
        click.echo(json.dumps(told.summary, ensure_ascii=False))
    telling.offer(ways_to_look(at=out, decision=told.decision))
