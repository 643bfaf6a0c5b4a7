"""How answers become facts of Ukraine's law: amounts of single months, what stands where something is not ticked."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from janua.pack.questionnaire import About, AnswerKind, CalculatorQuestion
from janua.values import add_months

Facts = Callable[[Any, date], Mapping[str, Any]]
Pair = tuple[str, str]
_NONE = ("", "")
_DAY = timedelta(days=1)
_SOURCES: Mapping[str, Mapping[str, Any]] = {
    "work": {"wages": []},
    "pension": {"pension_received": [], "pensioner": [], "monthly_pension": "0"},
    "other": {"other_income": [], "social_payments": []},
}
_PROPERTY: Mapping[str, Mapping[str, Any]] = {
    "deposits": {"deposits": "0"},
    "purchase": {"largest_purchase": "0"},
    "dwelling": {"second_dwelling": "none"},
    "car": {"newest_car_year": 0, "second_newest_car_year": 0},
}


def words(texts: Pair) -> dict[str, str]:
    """English and Ukrainian, where there are any."""
    return dict(zip(("en", "uk"), texts, strict=True)) if any(texts) else {}


def ask(
    code: str,
    of: About,
    kind: AnswerKind,
    texts: Pair,
    facts: Facts,
    *attributes: str,
    evidence: Pair = _NONE,
    hints: Pair = _NONE,
    choices: Mapping[str, Pair] | None = None,
    most: int | None = None,
    monthly: bool = False,
) -> CalculatorQuestion:
    """One question; its texts in English and Ukrainian."""
    return CalculatorQuestion(
        code=code,
        of=of,
        kind=kind,
        texts=words(texts),
        hints=words(hints),
        attributes=attributes,
        facts=facts,
        choices={key: words(said) for key, said in (choices or {}).items()},
        evidence=words(evidence),
        per=words(("in a month", "на місяць")) if monthly else {},
        most=most,
    )


def unless_ticked(absent: Mapping[str, Mapping[str, Any]]) -> Facts:
    """What is not ticked is known to be none; what is ticked is asked about next."""

    def facts(answer: Any, _on: date) -> Mapping[str, Any]:
        return {
            name: value for key, standing in absent.items() if key not in answer for name, value in standing.items()
        }

    return facts


sources = unless_ticked(_SOURCES)
_belongings = unless_ticked(_PROPERTY)


def of_family(answer: Any, on: date) -> Mapping[str, Any]:
    """Where the family lives and what it agrees to; what it does not own is known to be none."""
    return {
        "permanent_residence": "residence" in answer,
        "adults_consent": "adults" in answer,
        "consents_to_sharing": "sharing" in answer,
        **_belongings(answer, on),
    }


def earned(answer: Any, on: date) -> Mapping[str, Any]:
    """Earnings, alike in every month."""
    return {"wages": months(answer, on)}


def pension(answer: Any, on: date) -> Mapping[str, Any]:
    """A pension, alike in every month; 0 is none."""
    some = any(digit in "123456789" for digit in str(answer))
    return {
        "pension_received": months(answer, on),
        "pensioner": [{"value": True}] if some else [],
        "monthly_pension": answer,
    }


def other_income(answer: Any, on: date) -> Mapping[str, Any]:
    """Everything else, alike in every month."""
    return {"other_income": months(answer, on), "social_payments": []}


def months(amount: Any, on: date) -> list[dict[str, Any]]:
    """The same amount in each month from January of the year before last until the month before the day."""
    first = date(on.year - 2, 1, 1)
    return [
        {
            "value": amount,
            "starts_on": month.isoformat(),
            "ends_on": (add_months(month, 1) - _DAY).isoformat(),
        }
        for number in range(24 + on.month - 1)
        for month in [add_months(first, number)]
    ]


def occupation(answer: Any, on: date) -> Mapping[str, Any]:
    """What somebody does, as for the last year; full-time work by itself."""
    since = add_months(on, -12).isoformat()
    doing = {"full_time": "employment", "part_time": "employment"}.get(answer, answer)
    return {
        "occupation": [] if answer == "nothing" else [{"value": doing, "starts_on": since}],
        "full_time_work": [{"value": True, "starts_on": since}] if answer == "full_time" else [],
    }


def displaced(answer: Any, _on: date) -> Mapping[str, Any]:
    """Whether somebody is registered as displaced, and from where."""
    if answer == "no":
        return {"idp_registered": [], "home_destroyed": False}
    if answer == "home_lost":
        return {"idp_registered": [{"value": True}], "home_destroyed": True, "displaced_from": "hostilities_ended"}
    return {"idp_registered": [{"value": True}], "home_destroyed": False, "displaced_from": answer}


def disability(answer: Any, _on: date) -> Mapping[str, Any]:
    """The group and subgroup of a disability."""
    if answer == "none":
        return {"disability": [], "disability_subgroup": "none", "disabled_since_childhood": False, "needs_care": False}
    group, _, subgroup = answer.partition("/")
    return {"disability": [{"value": group}], "disability_subgroup": subgroup or "none"}


def of_mother(answer: Any, _on: date) -> Mapping[str, Any]:
    """What is true of you as a parent; who is not pregnant is in no week of it."""
    facts: dict[str, Any] = {
        "single_mother": "single" in answer,
        "large_family_certificate": "large" in answer,
        "maternity_certificate": "leave" in answer,
    }
    return facts if "pregnant" in answer else {**facts, "pregnancy_week": 0}


def of_child(answer: Any, _on: date) -> Mapping[str, Any]:
    """What is true of a child."""
    return {
        "alimony_evaded": "alimony" in answer,
        "breadwinner_died_without_record": "breadwinner" in answer,
        "communal_kindergarten": [{"value": True}] if "kindergarten" in answer else [],
    }
