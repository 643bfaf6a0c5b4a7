"""What is known of one person: income month by month, work or study, pension, disability, by age and family."""

from datetime import date
from typing import Any

from demo.population.draw import Draw, Shares
from janua.values import add_months, add_years, age_on

Facts = dict[str, Any]
AS_OF = date(2026, 3, 1)
_MONTHS = tuple(add_months(date(2025, 1, 1), number) for number in range(14))
_WORK = Shares(
    {"employment": 0.62, "business": 0.09, "military_service": 0.06, "job_seeker": 0.06, "care": 0.05, "": 0.12}
)
_PAID = frozenset({"employment", "business", "military_service"})
_GROUPS = Shares({"group_1": 0.1, "group_2": 0.35, "group_3": 0.55})
_DISABLED, _DISABLED_CHILD = 0.07, 0.025
_PENSION_FROM = 60


def live(draw: Draw, born_on: date) -> Facts:
    """The facts of one person."""
    facts: Facts = {"date_of_birth": born_on.isoformat()}
    age = age_on(born_on, AS_OF)
    if age < 18:
        return facts | _child(draw, born_on, age)
    return facts | (_old(draw, born_on) if age >= _PENSION_FROM else _adult(draw, born_on, age))


def money(minor: float) -> str:
    """Minor units as a situation writes them."""
    return f"{int(minor) // 100}.{int(minor) % 100:02}"


def since(first: date, value: Any = True) -> list[Facts]:
    """Something that has held since a day without a break."""
    return [{"value": value, "starts_on": first.isoformat()}]


def _monthly(draw: Draw, middle: float, first: date = date.min) -> list[Facts]:
    """Amounts of single months, alike but for small differences; none before a day."""
    usual = draw.spread(middle, 0.45)
    return [
        {
            "value": money(usual * (0.95 + draw.random() / 10)),
            "starts_on": month.isoformat(),
            "ends_on": date.fromordinal(add_months(month, 1).toordinal() - 1).isoformat(),
        }
        for month in _MONTHS
        if month >= first
    ]


def _child(draw: Draw, born_on: date, age: int) -> Facts:
    facts: Facts = {"monthly_pension": "0.00", "monthly_alimony": "0.00", "monthly_stipend": "0.00"}
    if age >= 14:
        facts["wages"] = []
        facts["occupation"] = since(date(2020, 9, 1), "full_time_study")
    if draw.chance(_DISABLED_CHILD):
        facts |= {
            "disability": since(max(born_on, date(2018, 1, 1)), "child"),
            "disability_subgroup": draw.pick(("none", "none", "a")),
            "needs_care": draw.chance(0.6),
            "injured_by_explosives": draw.chance(0.01),
        }
    if age in (2, 3, 4, 5) and draw.chance(0.6):
        facts["communal_kindergarten"] = since(add_years(born_on, 2))
    return facts


def _adult(draw: Draw, born_on: date, age: int) -> Facts:
    facts: Facts = {"wages": [], "occupation": [], "pension_right": False, "convicted_of_security_crime": False}
    if draw.chance(_DISABLED):
        facts |= _disability(draw, born_on)
        if draw.chance(0.7):
            facts |= {"pensioner": since(date(2015, 1, 1)), "pension_right": True}
            facts |= {
                "pension_received": _monthly(draw, 3_200_00),
                "monthly_pension": money(draw.spread(3_200_00, 0.3)),
            }
    if age < 23 and draw.chance(0.55):
        facts["occupation"] = since(date(2021, 9, 1), draw.pick(("full_time_study", "full_time_study", "dual_study")))
        return facts
    kind = draw.kind(_WORK) if "disability" not in facts or draw.chance(0.4) else ""
    if kind:
        first = draw.day(date(2016, 1, 1), date(2026, 2, 1))
        facts["occupation"] = since(first, kind)
        if kind in _PAID:
            facts["wages"] = _monthly(
                draw, 42_000_00 if kind == "military_service" else 17_500_00, first.replace(day=1)
            )
        if kind == "employment" and draw.chance(0.85):
            facts["full_time_work"] = since(first)
        if kind == "job_seeker":
            facts["social_payments"] = _monthly(draw, 3_500_00, first.replace(day=1))
    if draw.chance(0.06):
        facts["other_income"] = _monthly(draw, 4_000_00)
    return facts


def _disability(draw: Draw, born_on: date) -> Facts:
    group = draw.kind(_GROUPS)
    return {
        "disability": since(max(add_years(born_on, 18), date(2010, 1, 1)), group),
        "disability_subgroup": draw.pick(("a", "b")) if group == "group_1" else "none",
        "disabled_since_childhood": draw.chance(0.25),
        "needs_care": group == "group_1" and draw.chance(0.7),
    }


def _old(draw: Draw, born_on: date) -> Facts:
    facts: Facts = {"wages": [], "occupation": [], "pension_right": True}
    if draw.chance(0.07):
        facts["pension_right"] = False
    else:
        facts["pensioner"] = since(add_years(born_on, _PENSION_FROM))
        facts["pension_received"] = _monthly(draw, 5_300_00)
        facts["monthly_pension"] = facts["pension_received"][-1]["value"]
    if draw.chance(0.15):
        facts |= _disability(draw, born_on) | {"disabled_since_childhood": False}
    if draw.chance(0.18):
        facts["occupation"] = since(date(2019, 1, 1), "employment")
        facts["wages"] = _monthly(draw, 11_000_00)
    return facts
