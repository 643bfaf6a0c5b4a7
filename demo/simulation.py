"""`python -m demo simulate`: a reform tried on people who do not exist."""

from datetime import date
from importlib import import_module
from pathlib import Path

import click

from demo.population.commands import COUNTRIES
from janua.cli.countries import LegalDay, law_findings, load_country, write_json
from janua.cli.simulate import as_table, simulation
from janua.rules import LawErrors


@click.command()
@click.option("--country", "code", type=click.Choice(COUNTRIES), required=True)
@click.option(
    "--reform",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="As of janua simulate.",
)
@click.option("--on", type=LegalDay(), required=True, help="The day for which both laws are asked.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option(
    "--population", type=click.IntRange(min=1), default=2000, show_default=True, help="At least these persons."
)
@click.option("--programme", "programmes", multiple=True, help="Only this programme; may be given again.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def simulate(
    *, code: str, reform: Path, on: date, seed: int, population: int, programmes: tuple[str, ...], as_json: bool
) -> None:
    """Compare the law and a reform over a fictional population, as `janua simulate` does over a file."""
    country = load_country(code)
    draw = import_module(f"demo.population.{code}.population").draw_situations
    try:
        found = simulation(country, draw(seed=seed, people=population), reform, on, programmes=programmes)
    except LawErrors as error:
        raise law_findings(error) from error
    write_json({"country": code, **found.to_json()}) if as_json else click.echo(as_table(found))
