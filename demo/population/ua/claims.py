"""What a household declares: what it owns and has bought, what its home costs, what it asks for."""

from datetime import date, timedelta

from demo.population.draw import Draw, Shares
from demo.population.ua.lives import AS_OF, Facts, money

_SECOND = Shares({"none": 0.86, "usable": 0.09, "lost": 0.05})


def declare(draw: Draw) -> Facts:
    """The claim of a household."""
    applied_on = AS_OF + timedelta(days=draw.between(-110, 30))
    declared: Facts = {
        "applied_on": applied_on.isoformat(),
        "permanent_residence": not draw.chance(0.01),
        "deposits": money(draw.spread(25_000_00, 1.3)) if draw.chance(0.35) else "0.00",
        "largest_purchase": money(draw.spread(18_000_00, 0.9)) if draw.chance(0.5) else "0.00",
        "second_dwelling": draw.kind(_SECOND),
        "adults_consent": not draw.chance(0.04),
        "consents_to_sharing": draw.chance(0.8),
        "organisation_selected": draw.chance(0.25),
        "extension": draw.chance(0.6),
    }
    if draw.chance(0.35):
        declared["newest_car_year"] = draw.between(1998, 2025)
        if draw.chance(0.15):
            declared["second_newest_car_year"] = min(declared["newest_car_year"], draw.between(1995, 2024))
    if draw.chance(0.03):
        declared["largest_currency_purchase"] = money(draw.spread(70_000_00, 0.6))
    if draw.chance(0.02):
        declared["home_purchase"] = money(draw.spread(140_000_00, 0.7))
    if draw.chance(0.02):
        declared["newest_car_bought_while_displaced"] = True
    if draw.chance(0.05):
        declared["recalculated_income"] = money(draw.spread(12_000_00, 0.7))
    if draw.chance(0.3):
        declared["subsidy_granted_on"] = date(2025, 10, 1).isoformat()
    return declared


def dwelling(draw: Draw, people: int) -> Facts:
    """A home: its area, what is paid by area, and what the other services cost within the norms."""
    area = draw.between(2_800, 6_500) + 700 * people
    return {
        "area": f"{area / 100:.2f}",
        "charges_by_area": money(area * draw.between(22, 48)),
        "charges_within_norms": money(55_000 + people * draw.between(25_000, 60_000)),
    }
