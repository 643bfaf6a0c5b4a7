"""The country that a command is about, and what its pack says, without database or environment."""

import json
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from janua.config.countries import COUNTRIES
from janua.pack.country import Country
from janua.rules import Law, LawErrors
from janua.rules.attributes import FIRST_DAY, LAST_DAY
from janua.rules.types import read_day


class CountryCode(click.ParamType[str]):
    """A country whose pack exists, by its code in any case."""

    name = "country"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        code = str(value).lower()
        if code not in COUNTRIES:
            self.fail(f"{value} has no pack; there is {', '.join(sorted(COUNTRIES))}", param, ctx)
        return code


class LegalDay(click.ParamType[date]):
    """A day like 2026-01-31, within the calendar that dates of the law have."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            number = read_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        if not FIRST_DAY <= number <= LAST_DAY:
            first, last = date.fromordinal(FIRST_DAY), date.fromordinal(LAST_DAY)
            self.fail(f"{value} lies outside the calendar of the law, {first} to {last}", param, ctx)
        return date.fromordinal(number)


def load_country(code: str) -> Country:
    """The country of a code, read from its pack."""
    found = import_module(COUNTRIES[code].module).COUNTRY
    if not isinstance(found, Country):
        raise TypeError(f"{COUNTRIES[code].module}.COUNTRY is no Country")
    return found


def law_of(country: Country, reform: Path | None) -> Law:
    """The country's law, with a reform laid over it where one is named.

    Raises   LawErrors
    """
    return country.law if reform is None else country.reformed(reform)


REFORM = click.option(
    "--reform",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of a reform: parameters and rules laid over the law, file by file.",
)


def law_findings(error: LawErrors) -> click.ClickException:
    """Give the exception that ends a command whose country's law cannot be read: every fault, exit status 1."""
    return click.ClickException(f"The law cannot be read.\n{error}")


def write_json(document: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
