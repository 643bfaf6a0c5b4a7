"""Asking only what can still change a result gives the result of asking everything, on every written case."""

from copy import deepcopy
from typing import Any

import pytest

from janua.cli.countries import load_country
from janua.config.countries import COUNTRIES
from janua.pack.calculator import Calculator
from janua.pack.cases import Case, read_cases
from janua.pack.country import Country
from janua.pack.questionnaire import CalculatorQuestion, HouseholdKinds, Questionnaire, plainly
from janua.rules import NO_DEFAULT, Assessment

_OF = {"person": "member", "claim": "claim", "dwelling": "dwelling"}
_KEPT = ("residents", "applied_on", "event_on", "date_of_birth")


def _one_question_an_attribute(country: Country) -> Questionnaire:
    return Questionnaire(
        household=HouseholdKinds(partners={}, others={}),
        questions=tuple(
            CalculatorQuestion(
                code=attribute.name,
                of=_OF[attribute.entity],  # type: ignore[arg-type]
                kind="yes_no",
                texts={},
                attributes=(attribute.name,),
                facts=plainly(attribute.name),
            )
            for attribute in country.attributes
            if attribute.entity in _OF and attribute.name != "date_of_birth"
        ),
    )


def _places(document: dict[str, Any]) -> dict[str | None, dict[str, Any]]:
    """The values of the claim and of each person."""
    return {None: document.setdefault("declared", {}), **document["persons"]}


def _begun(whole: dict[str, Any]) -> dict[str, Any]:
    document = deepcopy(whole)
    for values in (*document["persons"].values(), document.setdefault("declared", {}), *_dwellings(document)):
        for name in [name for name in values if name not in _KEPT]:
            del values[name]
    return document


def _dwellings(document: dict[str, Any]) -> list[dict[str, Any]]:
    return list(document.get("dwellings", {}).values())


def _reveal(country: Country, document: dict[str, Any], whole: dict[str, Any], subject: str | None, name: str) -> None:
    """Say what the whole says of one attribute; silence there is its default, or is said to be not known."""
    attribute = country.attribute(name)
    if attribute.entity == "dwelling":
        for key, values in document.get("dwellings", {}).items():
            values[name] = whole["dwellings"][key].get(name, _silence(attribute))
        return
    _places(document)[subject][name] = _places(whole)[subject].get(name, _silence(attribute))


def _silence(attribute: Any) -> Any:
    if attribute.default is NO_DEFAULT:
        return None
    return [] if attribute.default == () else attribute.default


def _asked(country: Country, calculator: Calculator, case: Case) -> tuple[dict[str, Any], int]:
    """Answer one open fact after the other as the case does, and count them."""
    whole: dict[str, Any] = {"dwellings": {}, "relationships": [], **deepcopy(dict(case.situation))}
    document = _begun(whole)
    done: set[tuple[str, str]] = set()
    while wanted := sorted(
        {
            (subject or "", name)
            for subject, name in calculator.open_facts(document, case.on, programmes=case.expect)
            if name in country.attributes_by_name and country.attribute(name).entity in _OF
        }
        - done
    ):
        subject, name = wanted[0]
        done.add((subject, name))
        if name != "date_of_birth":
            _reveal(country, document, whole, subject or None, name)
    return document, len(done)


def _told(found: Assessment) -> tuple[Any, ...]:
    return found.outcome, found.amount, found.amount_kind, found.starts_on


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_asks_for_all_that_can_change_a_result(code: str) -> None:
    country = load_country(code)
    calculator = Calculator(country, _one_question_an_attribute(country))
    differing, asked, everything_asked = [], 0, 0
    for case in read_cases(country.law_folder / "cases"):
        if case.switches:
            continue
        document, number = _asked(country, calculator, case)
        asked += number
        everything_asked += len(case.situation["persons"]) * len(country.attributes)
        for programme in case.expect:
            everything = country.assess(country.situation(case.situation), programme, case.on)
            enough = country.assess(country.situation(document), programme, case.on)
            if _told(everything) != _told(enough):
                differing.append((case.name, programme, _told(everything), _told(enough)))
    assert differing == []
    assert 0 < asked < everything_asked
