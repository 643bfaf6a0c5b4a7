"""What a household and its officers say on the claims: assessments, estimates, losses, earlier grants."""

from collections.abc import Mapping
from datetime import date, timedelta

from demo.population.draw import Draw, Shares
from demo.population.tt.lives import Facts, money, worth

_TENURES = Shares(
    {
        "deed": 0.42,
        "co_owner_with_consent": 0.08,
        "owners_permission": 0.18,
        "rent_receipts_of_three_years": 0.12,
        "certificate_of_comfort": 0.06,
        "none": 0.14,
    }
)
_ENOUGH = 3_000_00  # of monthly income a head, above which officers mostly find no need


def declare(draw: Draw, facts: Mapping[str, Facts], declared: Facts, as_of: date) -> None:
    """Fill the claim: when it was made, what officers found, what is needed."""
    applied_on = as_of - timedelta(days=draw.between(0, 120))
    month = sum(worth(one) for one in facts.values()) // 12
    poor = month // len(facts) < _ENOUGH
    declared |= {
        "applied_on": applied_on.isoformat(),
        "means_test": _found(draw, "passed", "failed", likely=poor),
        "board_acceptance": _found(draw, "accepted", "refused", likely=True, open_word="not_decided"),
        "food_support_assessment": _found(draw, "in_need", "not_in_need", likely=poor),
        "development_programme": draw.pick(("joins", "joins", "joins", "excused", "declines")),
        "tenure": draw.kind(_TENURES),
        "household_income": money(month),
        "household_size": len(facts),
        "lost_income": draw.chance(0.08),
        "death_certified": draw.chance(0.05),
        "other_funeral_support": draw.chance(0.4),
        "documents_complete_on": (applied_on + timedelta(days=draw.between(0, 48))).isoformat(),
    }
    if declared["death_certified"]:
        declared["funeral_bill"] = money(draw.between(3_000_00, 14_000_00))
    if declared["lost_income"]:
        declared["rent_need"] = money(draw.between(800_00, 4_000_00))
    for name, share in (("repair_estimate", 0.2), ("plumbing_estimate", 0.1), ("wiring_estimate", 0.1)):
        if draw.chance(share):
            declared[name] = money(draw.between(2_000_00, 26_000_00))
    if draw.chance(0.1):
        declared["improvement_estimate"] = money(draw.between(4_000_00, 30_000_00))
    if draw.chance(0.05):
        declared["housing_ministry_award_on"] = draw.day(date(2012, 1, 1), as_of).isoformat()
    _go_on(draw, declared, as_of)
    _need(draw, facts)


def lose_what_a_disaster_takes(draw: Draw, facts: Mapping[str, Facts], declared: Facts) -> None:
    """A flood or a fire: clothing, school supplies and household items are gone."""
    declared["disaster_recorded"] = True
    declared["household_items_need"] = money(draw.between(1_000_00, 14_000_00))
    for one in facts.values():
        if "date_of_death" not in one:
            one["clothing_need"] = money(draw.between(200_00, 1_500_00))
        if one.get("school_level") in ("primary", "secondary"):
            one["school_supplies_need"] = money(draw.between(200_00, 1_400_00))


def _found(draw: Draw, good: str, bad: str, *, likely: bool, open_word: str = "not_done") -> str:
    if draw.chance(0.25):
        return open_word
    return good if draw.chance(0.85 if likely else 0.1) else bad


def _go_on(draw: Draw, declared: Facts, as_of: date) -> None:
    """Grants that have been paid for some time."""
    if draw.chance(0.3):
        first = as_of - timedelta(days=draw.between(30, 1000))
        declared["food_support_first_paid"] = first.isoformat()
        if draw.chance(0.1):
            declared["food_support_extended_until"] = (as_of + timedelta(days=draw.between(10, 200))).isoformat()
    if draw.chance(0.1):
        declared["household_items_awarded_on"] = draw.day(date(2019, 1, 1), as_of).isoformat()
    if "household_items_need" not in declared and draw.chance(0.15):
        declared["household_items_need"] = money(draw.between(1_000_00, 9_000_00))


def _need(draw: Draw, facts: Mapping[str, Facts]) -> None:
    """Special diets and the way to school."""
    for one in facts.values():
        if "date_of_death" in one:
            continue
        if draw.chance(0.02):
            one |= {"dietary_letter": True, "dietary_need": money(draw.between(150_00, 900_00))}
        if one.get("school_level") == "secondary" and draw.chance(0.25):
            one["education_need"] = money(draw.between(100_00, 800_00))
