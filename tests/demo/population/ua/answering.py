"""What a drawn household would answer the calculator: the truth, as far as a question can tell it."""

from collections.abc import Callable, Mapping
from typing import Any

from demo.population.ua.population import Household
from janua.pack.questionnaire import Member

Facts = Mapping[str, Any]
_CLAIM = {"residence": "permanent_residence", "adults": "adults_consent", "sharing": "consents_to_sharing"}
_SOURCES = {"work": "wages", "pension": "pension_received", "other": "other_income"}
_AMOUNTS = {"earned": "wages", "pension": "pension_received", "income": "other_income"}
_DISABILITY = {"childhood": "disabled_since_childhood", "care": "needs_care", "explosives": "injured_by_explosives"}
_PARENT = {"single": "single_mother", "large": "large_family_certificate", "leave": "maternity_certificate"}
_CHILD = {
    "alimony": "alimony_evaded",
    "breadwinner": "breadwinner_died_without_record",
    "kindergarten": "communal_kindergarten",
}


def members_of(household: Household) -> dict[str, Member]:
    """Everybody at home as the first page asks for them, by the key in the situation."""
    me = household.people[0].key
    ties = {(tie["of"], tie["to"]): tie["kind"] for tie in household.ties}
    found, numbers = {}, {"child": 0, "other": 0}
    for one in household.people:
        mine, theirs = ties.get((me, one.key)), ties.get((one.key, me))
        if one.key == me:
            found[one.key] = Member("you", "you", one.born_on)
        elif "spouse" in (mine, theirs):
            found[one.key] = Member("partner", "partner", one.born_on, "spouse")
        else:
            role = "child" if mine == "parent" else "other"
            numbers[role] += 1
            kind = (
                ""
                if role == "child"
                else mine or ("<dependent_parent" if theirs == "dependent_parent" else "family_member")
            )
            found[one.key] = Member(f"{role}-{numbers[role]}", role, one.born_on, kind)  # type: ignore[arg-type]
    return found


def answer(household: Household, members: Mapping[str, Member], code: str, subject: str) -> Any:
    """The true answer to a question about somebody, the claim or the dwelling."""
    facts = next((household.facts[key] for key, member in members.items() if member.key == subject), {})
    name = code.removesuffix("_other").removesuffix("_child")
    if name in _AMOUNTS:
        return (facts.get(_AMOUNTS[name]) or [{"value": "0"}])[-1]["value"]
    if name in _OF_PERSON:
        return _OF_PERSON[name](facts)
    return _OF_HOUSEHOLD[name](household.declared, household.home)


def _ticks(names: Mapping[str, str], facts: Facts) -> tuple[str, ...]:
    return tuple(key for key, name in names.items() if facts.get(name))


def _disability(facts: Facts) -> str:
    if not facts.get("disability"):
        return "none"
    group = facts["disability"][0]["value"]
    if group == "group_1":
        return f"group_1/{facts['disability_subgroup']}"
    return "child/a" if group == "child" and facts["disability_subgroup"] == "a" else str(group)


def _work(facts: Facts) -> str:
    doing = facts.get("occupation") or [{"value": "nothing"}]
    return {"employment": "full_time"}.get(doing[0]["value"], str(doing[0]["value"]))


def _displaced(facts: Facts) -> str:
    if "idp_registered" not in facts:
        return "no"
    return "home_lost" if facts["home_destroyed"] else str(facts["displaced_from"])


def _property(declared: Facts) -> tuple[str, ...]:
    has = {
        "deposits": declared["deposits"] != "0.00",
        "purchase": declared["largest_purchase"] != "0.00",
        "dwelling": declared["second_dwelling"] != "none",
        "car": "newest_car_year" in declared,
    }
    return tuple(key for key, there in has.items() if there)


_OF_PERSON: dict[str, Callable[[Facts], Any]] = {
    "displaced": _displaced,
    "disability": _disability,
    "disability_more": lambda facts: _ticks(_DISABILITY, facts),
    "money": lambda facts: _ticks(_SOURCES, facts),
    "work": _work,
    "pension_right": lambda facts: facts.get("pension_right", False),
    "parent": lambda facts: (*_ticks(_PARENT, facts), *(("pregnant",) if "pregnancy_week" in facts else ())),
    "week": lambda facts: facts.get("pregnancy_week", 0),
    "insured": lambda facts: facts.get("maternity_insured", False),
    "child": lambda facts: _ticks(_CHILD, facts),
    "alimony": lambda facts: facts.get("monthly_alimony", "0"),
    "stipend": lambda facts: facts.get("monthly_stipend", "0"),
}
_OF_HOUSEHOLD: dict[str, Callable[[Facts, Facts], Any]] = {
    "family": lambda declared, _: (*_ticks(_CLAIM, declared), *_property(declared)),
    "deposits": lambda declared, _: declared["deposits"],
    "purchase": lambda declared, _: declared["largest_purchase"],
    "dwelling": lambda declared, _: declared["second_dwelling"],
    "car": lambda declared, _: declared.get("newest_car_year", 0),
    "second_car": lambda declared, _: declared.get("second_newest_car_year", 0),
    "extension": lambda declared, _: declared["extension"],
    "services": lambda _, home: home["charges_within_norms"],
    "heating": lambda _, home: home["charges_by_area"],
    "area": lambda _, home: round(float(home["area"])),
}
