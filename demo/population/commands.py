"""`python -m demo population`, and the progress bar of loading."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from psycopg import Connection
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from demo.population.load import load_population
from demo.population.mt.facts import HELD, MALTA
from demo.population.mt.population import draw_families

COUNTRIES = ("eg", "mt", "tt", "ua")  # each a package here whose module `write` writes the folder


@click.command()
@click.option("--country", type=click.Choice(COUNTRIES), default="mt", show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option(
    "--people", type=click.IntRange(min=0), default=2000, show_default=True, help="At least this many persons."
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write.")
def population(country: str, seed: int, people: int, out: Path) -> None:
    """Write a fictional population from a seed: people, homes, and what each register knows of them."""
    write = import_module(f"demo.population.{country}.write").write
    with _bar("persons written", people) as advance:
        manifest = write(seed=seed, people=people, to=out, progress=advance)
    click.echo(f"{manifest['counts']['persons']} persons of {country}, seed {seed}, in {out}", err=True)


def load_with_progress(
    connection: Connection[Any], *, today: date, known_from: datetime | None = None, seed: int = 1, people: int = 2000
) -> dict[str, int]:
    """Fill the registers with the Maltese population of a seed, told on standard error; gives rows by table.

    The persons are those that `python -m demo population` writes for the same seed and number.

    connection   signed in as the owner, outside a transaction
    """
    families = draw_families(seed=seed, people=people)
    with _bar("persons loaded", people) as advance:
        return load_population(
            connection,
            families,
            country=MALTA,
            sources=HELD,
            today=today,
            known_from=known_from,
            batch=500,
            progress=advance,
        )


@contextmanager
def _bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=sys.stderr)) as progress:
        task = progress.add_task(what, total=total)
        yield lambda count: progress.advance(task, count)
