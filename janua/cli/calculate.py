"""`janua calculate`: what a country's law says of a written situation on a day."""

import json
import re
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from janua.cli.countries import REFORM, CountryCode, LegalDay, law_findings, law_of, load_country, write_json
from janua.pack.country import Country
from janua.rules import ExceptionConflict, Law, LawErrors, SituationError
from janua.rules.errors import short

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


@click.command("calculate")
@click.option("--country", "code", type=CountryCode(), required=True, help="Code of the country.")
@click.option("--on", type=LegalDay(), required=True, help="The day asked about.")
@click.option("--programme", "programmes", multiple=True, help="Only this programme; may be given again.")
@REFORM
@click.option("--json", "as_json", is_flag=True, expose_value=False, help="The result is JSON always.")
@click.argument("file", type=click.File("r", encoding="utf-8"))
def calculate(*, code: str, on: date, programmes: tuple[str, ...], reform: Path | None, file: IO[str]) -> None:
    """Read a situation from FILE (`-` is standard input) and write what each programme gives, and why."""
    country = load_country(code)
    document = _read(file)
    try:
        law = law_of(country, reform)
        write_json(calculation(country, document, on, programmes=_wanted(law, programmes), law=law))
    except SituationError as error:
        raise click.UsageError(str(error)) from error
    except ExceptionConflict as error:
        raise click.ClickException(f"The law contradicts itself here: {error}") from error
    except LawErrors as error:
        raise law_findings(error) from error


def calculation(
    country: Country, document: Any, on: date, *, programmes: tuple[str, ...] | None = None, law: Law | None = None
) -> dict[str, Any]:
    """What the law says of a situation, each programme with its explanation in one shared graph.

    Raises   SituationError, where the situation cannot be what it says
    """
    law = law or country.law
    situation = country.situation(document)
    explanation, results = None, []
    for programme in programmes or tuple(law.programmes):
        found = country.assess(situation, programme, on, law=law, explanation=explanation)
        explanation = found.explanation
        results.append(found.to_json())
    graph = explanation.to_json() if explanation is not None else {"nodes": []}
    return {"country": country.code, "on": on.isoformat(), "results": results, "explanation": graph}


def _read(file: IO[str]) -> Any:
    """The document of a file; refused where two readers could understand it differently."""
    try:
        text = file.read()
        document = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        if _SURROGATE.search(text):  # half a character, which nothing can write again
            json.dumps(document, ensure_ascii=False).encode()
    except RecursionError:
        raise click.UsageError(f"{file.name} is no situation: it is nested too deeply") from None
    except ValueError as error:
        raise click.UsageError(f"{file.name} is no JSON: {error}") from error
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{short(next(name for name in names if names.count(name) > 1))} stands twice in one object")
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number of JSON")


def _wanted(law: Law, programmes: tuple[str, ...]) -> tuple[str, ...] | None:
    unknown = [programme for programme in programmes if programme not in law.programmes]
    if unknown:
        raise click.UsageError(f"{unknown[0]} is no programme; there is {', '.join(sorted(law.programmes))}")
    return programmes or None
