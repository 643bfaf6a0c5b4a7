"""What a drawn household would answer the calculator: the truth, as far as a question can tell it."""

from collections.abc import Callable, Mapping
from typing import Any

from demo.population.eg.calendar import AS_OF
from demo.population.eg.people import Household, Person
from janua.pack.questionnaire import Member

Facts = Mapping[str, Any]
_QIRAT = 24
_TOGETHER = {"cattle": "cattle", "dwellings": "dwellings_besides_residence", "shops": "shops_owned"}


def members_of(household: Household) -> dict[str, Person]:
    """Everybody at home by their key on the first page."""
    return {member.key: person for member, person in _paired(household)}


def member_list(household: Household) -> tuple[Member, ...]:
    """Everybody at home as the first page asks for them."""
    return tuple(member for member, _ in _paired(household))


def answer(household: Household, members: Mapping[str, Person], code: str, subject: str) -> Any:
    """The true answer to a question about somebody or the home; None: they do not know."""
    facts = members[subject].facts
    everybody = [person.facts for person in household.persons]
    name = code.partition("_")[0] if not code.startswith("land") else code
    if name in _TOGETHER:
        return sum(one.get(_TOGETHER[name], 0) for one in everybody)
    if name in ("land_owned", "land_rented"):
        return sum(int(float(one.get(name, "0")) * _QIRAT) for one in everybody)
    answers: dict[str, Callable[[], Any]] = {
        "score": lambda: int(float(facts["poverty_score"])) if "poverty_score" in facts else None,
        "number": lambda: _is_valid(facts),
        "citizenship": lambda: facts["citizenship"],
        "insured": lambda: facts.get("socially_insured", False),
        "salary": lambda: facts.get("monthly_salary", "0"),
        "pension": lambda: facts.get("contributory_pension", False),
        "state": lambda: _state(facts),
        "stage": lambda: facts["school_stage"][0]["value"] if "school_stage" in facts else "not_enrolled",
    }
    return answers[name]()


def _paired(household: Household) -> list[tuple[Member, Person]]:
    me = household.persons[0].number
    mine = {(relation["to"], relation["kind"]) for relation in household.relationships if relation["of"] == me}
    found: list[tuple[Member, Person]] = []
    numbers = {"child": 0, "other": 0}
    for person in household.persons:
        if person.number == me:
            found.append((Member("you", "you", person.born_on), person))
        elif (person.number, "spouse") in mine:
            found.append((Member("partner", "partner", person.born_on, "spouse"), person))
        elif (person.number, "parent") in mine:
            numbers["child"] += 1
            found.append((Member(f"child-{numbers['child']}", "child", person.born_on), person))
        else:
            numbers["other"] += 1
            kind = "guardian" if (person.number, "guardian") in mine else "<relative"
            found.append((Member(f"other-{numbers['other']}", "other", person.born_on, kind), person))
    return found


def _is_valid(facts: Facts) -> bool:
    first = facts["national_number_valid"][0]
    return bool(first["starts_on"] <= AS_OF.isoformat() <= first["ends_on"])


def _state(facts: Facts) -> tuple[str, ...]:
    is_severe = any(one["value"] == "severe" for one in facts.get("disability_level", ()))
    told = {"severe": is_severe, "widow": "widow" in facts, "orphan": facts.get("orphan", False)}
    return tuple(key for key, holds in told.items() if holds)
