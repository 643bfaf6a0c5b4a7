"""`janua law`: check the law of a country, and read a programme as one page."""

import sys
from datetime import date

import click

from janua.cli.countries import CountryCode, LegalDay, law_findings, load_country, write_json
from janua.config.countries import COUNTRIES
from janua.pack.country import Country
from janua.rules import LawErrors


@click.group("law")
def law() -> None:
    """A country's law: check it, and read it."""


@law.command("check")
@click.argument("code", metavar="COUNTRY", type=CountryCode())
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def check(*, code: str, as_json: bool) -> None:
    """Check types, messages and marks, run every case, and say which branches no case reaches; exit 1 on a finding."""
    from janua.pack.health import health_of

    health = health_of(load_country(code))
    if as_json:
        write_json(health.to_json())
    else:
        click.echo(health.summary())
    for finding in health.findings:
        click.echo(finding, err=True)
    sys.exit(1 if health.findings else 0)


@law.command("show")
@click.argument("programme")
@click.option("--on", type=LegalDay(), required=True, help="The day whose law is shown.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def show(*, programme: str, on: date, as_json: bool) -> None:
    """Show one programme as a page: each rule in words, with its article, its numbers and their marks."""
    from janua.pack.page import page_of

    try:
        programme = programme.upper()
        page = page_of(_country_of(programme), programme, on)
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
