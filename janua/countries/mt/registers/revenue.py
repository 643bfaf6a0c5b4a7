"""Malta Tax and Customs Administration: a person's income, contributions and tax of a calendar year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from janua.exchange.dci import Interface, Notified, Query
from janua.exchange.dci.records import RecordUnreadable
from janua.exchange.dci.revenue import RevenueYear, read_year, year_query
from janua.pack.registers import AnswerUnreadable, News, RegisterQuestion, RegisterSubscription, Statement
from janua.values import Identifier

_MEANS = "Cap. 318, Second Schedule: means of the household; the department's data agreement with Revenue"
_SUPPLIES = (
    "employment_income",
    "self_employment_income",
    "rental_income",
    "bank_interest",
    "pension_income",
    "maintenance_income",
    "other_income",
    "social_security_contributions",
    "income_tax_paid",
)


def _year(parameters: Mapping[str, Any]) -> tuple[date, date]:
    return date(parameters["year"], 1, 1), date(parameters["year"], 12, 31)


@dataclass(frozen=True)
class Revenue:
    """The revenue authority over the FR interface; asks for the calendar year two before."""

    code: str = "revenue"
    names: Mapping[str, str] = field(
        default_factory=lambda: {
            "en": "Malta Tax and Customs Administration",
            "mt": "L-Amministrazzjoni tat-Taxxa u d-Dwana ta' Malta",
        }
    )
    scheme: str = "mt-id-card"
    wire: Literal["dci"] = "dci"
    interface: Interface = Interface.FR
    questions: Mapping[str, RegisterQuestion] = field(
        default_factory=lambda: {
            "income_of_year": RegisterQuestion(
                "income_of_year",
                _SUPPLIES,
                {"means_test": _MEANS},
                fresh_for_days=90,
                complete_for=_SUPPLIES,
                complete_within=_year,
            )
        }
    )
    subscriptions: Mapping[str, RegisterSubscription] = field(default_factory=dict)

    def parameters(self, kind: str, *, about_on: date) -> dict[str, Any]:
        """The income year: two years before the day that the claim is about."""
        return {"year": about_on.year - 2}

    def query(self, kind: str, *, subject: Identifier, parameters: Mapping[str, Any]) -> Query:
        return year_query(identity_number=subject.value, year=parameters["year"])

    def statements(
        self, kind: str, *, subject: Identifier, parameters: Mapping[str, Any], records: Sequence[Mapping[str, Any]]
    ) -> tuple[Statement, ...]:
        """Income by kind and payer, contributions, tax; no record: the authority has no data of the year."""
        first, last = _year(parameters)
        if not records:
            return (Statement(subject, "employment_income", None, "", first, last, status="not_known"),)
        try:
            years = [read_year(record) for record in records]
        except RecordUnreadable as error:
            raise AnswerUnreadable(str(error)) from error
        if [(year.identity_number, year.year) for year in years] != [(subject.value, parameters["year"])]:
            raise AnswerUnreadable("the answer is about another person or year than asked")
        return tuple(_statements(subject, years[0], first, last))

    def news(self, notified: Notified) -> News:
        raise AnswerUnreadable("the revenue authority sends no news")


def _statements(subject: Identifier, year: RevenueYear, first: date, last: date) -> list[Statement]:
    totals: dict[tuple[str, str], int] = {}
    for income in year.incomes:
        totals[income.kind, income.payer] = totals.get((income.kind, income.payer), 0) + income.amount.minor
    if not any(kind == "employment_income" for kind, _ in totals):
        # Revenue knows the year and no employment in it: that is a nought, not silence.
        totals["employment_income", ""] = 0
    said = [Statement(subject, kind, minor, payer, first, last) for (kind, payer), minor in totals.items()]
    return [
        *said,
        Statement(subject, "social_security_contributions", year.contributions_paid.minor, "", first, last),
        Statement(subject, "income_tax_paid", year.tax_paid.minor, "", first, last),
    ]


REVENUE = Revenue()
