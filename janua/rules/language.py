"""The words of the law language, so that a law file imports what it uses and editors know it.

Law is read, checked and lowered, never run: these names have no behaviour of their own. See docs/rules-language.md.
"""

from typing import Any

PERIOD_NAMES = {"DAY": "day", "WEEK": "week", "MONTH": "month", "QUARTER": "quarter", "YEAR": "year", "ONCE": "once"}
CONSTANTS = frozenset(
    """UNIT PERSON CENT NOT_ELIGIBLE NEEDS_WAIVER BOARD_DECIDES PERIOD_FIRST EVENT APPLIED ON BY_START BY_END
    FEBRUARY_28""".split()
)
ANNOTATIONS = frozenset("Window Date Count Money Rate".split())
DECORATORS = frozenset("rule condition alternative amount exception_to".split())
ROUNDINGS = {
    "round_half_up": "half_up",
    "round_half_even": "half_even",
    "round_down": "down",
    "round_up": "up",
    "round_floor": "floor",
}
FUNCTIONS = frozenset(
    """abs add_days add_months add_years age all all_of any any_of bands bracket calendar_month calendar_quarter
    calendar_year clip count covered day days days_before days_between days_of entry first first_day held known
    last_day marginal max max_of min min_of month_of months months_before months_between months_of per rate share
    since sum total up_to value_on weeks window year_of years_before""".split()
) | set(ROUNDINGS)
BUILT_IN = frozenset(("p", "period", "on", "applied_on", "event_on"))


def is_currency(name: str) -> bool:
    """Currencies are written by their code: EUR, UAH."""
    return len(name) == 3 and name.isascii() and name.isupper()


def knows(name: str) -> bool:
    """Is this a word of the language?"""
    words = CONSTANTS | ANNOTATIONS | DECORATORS | FUNCTIONS | set(PERIOD_NAMES) | {"programme"}
    return name in words or is_currency(name)


def __getattr__(name: str) -> Any:
    if not knows(name):
        raise AttributeError(f"the law language has no word {name!r}")
    return name
