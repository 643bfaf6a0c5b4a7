"""`python -m demo population`: write the fictional population to a folder."""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from demo.population.mt.write import write


@click.command()
@click.option("--country", type=click.Choice(["mt"]), default="mt", show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option(
    "--people", type=click.IntRange(min=0), default=2000, show_default=True, help="At least this many persons."
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write.")
def population(country: str, seed: int, people: int, out: Path) -> None:
    """Write a fictional population from a seed: people, homes, and what each register knows of them."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=sys.stderr)) as progress:
        task = progress.add_task("persons", total=people)
        manifest = write(seed=seed, people=people, to=out, progress=lambda count: progress.advance(task, count))
    click.echo(f"{manifest['counts']['persons']} persons of {country}, seed {seed}, in {out}", err=True)
