"""What the calculator of Trinidad and Tobago asks: one page about the home, one about each person, then the details."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from janua.pack.questionnaire import (
    About,
    AnswerKind,
    CalculatorQuestion,
    HouseholdKinds,
    Picture,
    Questionnaire,
    plainly,
    ticked,
)
from janua.values import add_years

Facts = Callable[[Any, date], Mapping[str, Any]]
_LONG_ENOUGH = 15  # of the last 20 years, which is all that the pension asks of them
_SOURCES = {
    "nis": "nis_pension",
    "pension": "other_pensions",
    "rent": "rental_income",
    "yearly": "yearly_income",
    "other": "other_income",
}

_ABOUT = (
    "unable_to_earn",
    "permanently_disabled",
    "cannot_earn_for_care",
    "widowed_of_a_grantee",
    "dietary_letter",
)

_HOUSEHOLD = HouseholdKinds(
    partners={"spouse": {"en": "Yes, we are married"}, "cohabitant": {"en": "Yes, without being married"}},
    others={
        "<parent": {"en": "My father or mother"},
        "guardian": {"en": "A child whose guardian I am"},
        "carer": {"en": "A child whom I care for"},
        "<relative": {"en": "Somebody else"},
    },
    resident="resident",
)


def _ask(
    code: str,
    of: About,
    kind: AnswerKind,
    text: str,
    facts: Facts,
    *attributes: str,
    choices: Mapping[str, str] | None = None,
    hint: str = "",
    evidence: str = "",
    per: str = "",
    most: int | None = None,
) -> CalculatorQuestion:
    """One question, in English."""
    return CalculatorQuestion(
        code=code,
        of=of,
        kind=kind,
        texts={"en": text},
        attributes=attributes,
        facts=facts,
        choices={key: {"en": said} for key, said in (choices or {}).items()},
        hints={"en": hint} if hint else {},
        evidence={"en": evidence} if evidence else {},
        per={"en": per} if per else {},
        most=most,
    )


def _years_here(answer: Any, on: date) -> Mapping[str, Any]:
    """An unbroken stay until now; nought says that the home is elsewhere.

    Who has been here for long enough by that alone is not asked about earlier years.
    """
    if not answer:
        return {"in_country": [], "resides_in_country": False}
    years = min(int(answer), 120)
    stay = {"value": True, "starts_on": add_years(on, -years).isoformat()}
    in_all = {"years_in_country": years} if years >= _LONG_ENOUGH else {}
    return {"in_country": [stay], "resides_in_country": True, **in_all}


def _about(answer: Any, _on: date) -> Mapping[str, Any]:
    grants = [{"value": grant} for grant in ("pension", "disability") if grant in answer]
    yes_no = (
        "unable_to_earn",
        "permanently_disabled",
        "cannot_earn_for_care",
        "widowed_of_a_grantee",
        "dietary_letter",
    )
    return {**{attribute: attribute in answer for attribute in yes_no}, "grants_in_payment": grants}


def _work(answer: Any, _on: date) -> Mapping[str, Any]:
    return {"wage_paid": answer, "unemployed": answer == "not_paid"}


def _sources(answer: Any, _on: date) -> Mapping[str, Any]:
    """What is not ticked brings nothing; the rest is asked for."""
    return {attribute: "0" for key, attribute in _SOURCES.items() if key not in answer}


def _disability(answer: Any, _on: date) -> Mapping[str, Any]:
    """A child of the home lives here."""
    return {"disability_level": answer, "resides_in_country": True}


def _away(answer: Any, _on: date) -> Mapping[str, Any]:
    unpaid = answer == "abandoned_and_unpaid"
    return {"parent_away": "abandoned" if unpaid else answer, "maintenance_sought_and_unpaid": unpaid}


_LEVELS = {
    "none": "No disability",
    "mild": "Mild",
    "moderate": "Moderate",
    "severe": "Severe",
    "complete": "Complete",
}
_DISABILITY = "What disability did a doctor find in this child?"
_DOCTOR = "Report of a paediatrician or an authorised practitioner"
_AWAYS = {
    "no": "No",
    "deceased": "A parent has died",
    "in_hospital": "A parent is in hospital",
    "imprisoned": "A parent is in prison",
    "abandoned_and_unpaid": "A parent left, and the maintenance that we went to court for is not paid",
    "abandoned": "A parent left, and nobody went to court",
}
_AWAY = "Is a parent of this child away?"
_AWAY_PAPER = "Death certificate, hospital or prison papers, or the court's order"

_HOME = (
    _ask(
        "status", "you", "choice", "Are you a citizen of Trinidad and Tobago or a legal resident?",
        plainly("status_in_country"), "status_in_country",
        choices={"citizen": "A citizen", "legal_resident": "A legal resident", "neither": "Neither"},
        evidence="National identity card, birth certificate or residence papers",
    ),
    _ask(
        "years_here", "you", "count", "For how many years have you lived in Trinidad and Tobago without a break?",
        _years_here, "in_country", "resides_in_country", "years_in_country",
        hint="Holidays are no break. Write 0 if you live elsewhere.", evidence="Passports, old and new", most=120,
    ),
    _ask(
        "events", "claim", "ticks", "Has any of these happened lately?",
        ticked(disaster="disaster_recorded", lost="lost_income", death="death_certified"),
        "disaster_recorded", "lost_income", "death_certified",
        choices={
            "disaster": "A flood, a fire or another disaster damaged the home",
            "lost": "We lost our income",
            "death": "Somebody died, and there is a funeral to pay",
        },
        evidence="Letter of the corporation, fire or police report, death certificate",
    ),
    _ask(
        "tenure", "claim", "choice", "By what right do you live in your house?", plainly("tenure"), "tenure",
        choices={
            "deed": "I own it, with a deed",
            "co_owner_with_consent": "I own it with others, who agree",
            "rent_receipts_of_three_years": "I rent it, with receipts of three years",
            "owners_permission": "The owner lets me live there",
            "certificate_of_comfort": "A certificate of comfort",
            "none": "None of these",
        },
        evidence="Deed, receipts, or a letter of the owner",
    ),
    _ask(
        "household_income", "claim", "money", "How much does your whole household earn?",
        plainly("household_income"), "household_income", per="in a month", evidence="Job letters and pay slips",
    ),
    _ask(
        "development", "claim", "choice", "Will your household join a development programme?",
        plainly("development_programme"), "development_programme",
        choices={"joins": "Yes", "excused": "We are excused from it", "declines": "No"},
    ),
)  # fmt: skip

_PERSONS = (
    _ask(
        "about", "adult", "ticks", "Which of these are true of this person?",
        _about, *_ABOUT, "grants_in_payment",
        choices={
            "unable_to_earn": "A government doctor certifies that they cannot earn a living",
            "permanently_disabled": "A government doctor certifies that they are permanently disabled",
            "cannot_earn_for_care": "Caring for a child keeps them from earning",
            "widowed_of_a_grantee": "Their late husband or wife had the pension and public assistance",
            "dietary_letter": "A hospital's nutritionist prescribes a special diet",
            "pension": "They get the Senior Citizens' Pension",
            "disability": "They get the Disability Assistance Grant",
        },
        evidence="Certificate of a Government Medical Officer",
    ),
    _ask(
        "work", "adult", "choice", "Is this person paid for work, and how often?", _work, "wage_paid", "unemployed",
        choices={
            "not_paid": "No",
            "weekly": "Every week",
            "fortnightly": "Every two weeks",
            "monthly": "Every month",
        },
        evidence="Last pay slip",
    ),
    _ask("disability", "child", "choice", _DISABILITY, _disability, "disability_level", "resides_in_country",
         choices=_LEVELS, evidence=_DOCTOR),
    _ask("disability_other", "other", "choice", _DISABILITY, _disability, "disability_level", "resides_in_country",
         choices=_LEVELS, evidence=_DOCTOR),
    _ask("away", "child", "choice", _AWAY, _away, "parent_away", "maintenance_sought_and_unpaid",
         choices=_AWAYS, evidence=_AWAY_PAPER),
    _ask("away_other", "other", "choice", _AWAY, _away, "parent_away", "maintenance_sought_and_unpaid",
         choices=_AWAYS, evidence=_AWAY_PAPER),
    _ask(
        "school", "child", "choice", "In what kind of school is this child?", plainly("school_level"), "school_level",
        choices={"none": "None, or another one", "primary": "A primary school", "secondary": "A secondary school"},
        evidence="Proof of enrolment",
    ),
    _ask("prison", "partner", "yes_no", "Is your husband or wife in prison?", plainly("in_prison"), "in_prison",
         evidence="Letter of the Prison Service"),
)  # fmt: skip


def _amount(code: str, attribute: str, text: str, evidence: str, per: str = "in a month") -> CalculatorQuestion:
    return _ask(code, "you", "money", text, plainly(attribute), attribute, per=per, evidence=evidence)


_MONEY = (
    _ask(
        "years_in_all", "you", "count", "How many years have you lived in Trinidad and Tobago in your whole life?",
        plainly("years_in_country"), "years_in_country", evidence="Passports, old and new", most=120,
    ),
    _ask(
        "sources", "you", "ticks", "Which of these do you get?", _sources, *_SOURCES.values(),
        choices={
            "nis": "A pension of National Insurance",
            "pension": "Another pension",
            "rent": "Rents",
            "yearly": "Interest, dividends or profits of a business",
            "other": "Other money every month, such as maintenance or help from abroad",
        },
        evidence="Statement of the National Insurance Board, bank book",
    ),
    _amount("nis", "nis_pension", "How much does the National Insurance Board pay you?", "Statement of the Board"),
    _amount("pension", "other_pensions", "How much do your other pensions bring?", "Bank book"),
    _amount("wage", "wage", "How much is paid on one pay day?", "Last pay slip", per="on a pay day"),
    _amount("rent", "rental_income", "How much do you get in rents?", "Receipts"),
    _amount("yearly", "yearly_income", "How much do interest and business bring?", "Bank book", per="in a year"),
    _amount("other", "other_income", "How much other money do you get?", "Bank book"),
    _amount(
        "twelve_months", "income_of_twelve_months", "How much did you receive in twelve months, without grants?",
        "Bank book and pay slips", per="in twelve months",
    ),
    _ask("other_benefit", "child", "money", "How much do others pay for this child's disability?",
         plainly("other_disability_benefit"), "other_disability_benefit", per="in a month"),
    _ask("other_benefit_other", "other", "money", "How much do others pay for this child's disability?",
         plainly("other_disability_benefit"), "other_disability_benefit", per="in a month"),
    _ask("funeral_help", "claim", "yes_no", "Does National Insurance or somebody else pay for the funeral?",
         plainly("other_funeral_support"), "other_funeral_support"),
    _ask("funeral_bill", "claim", "money", "How high is the undertaker's bill?", plainly("funeral_bill"),
         "funeral_bill", evidence="The undertaker's bill"),
)  # fmt: skip

QUESTIONNAIRE = Questionnaire(
    household=_HOUSEHOLD,
    questions=(*_HOME, *_PERSONS, *_MONEY),
    pictures=(
        Picture(
            programme="TT-SCP", over="nis", most=6_500, across={"en": "what National Insurance pays you in a month"}
        ),
        Picture(programme="TT-FSP", over="children", most=8, across={"en": "number of children"}),
    ),
)
