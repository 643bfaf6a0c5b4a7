"""`janua simulate`: what a reform changes for many, on written situations or on a snapshot of the population."""

import json
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from janua.cli.countries import CountryCode, LegalDay, law_findings, load_country, write_json
from janua.rules import LawErrors, SituationError

if TYPE_CHECKING:
    from janua.pack.country import Country
    from janua.pack.simulation import Simulation
    from janua.rules import Law
    from janua.rules.comparison import ProgrammeChange

_SHOWN = ("more", "less", "same", "newly", "no_longer", "neither", "by_person", "undecided")


@click.command()
@click.option("--country", "code", type=CountryCode(), required=True)
@click.option(
    "--reform",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="Folder of the reform: parameters and rules laid over the law, file by file.",
)
@click.option("--on", type=LegalDay(), required=True, help="The day for which both laws are asked.")
@click.option("--programme", "programmes", multiple=True, help="Only this programme; may be given again.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("--snapshot", is_flag=True, help="The population of this installation instead of FILE.")
@click.argument("file", type=click.File("r", encoding="utf-8"), required=False)
def simulate(
    *,
    code: str,
    reform: Path,
    on: date,
    programmes: tuple[str, ...],
    as_json: bool,
    snapshot: bool,
    file: IO[str] | None,
) -> None:
    """Compare the law and a reform over the situations of FILE, one a line as JSON (`-` is standard input).

    Shows by programme and budget line who gets more, less or the same, who gains or loses the right, and the cost.
    With --snapshot: of this installation's own claims, without names and without groups so small that they tell of
    persons.
    """
    if snapshot == (file is not None):
        raise click.UsageError("Name a FILE of situations, or --snapshot: one of them.")
    try:
        if file is None:
            from janua.cli.population import over_snapshot

            found = over_snapshot(code, reform, on, programmes)
        else:
            found = simulation(load_country(code), _documents(file), reform, on, programmes=programmes)
    except SituationError as error:
        raise click.UsageError(str(error)) from error
    except LawErrors as error:
        raise law_findings(error) from error
    write_json({"country": code, **found.to_json()}) if as_json else click.echo(as_table(found))


def simulation(
    country: "Country", documents: Iterator[Any], reform: Path, on: date, *, programmes: tuple[str, ...] = ()
) -> "Simulation":
    """Try a reform on situations, told on standard error; nothing of them is left behind.

    Raises   LawErrors, SituationError
    """
    from janua.pack.simulation import simulate as run
    from janua.rules.batch.compiled import kept_laws

    law = country.reformed(reform)
    with tempfile.TemporaryDirectory(prefix="janua-simulate-") as folder:
        return run(
            country,
            documents,
            law,
            on,
            programmes=both_laws(country.law, law, programmes),
            folder=Path(folder),
            cache=kept_laws(),
            progress=lambda count: click.echo(f"{count} situations read", err=True),
        )


def as_table(found: "Simulation") -> str:
    """The result for people: claims by group, and money a period and a year."""
    persons = "" if found.persons is None else f", {found.persons} persons"
    lines = [f"{found.situations} situations{persons}, on {found.comparison.on.isoformat()}"]
    lines.append(
        f"{'programme':16}" + "".join(f"{name.replace('_', ' '):>11}" for name in _SHOWN) + "  cost before → after"
    )
    lines += [_line(change) for change in found.comparison.programmes]
    for line in found.comparison.budget_lines:
        told = line.to_json()
        before, after = told["year_before"]["amount"], told["year_after"]["amount"]
        lines.append(f"a year, {line.budget_line or 'no budget line'}: {before} → {after} {line.currency}")
    return "\n".join(lines)


def _line(change: "ProgrammeChange") -> str:
    told_claims = (change.groups[name].claims for name in _SHOWN)
    counts = "".join(f"{'few' if claims is None else claims:>11}" for claims in told_claims)
    told = change.to_json()
    cost = f"{told['cost_before']['amount']} → {told['cost_after']['amount']} {change.currency} a {change.period}"
    return f"{change.programme:16}{counts}  {cost.replace(' a once', ' once')}"


def _documents(file: IO[str]) -> Iterator[Any]:
    for number, line in enumerate(file, start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as error:
                raise click.UsageError(f"{file.name}, line {number} is no JSON: {error}") from error


def both_laws(law: "Law", reform: "Law", programmes: tuple[str, ...]) -> tuple[str, ...]:
    """The programmes asked for, or all, that both laws have; refused where one of them has not."""
    both = tuple(code for code in law.programmes if code in reform.programmes)
    for code in programmes:
        if code not in both:
            raise click.UsageError(f"{code} is no programme of both laws; there is {', '.join(sorted(both))}")
    return programmes or both
