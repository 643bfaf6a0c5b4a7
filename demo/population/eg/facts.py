"""What the registers state of a household: means, insurance, school, disability, support; and of its claims."""

from datetime import date, timedelta
from typing import Any

from demo.population.draw import Draw, Shares
from demo.population.eg.people import Household, Person
from janua.values import add_years, age_on

_CITIZENSHIPS = Shares({"EG": 0.975, "SD": 0.012, "SY": 0.008, "PS": 0.005})
_LEVELS = Shares({"mild": 0.4, "moderate": 0.35, "severe": 0.25})
_SCHOOLING = Shares(
    {"none": 0.22, "primary": 0.14, "preparatory": 0.14, "secondary_diploma": 0.35, "above_secondary": 0.15}
)
# from this age → stage, share of children who have left school by then
_STAGES = ((15, "secondary", 0.22), (12, "preparatory", 0.08), (6, "primary", 0.03))
_TERMS = ((2, 12, "first term"), (6, 18, "second term"))
_MIDDLE_SCORE = {True: 8_500.0, False: 11_500.0}  # in villages and in towns
_NOT_YET_STUDIED = 0.04  # of households, whose means nobody has tested


def state_facts(draw: Draw, household: Household, as_of: date) -> None:
    """Add everything that the registers know of the household on the day."""
    citizenship = draw.kind(_CITIZENSHIPS)
    score = draw.spread(_MIDDLE_SCORE[household.place.is_village], 0.4)
    tested = not draw.chance(_NOT_YET_STUDIED)
    for person in household.persons:
        years = age_on(person.born_on, as_of)
        person.facts["citizenship"] = citizenship
        if years >= 18:
            _grown(draw, person, years, as_of)
            if tested:
                person.facts["poverty_score"] = f"{score:.2f}"
        else:
            _child(draw, household, person, years, as_of)
        if draw.chance(0.035 if years < 60 else 0.12):
            _disability(draw, person, as_of)
    _holdings(draw, household)
    _support(draw, household, as_of, is_poor=score <= 10_000)
    _claims(draw, household, as_of)


def _grown(draw: Draw, person: Person, years: int, as_of: date) -> None:
    facts = person.facts
    issued = draw.day(add_years(as_of, -7) - timedelta(days=60), as_of)  # valid for seven years: some have expired
    last_day = add_years(issued, 7) - timedelta(days=1)
    facts["national_number_valid"] = [{"value": True, "starts_on": str(issued), "ends_on": str(last_day)}]
    if last_day < as_of:
        facts["national_number_valid"].append({"value": False, "starts_on": str(last_day + timedelta(days=1))})
    works = years < 60 and draw.chance(0.75 if person.sex == "male" else 0.2)
    insured = works and draw.chance(0.3)
    facts["socially_insured"] = insured
    has_salary = insured or (works and draw.chance(0.5))
    facts["monthly_salary"] = f"{draw.spread(5_500.0 if insured else 900.0, 0.6):.2f}" if has_salary else "0"
    facts["contributory_pension"] = years >= 60 and draw.chance(0.45 if person.sex == "male" else 0.2)
    facts["education"] = draw.kind(_SCHOOLING)


def _child(draw: Draw, household: Household, child: Person, years: int, as_of: date) -> None:
    facts = child.facts
    if household.kind in ("widow_with_children", "guardian"):
        facts["orphan"] = household.kind == "widow_with_children" or draw.chance(0.6)
        facts["contributory_pension"] = draw.chance(0.3)
    if household.kind == "guardian" and not facts["orphan"]:
        facts["child_pension_ground"] = draw.pick(("parents_unknown", "parents_divorced", "parent_imprisoned"))
    stage, left = next(((stage, left) for since, stage, left in _STAGES if years >= since), ("", 0.0))
    if not stage:
        return
    enrolled = not draw.chance(left)
    entered = date(as_of.year - 1, 9, 21)
    value = stage if enrolled else "not_enrolled"
    facts["school_stage"] = [{"value": value, "starts_on": str(entered)}]
    if enrolled:
        facts["school_attendance"] = [_term(draw, as_of.year, *term) for term in _TERMS]


def _term(draw: Draw, year: int, month: int, day: int, name: str) -> dict[str, Any]:
    """Attendance of a term: most children are near the whole, some near the limit, to a hundredth of a percent."""
    share = draw.between(7_600, 8_400) if draw.chance(0.2) else draw.between(8_400, 10_000)
    recorded = date(year, month, draw.between(day - 6, day + 6)).isoformat()
    return {"value": f"{share / 10_000:.4f}", "starts_on": recorded, "ends_on": recorded, "item": name}


def _disability(draw: Draw, person: Person, as_of: date) -> None:
    issued = draw.day(add_years(as_of, -6), as_of)
    person.facts["services_card_issued_on"] = issued.isoformat()
    last_day = add_years(issued, 5) - timedelta(days=1)
    level = draw.kind(_LEVELS)
    person.facts["disability_level"] = [{"value": level, "starts_on": str(issued), "ends_on": str(last_day)}]
    person.facts.setdefault("contributory_pension", False)


def _holdings(draw: Draw, household: Household) -> None:
    """Land, cattle, shops and other dwellings stand under the name of one of the grown."""
    holder = household.persons[min(1, len(household.persons) - 1)].facts
    if household.place.is_village:
        if draw.chance(0.28):
            holder["land_owned"] = f"{draw.between(1, 200) / 100:.2f}"
        if draw.chance(0.15):
            holder["land_rented"] = f"{draw.between(10, 200) / 100:.2f}"
        if draw.chance(0.35):
            holder["cattle"] = draw.between(1, 5)
    if draw.chance(0.06):
        holder["shops_owned"] = 1
    if draw.chance(0.07):
        holder["dwellings_besides_residence"] = draw.between(1, 2)


def _support(draw: Draw, household: Household, as_of: date, *, is_poor: bool) -> None:
    """Who is a widow, and what cash support the household has had."""
    first = household.persons[0].facts
    if household.kind == "widow_with_children" or (household.kind == "elderly_alone" and draw.chance(0.9)):
        first["widow"] = [{"value": True, "starts_on": str(draw.day(add_years(as_of, -9), as_of))}]
    supports = []
    if is_poor and draw.chance(0.5):
        programme = "karama" if household.kind.startswith("elderly") else "takaful"
        since = draw.day(date(2016, 1, 1), as_of)
        ended = draw.day(since, as_of) if draw.chance(0.15) else None
        supports.append({"value": programme, "starts_on": str(since), **({"ends_on": str(ended)} if ended else {})})
        if draw.chance(0.03):
            stop = draw.day(date(2025, 1, 1), as_of)
            first["payments_stopped"] = [{"value": True, "starts_on": str(stop), "ends_on": str(add_years(stop, 1))}]
    first["cash_support"] = supports


def _claims(draw: Draw, household: Household, as_of: date) -> None:
    """A few found to have given false data; some couples without children who ask to care for one."""
    declared = household.declared
    declared["applied_on"] = str(as_of - timedelta(days=draw.between(0, 60)))
    if draw.chance(0.02):
        declared["omitted_income"] = True
        declared["overpaid"] = f"{draw.between(1, 20_000)}"
        declared["benefit_due"] = f"{draw.pick((0, 878, 930, 1043, 1167, 1332))}"
    if household.kind == "couple" and draw.chance(0.3):
        for person in household.persons:
            for fact in ("kafala_training_passed", "health_certified", "criminal_record_clean"):
                person.facts[fact] = draw.chance(0.92)
            person.facts["infertility_certified"] = draw.chance(0.25)
        for fact in ("same_religion_as_child", "social_study_positive", "income_sufficient", "home_suitable"):
            declared[fact] = draw.chance(0.92)
