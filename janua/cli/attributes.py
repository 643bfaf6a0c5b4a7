"""`janua attributes`: the words in which a situation is written for a country's law."""

from datetime import date
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from janua.cli.countries import CountryCode, load_country, write_json
from janua.pack.attributes import Attribute
from janua.pack.country import Country

# Days that every claim has; the law reads them as built-in words.
_CLAIM_DAYS = {
    "applied_on": "The day on which the application arrived; silence means the day asked about.",
    "event_on": "The day of the event that the claim is about (a birth, an adoption); where none is named, the pack "
    "takes the latest one before the day asked about.",
}
_LAST_DAY = date(2149, 12, 31)


@click.command("attributes")
@click.option("--country", "code", type=CountryCode(), required=True, help="Code of the country.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def attributes(*, code: str, as_json: bool) -> None:
    """Show what a country's law reads of people and claims, and which programmes read it."""
    rows = rows_of(load_country(code))
    if as_json:
        write_json(rows)
        return
    table = Table("name", "entity", "type", "unit", "meaning", "programmes", show_lines=True)
    for row in rows:
        kind = f"{row['type']} *" if row["repeats"] else row["type"]
        table.add_row(row["name"], row["entity"], kind, row["unit"], row["meaning"], ", ".join(row["programmes"]))
    console = Console()
    console.print(table)
    console.print("* repeats: several entries with their days stand side by side")


def rows_of(country: Country) -> list[dict[str, Any]]:
    """Every declared attribute with the programmes that read it, then the days of the claim."""
    law = country.law
    readers = {code: law.used_attributes(code) | _claim_days_of(country, code) for code in law.programmes}
    rows = [_row(attribute, readers) for attribute in country.attributes]
    days = [Attribute(name=name, entity="claim", type="date", meaning=meaning) for name, meaning in _CLAIM_DAYS.items()]
    return rows + [_row(day, readers) for day in days]


def _claim_days_of(country: Country, programme: str) -> frozenset[str]:
    """Days of the claim that the programme's rules read, as they stand without end."""
    rules = country.law.rules_of(programme, _LAST_DAY)
    return frozenset(name for rule in rules for name, _ in rule.arguments if name in _CLAIM_DAYS)


def _row(attribute: Attribute, readers: dict[str, frozenset[str]]) -> dict[str, Any]:
    return {
        "name": attribute.name,
        "entity": attribute.entity,
        "type": attribute.type,
        "unit": attribute.unit,
        "repeats": attribute.repeats,
        "meaning": attribute.meaning,
        "programmes": sorted(code for code, names in readers.items() if attribute.name in names),
        "choices": list(attribute.choices),
        "registers": list(attribute.registers),
        "fresh_for_days": attribute.fresh_for_days,
        "sensitivity": attribute.sensitivity,
        "questions": dict(attribute.questions),
    }
