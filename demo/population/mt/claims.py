"""What a family tells of itself because no register of the population states it: means, rent, health, work."""

from typing import Any

from demo.population.draw import Draw, Shares
from demo.population.mt.calendar import AS_OF
from demo.population.people import Person
from janua.values import Money, age_on

Told = dict[str, Any]
_HOMES = Shares({"own_home": 0.72, "with_relatives": 0.2, "private_home_at_own_cost": 0.03, "public_home": 0.05})


def told(draw: Draw, person: Person, *, pays_rent: bool) -> Told:
    """What is told of one person, by age."""
    age = age_on(person.born_on, AS_OF)
    if age < 18:
        return {"has_disability": draw.chance(0.03)}
    found: Told = {
        "has_disability": draw.chance(0.04),
        "capital": _money(draw.spread(7_000_00, 1.4)) if draw.chance(0.8) else "0.00",
        "weekly_income": _money(draw.spread(30_00, 0.9)) if draw.chance(0.15) else "0.00",
        "pays_rent": pays_rent,
        "cannot_work_for_health": draw.chance(0.06),
        "responsible_for_household": draw.chance(0.9),
        "wider_family_at_home": "none",
        "holds_energy_account": draw.chance(0.9),
        "pensionable_income": _money(draw.spread(17_000_00, 0.4)),
        "paid_maternity_leave": draw.chance(0.6),
        "worked_in_maternity_weeks": draw.chance(0.1),
        "household_income_of_year": _money(draw.spread(26_000_00, 0.7)),
        "receives_contributory_pension": age >= 64 and draw.chance(0.75),
        "contribution_years": min(draw.between(0, 45), max(age - 18, 0)),
    }
    if not (person.work and person.work.registrations):
        found |= {
            "unemployment_register": [],
            "fit_for_work": draw.chance(0.93),
            "available_for_work": draw.chance(0.9),
        }
    if age >= 60:
        found["living_arrangement"] = draw.kind(_HOMES)
    return found


def _money(minor: float) -> str:
    return Money(int(minor), "EUR").amount
