"""`janua law`: check the law of a country, and read a programme as one page."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from janua.cli.countries import REFORM, CountryCode, LegalDay, law_findings, law_of, load_country, write_json
from janua.config.countries import COUNTRIES
from janua.pack.country import Country
from janua.rules import LawErrors

if TYPE_CHECKING:
    from janua.pack.health import CaseChange


@click.group("law")
def law() -> None:
    """A country's law: check it, and read it."""


@law.command("check")
@click.argument("code", metavar="COUNTRY", type=CountryCode())
@REFORM
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def check(*, code: str, reform: Path | None, as_json: bool) -> None:
    """Check types, messages and marks, run every case, and say which branches no case reaches; exit 1 on a finding.

    With a reform: whether it can be read, and which cases come out otherwise; that is what a reform is for, so no
    finding.
    """
    from janua.pack.health import changed_by, health_of

    country = load_country(code)
    if reform is not None:
        try:
            changes = changed_by(country, country.reformed(reform))
        except LawErrors as error:
            raise law_findings(error) from error
        write_json([change.to_json() for change in changes]) if as_json else click.echo(_told(changes))
        return
    health = health_of(country)
    if as_json:
        write_json(health.to_json())
    else:
        click.echo(health.summary())
    for finding in health.findings:
        click.echo(finding, err=True)
    sys.exit(1 if health.findings else 0)


def _told(changes: tuple["CaseChange", ...]) -> str:
    lines = [f"{change.case}: {change.programme} {change.was} -> {change.now}" for change in changes]
    return "\n".join([*lines, f"cases changed by the reform: {len(changes)}"])


@law.command("show")
@click.argument("programme")
@click.option("--on", type=LegalDay(), required=True, help="The day whose law is shown.")
@REFORM
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def show(*, programme: str, on: date, reform: Path | None, as_json: bool) -> None:
    """Show one programme as a page: each rule in words, with its article, its numbers and their marks."""
    from janua.pack.page import page_of

    try:
        programme = programme.upper()
        page = page_of(law_of(_country_of(programme), reform), programme, on)
    except LawErrors as error:
        raise law_findings(error) from error
    if as_json:
        write_json(page.to_json())
    else:
        click.echo(page.to_text())


def _country_of(programme: str) -> Country:
    known: list[str] = []
    for code in COUNTRIES:
        country = load_country(code)
        if programme in country.law.programmes:
            return country
        known += country.law.programmes
    raise click.UsageError(f"{programme} is no programme; there is {', '.join(sorted(known))}")
