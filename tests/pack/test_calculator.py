"""Asking only what can still change a result gives the result of asking everything, on every written case."""

from copy import deepcopy
from datetime import date
from random import Random
from typing import Any

import pytest

from janua.cli.countries import load_country
from janua.config.countries import COUNTRIES
from janua.pack.calculator import HOME, Answers, Calculator, situation_document
from janua.pack.cases import Case, read_cases
from janua.pack.country import Country
from janua.pack.questionnaire import CalculatorQuestion, HouseholdKinds, Member, Questionnaire, plainly
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


_ON = date(2026, 3, 10)
_HOUSEHOLDS = 25


def _drawn(question: CalculatorQuestion, chance: Random) -> Any:
    """Any answer of the question's kind."""
    match question.kind:
        case "ticks":
            return tuple(key for key in question.choices if chance.random() < 0.15)
        case "choice":
            return chance.choice(list(question.choices))
        case "yes_no":
            return chance.random() < 0.6
        case "money":
            return chance.choice(["0", "100", "1000", "3000.50", "9000"])
        case "count":
            most = question.most if question.most is not None else 99
            return min(most, max(question.least, chance.choice([0, 1, 3, 20, 40])))
        case "day":
            return chance.choice([date(2010, 1, 1), date(2020, 2, 29), date(2025, 12, 1)])
        case _:
            return chance.choice(["MT", "EG", "UA", "IT", "NG"])


def _household(questionnaire: Questionnaire, chance: Random) -> tuple[Member, ...]:
    kinds = questionnaire.household
    members = [Member("you", "you", date(chance.randrange(1940, 2004), chance.randrange(1, 13), 5))]
    if chance.random() < 0.5:
        born = date(chance.randrange(1940, 2004), 3, 5)
        members.append(Member("partner", "partner", born, chance.choice(list(kinds.partners))))
    members += [
        Member(f"child-{number}", "child", date(chance.randrange(2005, 2026), 1, 5))
        for number in range(1, chance.choice([0, 1, 2, 3]) + 1)
    ]
    if kinds.others and chance.random() < 0.3:
        born = date(chance.randrange(1930, 2020), 1, 5)
        members.append(Member("other-1", "other", born, chance.choice(list(kinds.others))))
    return tuple(members)


def _possible_households(calculator: Calculator, chance: Random) -> list[tuple[Member, ...]]:
    found: list[tuple[Member, ...]] = []
    while len(found) < _HOUSEHOLDS:
        members = _household(calculator.questionnaire, chance)
        if calculator.can_be(Answers(members, {}), _ON):
            found.append(members)
    return found


def _answered(calculator: Calculator, members: tuple[Member, ...], chance: Random) -> Answers:
    given: dict[tuple[str, str], Any] = {}
    while asked := calculator.asked(Answers(members, given), _ON):
        first = asked[0]
        given |= {(first.question.code, subject): _drawn(first.question, chance) for subject in first.subjects}
    return Answers(members, given)


def _with_the_rest(calculator: Calculator, answers: Answers, chance: Random) -> dict[str, Any]:
    """The situation with some answer to everything that was not asked; what was said stays as it was said."""
    document = situation_document(calculator.questionnaire, answers, _ON)
    places = {**document["persons"], "claim": document["declared"], "dwelling": document["dwellings"][HOME]}
    for question in calculator.questionnaire.questions:
        for subject in question.subjects(answers.members):
            if (question.code, subject) not in answers.given:
                for name, value in question.facts(_drawn(question, chance), _ON).items():
                    places[subject].setdefault(name, value)
    return document


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_no_answer_to_what_was_not_asked_changes_a_result(code: str) -> None:
    country = load_country(code)
    assert country.questionnaire is not None
    calculator, chance = Calculator(country, country.questionnaire), Random(20260310)
    for members in _possible_households(calculator, chance):
        answers = _answered(calculator, members, chance)
        everything = country.situation(_with_the_rest(calculator, answers, chance))

        results = calculator.results(answers, _ON)

        assert [_told(found) for found in results] == [
            _told(country.assess(everything, found.programme, _ON, trace=False)) for found in results
        ]


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_changed_answer_leaves_what_the_same_person_would_be_asked_anew(code: str) -> None:
    country = load_country(code)
    assert country.questionnaire is not None
    calculator, chance = Calculator(country, country.questionnaire), Random(20260311)
    for members in _possible_households(calculator, chance)[:8]:
        before = _answered(calculator, members, chance)
        changed = chance.choice(list(before.given))
        answer = _drawn(calculator.questionnaire.question(changed[0]), chance)
        truth = {**before.given, changed: answer}
        kept = calculator.still_asked(Answers(members, truth), _ON)

        anew: dict[tuple[str, str], Any] = {}
        while asked := [
            [(one.question.code, subject) for subject in one.subjects if (one.question.code, subject) in truth]
            for one in calculator.asked(Answers(members, anew), _ON)
        ]:
            put = next((keys for keys in asked if keys), None)
            if put is None:
                break
            anew |= {key: truth[key] for key in put}

        assert anew.items() == kept.given.items()
        assert changed in kept.given


def test_partner_too_young_for_a_child_is_no_parent_of_it() -> None:
    country = load_country("mt")
    assert country.questionnaire is not None
    child = Member("child-1", "child", date(1990, 1, 5))
    members = (Member("you", "you", date(1960, 1, 5)), Member("partner", "partner", date(1995, 1, 5), "spouse"), child)

    document = situation_document(country.questionnaire, Answers(members, {}), _ON)

    parents = [one["of"] for one in document["relationships"] if one["to"] == "child-1"]
    assert parents == ["you"]
    assert not Calculator(country, country.questionnaire).can_be(
        Answers((*members, Member("child-2", "child", date(1960, 1, 5))), {}), _ON
    )
