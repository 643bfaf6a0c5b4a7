"""The revenue authority: a person's calendar year over the FR interface of DCI, as record type janua:RevenueYear."""

from pathlib import Path
from typing import Any

from emulators import register, starting
from emulators.population import by_id_card
from emulators.register import Record, Register, predicates
from emulators.signing import Rejected
from emulators.switches import Switches

# Years up to this one are assessed in the population; later ones may still change.
_LAST_FINAL_YEAR = 2024


class RevenueAuthority:
    """The population as its revenue authority knows it. No data of a year is no record; no income is an empty one."""

    reg_type = "janua:RegistryType:Revenue"
    record_type = "janua:RevenueYear"
    event_types: tuple[str, ...] = ()

    def __init__(self, population: Path | None) -> None:
        self._persons = by_id_card(population, "revenue.jsonl")

    def look_up(self, query_type: str, query: Any, *, contradict: bool) -> list[Record]:
        wanted = {(name, operator): value for name, operator, value in predicates(query_type, query)}
        if set(wanted) != {("identifier", "eq"), ("year", "eq")} or not str(wanted["year", "eq"]).isdigit():
            raise Rejected(400, "rjct.search_criteria.invalid", "ask for one identifier and one year")
        person = self._persons.get(wanted["identifier", "eq"])
        years = person["years"] if person else []
        found = [_record(person or {}, year) for year in years if year["year"] == int(wanted["year", "eq"])]
        return [_contradicted(record) for record in found] if contradict else found

    def fits(self, event_type: str, record: Record, filter_: Any) -> bool:
        return False


def _record(person: dict[str, Any], year: dict[str, Any]) -> Record:
    return {
        "@type": "janua:RevenueYear",
        "identifier": [{"@type": "Identifier", "identifier_type": "UIN", "identifier_value": person["id_card"]}],
        "year": year["year"],
        "currency": year["income_tax_paid"]["currency"],
        "incomes": [
            {
                "kind": item["kind"],
                "payer": item["payer"] or "",
                "payer_name": item["payer_name"] or "",
                "amount": item["amount"]["amount"],
            }
            for item in year["items"]
        ],
        "contributions_paid": year["social_security_contributions"]["amount"],
        "tax_paid": year["income_tax_paid"]["amount"],
        "final": year["year"] <= _LAST_FINAL_YEAR,
        "last_updated": f"{year['year'] + 1}-07-01",
    }


def _contradicted(record: Record) -> Record:
    """An income more than the population says."""
    more = {"kind": "employment_income", "payer": "PE9999", "payer_name": "Unknown employer", "amount": "17000.00"}
    return {**record, "incomes": [*record["incomes"], more]}


def main() -> None:
    options = starting.parser("revenue", __doc__ or "")
    register.add_arguments(options, "revenue.example")
    arguments = options.parse_args()
    holdings = RevenueAuthority(arguments.population)
    served = Register(arguments, holdings, Switches.from_arguments(arguments), starting.Journal())
    register.run(arguments, "revenue", served, {})


if __name__ == "__main__":
    main()
