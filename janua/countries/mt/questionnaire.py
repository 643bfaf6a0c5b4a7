"""What Malta's calculator asks: questions that rule out many programmes first, details of one programme last."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from janua.countries.mt.questions import QUESTIONS, TOLD_TOGETHER
from janua.pack.questionnaire import (
    CalculatorQuestion,
    HouseholdKinds,
    Picture,
    Questionnaire,
    of_year,
    plainly,
)

# The reckonable income is that of the calendar year two before.
_YEARS_BACK = 2

_HOUSEHOLD = HouseholdKinds(
    partners={
        "spouse": {"en": "Yes, we are married", "mt": "Iva, aħna miżżewġin"},
        "civil_partner": {"en": "Yes, in a civil union", "mt": "Iva, f'unjoni ċivili"},
        "cohabitant": {"en": "Yes, we live together", "mt": "Iva, ngħixu flimkien"},
    },
    others={},
)


def _citizenship(answer: Any, _on: date) -> Mapping[str, Any]:
    return {"citizenship": [{"value": answer}]}


def _years_here(answer: Any, on: date) -> Mapping[str, Any]:
    if not answer:
        return {"resident_in_malta": []}
    first = date(max(on.year - int(answer), date.min.year), on.month, min(on.day, 28))
    return {"resident_in_malta": [{"value": True, "starts_on": first.isoformat()}]}


def _permit(answer: Any, _on: date) -> Mapping[str, Any]:
    """The permit; who is a recognised refugee needs no work beside it."""
    permit = "international_protection" if answer == "refugee" else answer
    return {"residence_permit": [] if answer == "none" else [{"value": permit}], "refugee": answer == "refugee"}


def _work(answer: Any, _on: date) -> Mapping[str, Any]:
    return {"employment": [] if answer == "neither" else [{"value": answer}]}


def _register(answer: Any, on: date) -> Mapping[str, Any]:
    if answer == "no":
        return {"unemployment_register": []}
    return {"unemployment_register": [{"value": answer, "starts_on": on.isoformat()}]}


QUESTIONNAIRE = Questionnaire(
    household=_HOUSEHOLD,
    questions=(
        CalculatorQuestion(
            code="citizenship",
            of="adult",
            kind="country",
            texts={"en": "Which citizenship do you have?", "mt": "X'ċittadinanza għandek?"},
            hints={
                "en": "If you have several, choose Malta or a country of the European Union.",
                "mt": "Jekk għandek iktar minn waħda, agħżel Malta jew pajjiż tal-Unjoni Ewropea.",
            },
            attributes=("citizenship",),
            facts=_citizenship,
            evidence={"en": "Identity card or passport", "mt": "Karta tal-identità jew passaport"},
        ),
        CalculatorQuestion(
            code="permit",
            of="adult",
            kind="choice",
            texts={"en": "Which residence permit do you have?", "mt": "X'permess ta' residenza għandek?"},
            attributes=("residence_permit", "refugee"),
            facts=_permit,
            choices={
                "none": {"en": "None, or I do not need one", "mt": "Xejn, jew m'għandix bżonnu"},
                "residence_or_work": {"en": "For residence or work", "mt": "Għal residenza jew xogħol"},
                "blue_card": {"en": "EU Blue Card", "mt": "Karta Blu tal-UE"},
                "refugee": {"en": "I am a recognised refugee", "mt": "Jien rifuġjat rikonoxxut"},
                "international_protection": {
                    "en": "Other international protection",
                    "mt": "Protezzjoni internazzjonali oħra",
                },
                "humanitarian_protection": {"en": "Humanitarian protection", "mt": "Protezzjoni umanitarja"},
            },
            evidence={"en": "Residence card", "mt": "Karta ta' residenza"},
        ),
        CalculatorQuestion(
            code="years_here",
            of="adult",
            kind="count",
            texts={
                "en": "For how many years have you lived in Malta without a break?",
                "mt": "Kemm-il sena ilek tgħix Malta mingħajr waqfien?",
            },
            hints={"en": "Write 0 if you do not live in Malta.", "mt": "Ikteb 0 jekk ma tgħixx Malta."},
            attributes=("resident_in_malta",),
            facts=_years_here,
            most=110,
            evidence={
                "en": "Identity card, or a bill with your address",
                "mt": "Karta tal-identità jew kont bl-indirizz",
            },
        ),
        CalculatorQuestion(
            code="work",
            of="adult",
            kind="choice",
            texts={"en": "Do you work?", "mt": "Taħdem?"},
            attributes=("employment",),
            facts=_work,
            choices={
                "employed": {"en": "Yes, I am employed", "mt": "Iva, jien impjegat"},
                "self_employed": {"en": "Yes, I work for myself", "mt": "Iva, naħdem għal rasi"},
                "neither": {"en": "No", "mt": "Le"},
            },
            evidence={"en": "Employment history from Jobsplus", "mt": "Storja tal-impjiegi minn Jobsplus"},
        ),
        CalculatorQuestion(
            code="register",
            of="you",
            kind="choice",
            texts={
                "en": "Are you registered for work with Jobsplus?",
                "mt": "Qiegħed jew qiegħda tirreġistra għax-xogħol ma' Jobsplus?",
            },
            attributes=("unemployment_register",),
            facts=_register,
            choices={
                "no": {"en": "No", "mt": "Le"},
                "part_1": {"en": "Yes, in part 1", "mt": "Iva, fl-ewwel parti"},
                "part_2": {"en": "Yes, in part 2", "mt": "Iva, fit-tieni parti"},
            },
            evidence={"en": "Letter of registration from Jobsplus", "mt": "Ittra tar-reġistrazzjoni minn Jobsplus"},
        ),
        CalculatorQuestion(
            code="earned",
            of="adult",
            kind="money",
            texts={
                "en": "How much did you earn from work, before tax, two years ago?",
                "mt": "Kemm qlajt mix-xogħol, qabel it-taxxa, sentejn ilu?",
            },
            hints={
                "en": "The whole calendar year. It stands on your FS3.",
                "mt": "Is-sena kalendarja kollha. Tinsabha fuq l-FS3.",
            },
            attributes=("employment_income",),
            facts=of_year("employment_income", _YEARS_BACK),
            evidence={"en": "FS3 of that year", "mt": "FS3 ta' dik is-sena"},
        ),
        CalculatorQuestion(
            code="weekly_wage",
            of="you",
            kind="money",
            texts={
                "en": "What was your last weekly wage before tax?",
                "mt": "Kemm kienet l-aħħar paga tiegħek fil-ġimgħa qabel it-taxxa?",
            },
            attributes=("previous_weekly_wage",),
            facts=plainly("previous_weekly_wage"),
            evidence={"en": "Last payslip", "mt": "L-aħħar payslip"},
        ),
        *QUESTIONS,
    ),
    programmes=TOLD_TOGETHER,
    pictures=(
        Picture(
            programme="MT-CA",
            over="earned",
            most=45_000,
            across={"en": "what you earned in the year", "mt": "kemm qlajt fis-sena"},
        ),
        Picture(
            programme="MT-CA", over="children", most=6, across={"en": "number of children", "mt": "għadd ta' tfal"}
        ),
    ),
)
