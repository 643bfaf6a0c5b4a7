"""Facts over time in arrays: sums, counts and cover of entries over a window; as `janua.rules.series`, also compiled.

Entries `lo` to `hi` (not included) of values, starts, ends and dated are one person's. `which` says which count:
all with a value, those that are no no, or those whose value is among `listed` from `first` to `last` (not included).
Where two come back, the second says that the first is not known.
"""

from numba.extending import register_jitable

from janua.rules.batch import days
from janua.rules.batch.words import NA, Ints, among

EVERY, YES, LISTED = 0, 1, 2
REFUSE, BY_START, BY_END = 0, 1, 2  # what an entry does that crosses the window's edge
MOST = 2**62


@register_jitable
def counts(values: Ints, at: int, which: int, listed: Ints, first: int, last: int) -> bool:
    """Does an entry count?"""
    value = values[at]
    if value == NA:
        return False
    if which == EVERY:
        return True
    if which == YES:
        return value != 0
    return among(listed, first, last, value)


@register_jitable
def unclear(values: Ints, starts: Ints, ends: Ints, lo: int, hi: int, w0: int, w1: int) -> bool:
    """Does an entry without value touch the window?"""
    for at in range(lo, hi):  # noqa: SIM110 - compiled
        if values[at] == NA and starts[at] <= w1 and w0 <= ends[at]:
            return True
    return False


@register_jitable
def inside(starts: Ints, ends: Ints, dated: Ints, at: int, w0: int, w1: int, crossing: int) -> int:
    """1: the entry counts in the window, 0: not, -1: that cannot be said."""
    if dated[at] == 0 or (w0 <= starts[at] and ends[at] <= w1):
        return 1
    if ends[at] < w0 or w1 < starts[at]:
        return 0
    if crossing == REFUSE:
        return -1
    edge = starts[at] if crossing == BY_START else ends[at]
    return 1 if w0 <= edge <= w1 else 0


@register_jitable
def count(
    values: Ints,
    starts: Ints,
    ends: Ints,
    lo: int,
    hi: int,
    w0: int,
    w1: int,
    which: int,
    listed: Ints,
    first: int,
    last: int,
) -> tuple[int, bool]:
    """Entries that touch the window."""
    found = 0
    for at in range(lo, hi):
        if starts[at] <= w1 and w0 <= ends[at] and counts(values, at, which, listed, first, last):
            found += 1
    return found, unclear(values, starts, ends, lo, hi, w0, w1)


@register_jitable
def count_by(
    values: Ints,
    starts: Ints,
    ends: Ints,
    dated: Ints,
    lo: int,
    hi: int,
    w0: int,
    w1: int,
    crossing: int,
    which: int,
    listed: Ints,
    first: int,
    last: int,
) -> tuple[int, bool]:
    """Entries that begin (or end) in the window; an entry without days counts in any."""
    found = 0
    for at in range(lo, hi):
        edge = starts[at] if crossing == BY_START else ends[at]
        if (dated[at] == 0 or w0 <= edge <= w1) and counts(values, at, which, listed, first, last):
            found += 1
    return found, unclear(values, starts, ends, lo, hi, w0, w1)


@register_jitable
def held(
    values: Ints,
    starts: Ints,
    ends: Ints,
    lo: int,
    hi: int,
    day: int,
    which: int,
    listed: Ints,
    first: int,
    last: int,
) -> tuple[int, bool]:
    """Is the day covered? An entry without value leaves it open only where no other covers it."""
    for at in range(lo, hi):
        if starts[at] <= day <= ends[at] and counts(values, at, which, listed, first, last):
            return 1, False
    return 0, unclear(values, starts, ends, lo, hi, day, day)


@register_jitable
def next_span(
    values: Ints,
    starts: Ints,
    ends: Ints,
    lo: int,
    hi: int,
    after: int,
    which: int,
    listed: Ints,
    first: int,
    last: int,
) -> tuple[bool, int, int]:
    """The first stretch of days covered that begins later than a day: whether there is one, its first and last day."""
    begins = MOST
    for at in range(lo, hi):
        if after < starts[at] < begins and counts(values, at, which, listed, first, last):
            begins = starts[at]
    if begins == MOST:
        return False, 0, 0
    until = begins
    grows = True
    while grows:
        grows = False
        for at in range(lo, hi):
            further = begins <= starts[at] <= until + 1 and ends[at] > until
            if further and counts(values, at, which, listed, first, last):
                until = ends[at]
                grows = True
    return True, begins, until


@register_jitable
def covered_days(
    values: Ints,
    starts: Ints,
    ends: Ints,
    lo: int,
    hi: int,
    w0: int,
    w1: int,
    which: int,
    listed: Ints,
    first: int,
    last: int,
) -> tuple[int, bool]:
    """Days of the window covered, each once."""
    found = 0
    more, begins, until = next_span(values, starts, ends, lo, hi, -1, which, listed, first, last)
    while more:
        found += max(min(until, w1) - max(begins, w0) + 1, 0)
        more, begins, until = next_span(values, starts, ends, lo, hi, until + 1, which, listed, first, last)
    return found, unclear(values, starts, ends, lo, hi, w0, w1)


@register_jitable
def _within_one(
    values: Ints,
    starts: Ints,
    ends: Ints,
    lo: int,
    hi: int,
    a: int,
    b: int,
    which: int,
    listed: Ints,
    first: int,
    last: int,
) -> int:
    """Does one stretch hold both days?"""
    more, begins, until = next_span(values, starts, ends, lo, hi, -1, which, listed, first, last)
    while more:
        if begins <= a and b <= until:
            return 1
        more, begins, until = next_span(values, starts, ends, lo, hi, until + 1, which, listed, first, last)
    return 0


@register_jitable
def months(
    values: Ints,
    starts: Ints,
    ends: Ints,
    lo: int,
    hi: int,
    w0: int,
    w1: int,
    which: int,
    listed: Ints,
    first: int,
    last: int,
) -> tuple[int, bool]:
    """Whole months of the window, counted from its first day, that are covered throughout."""
    found, number = 0, 0
    until = days.add_months(w0, 1) - 1
    while until <= min(w1, days.FOR_EVER - 2):
        begins = days.add_months(w0, number)
        found += _within_one(values, starts, ends, lo, hi, begins, until, which, listed, first, last)
        number += 1
        until = days.add_months(w0, number + 1) - 1
    return found, unclear(values, starts, ends, lo, hi, w0, w1)


@register_jitable
def covered(
    values: Ints,
    starts: Ints,
    ends: Ints,
    lo: int,
    hi: int,
    w0: int,
    w1: int,
    which: int,
    listed: Ints,
    first: int,
    last: int,
) -> tuple[int, bool]:
    """Is every day of the window covered?"""
    if _within_one(values, starts, ends, lo, hi, w0, w1, which, listed, first, last):
        return 1, False
    return 0, unclear(values, starts, ends, lo, hi, w0, w1)


@register_jitable
def first_day(
    values: Ints,
    starts: Ints,
    ends: Ints,
    lo: int,
    hi: int,
    w0: int,
    w1: int,
    which: int,
    listed: Ints,
    first: int,
    last: int,
) -> tuple[int, bool]:
    """First covered day inside the window; unknown where there is none."""
    more, begins, until = next_span(values, starts, ends, lo, hi, -1, which, listed, first, last)
    while more:
        if max(begins, w0) <= min(until, w1):
            return max(begins, w0), unclear(values, starts, ends, lo, hi, w0, w1)
        more, begins, until = next_span(values, starts, ends, lo, hi, until + 1, which, listed, first, last)
    return w0, True


@register_jitable
def last_day(
    values: Ints,
    starts: Ints,
    ends: Ints,
    lo: int,
    hi: int,
    w0: int,
    w1: int,
    which: int,
    listed: Ints,
    first: int,
    last: int,
) -> tuple[int, bool]:
    """Last covered day inside the window; unknown where there is none."""
    found = -1
    more, begins, until = next_span(values, starts, ends, lo, hi, -1, which, listed, first, last)
    while more:
        if max(begins, w0) <= min(until, w1):
            found = min(until, w1)
        more, begins, until = next_span(values, starts, ends, lo, hi, until + 1, which, listed, first, last)
    if found < 0:
        return w0, True
    return found, unclear(values, starts, ends, lo, hi, w0, w1)


@register_jitable
def since(
    values: Ints,
    starts: Ints,
    ends: Ints,
    lo: int,
    hi: int,
    day: int,
    which: int,
    listed: Ints,
    first: int,
    last: int,
) -> tuple[int, bool]:
    """First day of the unbroken cover that includes the day; unknown where there is none."""
    more, begins, until = next_span(values, starts, ends, lo, hi, -1, which, listed, first, last)
    while more:
        if begins <= day <= until:
            return begins, unclear(values, starts, ends, lo, hi, day, day)
        more, begins, until = next_span(values, starts, ends, lo, hi, until + 1, which, listed, first, last)
    return day, True


@register_jitable
def value_on(values: Ints, starts: Ints, ends: Ints, lo: int, hi: int, day: int, default: int) -> int:
    """The value on a day: of the entries that hold, that which began last; the default where none holds."""
    best = -1
    for at in range(lo, hi):
        if starts[at] <= day <= ends[at] and (best < 0 or starts[at] > starts[best]):
            best = at
    if best < 0:
        return default if hi > lo else NA
    for at in range(lo, hi):
        if starts[at] == starts[best] and day <= ends[at] and values[at] != values[best]:
            return NA
    return values[best]


@register_jitable
def all_known(values: Ints, lo: int, hi: int) -> bool:
    """Has every entry a value?"""
    for at in range(lo, hi):  # noqa: SIM110 - compiled
        if values[at] == NA:
            return False
    return True
