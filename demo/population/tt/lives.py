"""What is known of one person: stays, income, health and school, by age and by what the country's lives are like."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from demo.population.draw import Draw, Shares
from janua.values import age_on

Facts = dict[str, Any]
_DAY = timedelta(days=1)
_ABROAD = 0.16  # of natives of 40 and older, some years in another country
_TRAVELS = 0.35
_DISABLED = 0.035
_RETIRED_AT = 60
_WORK = Shares({"not_paid": 0.34, "weekly": 0.14, "fortnightly": 0.22, "monthly": 0.30})
_PAY_DAYS = {"weekly": 52, "fortnightly": 26, "monthly": 12}
_LEVELS = Shares({"none": 0.955, "mild": 0.018, "moderate": 0.012, "severe": 0.010, "complete": 0.005})
_NO_INCOME = ("nis_pension", "other_pensions", "wage", "rental_income", "yearly_income", "other_income")


def live(draw: Draw, born_on: date, came_on: date | None, as_of: date) -> Facts:
    """The facts of somebody alive on `as_of`; `came_on` where the person was born abroad."""
    age = age_on(born_on, as_of)
    facts: Facts = {
        "date_of_birth": born_on.isoformat(),
        "in_country": _stays(draw, born_on, came_on, as_of),
        "resides_in_country": True,
        "status_in_country": _status(draw, came_on),
    }
    return facts | (_adult(draw, born_on, age, as_of) if age >= 18 else _child(draw, age))


def _status(draw: Draw, came_on: date | None) -> str:
    if came_on is None:
        return "citizen"
    return "legal_resident" if draw.chance(0.6) else "neither"


def _stays(draw: Draw, born_on: date, came_on: date | None, as_of: date) -> list[Facts]:
    """Stays in the country, the days of departure and arrival included."""
    stays: list[Facts] = []
    start = came_on or born_on
    if came_on is None and age_on(born_on, as_of) >= 40 and draw.chance(_ABROAD):
        left = draw.day(born_on + 18 * 366 * _DAY, as_of - 800 * _DAY)
        back = min(left + draw.between(400, 9000) * _DAY, as_of - 30 * _DAY)
        stays.append(_stay(start, left))
        start = back
    if draw.chance(_TRAVELS) and (as_of - start).days > 1000:
        left = draw.day(as_of - 900 * _DAY, as_of - 60 * _DAY)
        stays.append(_stay(start, left))
        start = left + draw.between(1, 55) * _DAY
    return [*stays, _stay(start, None)]


def _stay(starts_on: date, ends_on: date | None) -> Facts:
    stay: Facts = {"value": True, "starts_on": starts_on.isoformat()}
    return stay if ends_on is None else {**stay, "ends_on": ends_on.isoformat()}


def _adult(draw: Draw, born_on: date, age: int, as_of: date) -> Facts:
    disabled = draw.chance(_DISABLED)
    works = draw.kind(_WORK) if age < _RETIRED_AT and not disabled else "not_paid"
    minor = dict.fromkeys(_NO_INCOME, 0)
    if works != "not_paid":
        minor["wage"] = int(draw.spread(72_000_00, 0.55)) // _PAY_DAYS[works]
    if age >= _RETIRED_AT:
        minor["nis_pension"] = 300_000 if draw.chance(0.55) else int(draw.spread(180_000, 0.4)) * draw.between(0, 1)
        minor["other_pensions"] = int(draw.spread(260_000, 0.6)) if draw.chance(0.18) else 0
    minor["rental_income"] = int(draw.spread(220_000, 0.4)) if draw.chance(0.05) else 0
    minor["yearly_income"] = int(draw.spread(90_000, 1.1)) if draw.chance(0.2) else 0
    minor["other_income"] = int(draw.spread(80_000, 0.5)) if draw.chance(0.12) else 0
    months = sum(minor[name] for name in _NO_INCOME if name not in ("wage", "yearly_income"))
    year = 12 * months + minor["yearly_income"] + minor["wage"] * _PAY_DAYS.get(works, 0)
    return {
        **{name: money(amount) for name, amount in minor.items()},
        "wage_paid": works,
        "income_of_twelve_months": money(year),
        "unemployed": works == "not_paid",
        "unable_to_earn": disabled,
        "permanently_disabled": disabled and draw.chance(0.8),
        "school_level": "none",
        "grants_in_payment": _grants(draw, born_on, months, disabled=disabled, age=age, as_of=as_of),
    }


def _grants(draw: Draw, born_on: date, months: int, *, disabled: bool, age: int, as_of: date) -> list[Facts]:
    """What is already paid: most of those who may have the pension do, and many who are disabled."""
    if age >= 65 and months <= 550_000 and draw.chance(0.85):
        since = max(date(born_on.year + 65, born_on.month, 1), date(2019, 1, 1))
        return [{"value": "pension", "starts_on": min(since, as_of).isoformat()}]
    if age < 65 and disabled and draw.chance(0.6):
        return [{"value": "disability", "starts_on": (as_of - draw.between(30, 1500) * _DAY).isoformat()}]
    return []


def _child(draw: Draw, age: int) -> Facts:
    level = draw.kind(_LEVELS)
    severe = level in ("severe", "complete")
    return {
        "disability_level": level,
        "other_disability_benefit": money(draw.pick((0, 0, 0, 90_000, 150_000, 160_000)) if severe else 0),
        "school_level": "primary" if 5 <= age <= 11 else "secondary" if age >= 12 else "none",
        "unable_to_earn": False,
    }


def money(minor: int) -> str:
    """Minor units as a situation writes them."""
    return f"{minor // 100}.{minor % 100:02}"


def worth(facts: Mapping[str, Any]) -> int:
    """The income of twelve months, in minor units; nothing for a child."""
    whole, _, rest = str(facts.get("income_of_twelve_months", "0.00")).partition(".")
    return int(whole) * 100 + int(rest)
