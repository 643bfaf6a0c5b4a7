"""The revenue authority over the FR interface; its record of a year's income is ours: docs/dci-profile.md."""

from dataclasses import dataclass
from datetime import date

from janua.exchange.dci.messages import Query, predicate_query
from janua.exchange.dci.records import Record, RecordUnreadable, day, identifier, members, text
from janua.values import Money

REG_TYPE = "janua:RegistryType:Revenue"
RECORD_TYPE = "janua:RevenueYear"
INCOME_KINDS = (
    "employment_income",
    "self_employment_income",
    "rental_income",
    "bank_interest",
    "pension_income",
    "maintenance_income",
    "other_income",
)


@dataclass(frozen=True, slots=True)
class Income:
    """The income of one kind from one payer in the year, before any deduction.

    kind   one of INCOME_KINDS
    payer  the payer's number, "" where there is none; `payer_name` likewise
    """

    kind: str
    payer: str
    payer_name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class RevenueYear:
    """What the revenue authority knows of one person's calendar year.

    is_final  the year is assessed; otherwise it may still change
    """

    identity_number: str
    year: int
    incomes: tuple[Income, ...]
    contributions_paid: Money
    tax_paid: Money
    is_final: bool
    updated_on: date | None


def year_query(*, identity_number: str, year: int) -> Query:
    """Ask for one person's calendar year. No record in the answer: no data; a record without incomes: no income."""
    # As text: the published schema refuses every whole number (overlay.yaml, number-matches-twice).
    predicates = [("identifier", "eq", identity_number), ("year", "eq", f"{year:04d}")]
    return predicate_query(reg_type=REG_TYPE, record_type=RECORD_TYPE, all_of=predicates)


def read_year(record: Record) -> RevenueYear:
    """One record of a search answer.

    Raises  RecordUnreadable
    """
    year, final = record.get("year"), record.get("final")
    if not isinstance(year, int) or isinstance(year, bool) or not isinstance(final, bool):
        raise RecordUnreadable("a revenue record has a year and says whether it is final")
    currency = text(record, "currency")
    incomes = []
    for income in members(record, "incomes"):
        if income.get("kind") not in INCOME_KINDS:
            raise RecordUnreadable(f"an income is of a kind other than {', '.join(INCOME_KINDS)}")
        payer = text(income, "payer"), text(income, "payer_name")
        incomes.append(Income(income["kind"], *payer, _money(income, "amount", currency)))
    return RevenueYear(
        identity_number=identifier(record.get("identifier")),
        year=year,
        incomes=tuple(incomes),
        contributions_paid=_money(record, "contributions_paid", currency),
        tax_paid=_money(record, "tax_paid", currency),
        is_final=final,
        updated_on=day(record, "last_updated"),
    )


def _money(record: Record, name: str, currency: str) -> Money:
    try:
        return Money.of(text(record, name), currency)
    except ValueError as error:
        raise RecordUnreadable(f"{name} is not a decimal amount of {currency or 'a named currency'}") from error
