"""Two laws compared, as pages show it: by programme, by line of the budget, by size of change; no small group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext, ngettext, pgettext

from janua.rules.comparison import EDGES, FEWEST, GROUPS, BudgetLineChange, Comparison, ProgrammeChange
from janua.ui.on_page import language
from janua.ui.written import money
from janua.values import Money


@dataclass(frozen=True)
class Bar:
    """One bar of a picture; `share` in a hundred."""

    label: str
    share: float
    value: str
    other: bool = False


@dataclass(frozen=True)
class Means:
    """What another law means for a programme: claims by what becomes of them, and money for one period."""

    name: str
    period: str
    more: str
    newly: str
    same: str
    less: str
    no_longer: str
    neither: str
    undecided: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True)
class Costs:
    """What a line of the budget costs in a year."""

    name: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True)
class Sizes:
    """Claims of one programme that get more or less, by size of change."""

    key: str
    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Compared:
    """A comparison as a page shows it."""

    bars: tuple[Bar, ...]
    programmes: tuple[Means, ...]
    budget: tuple[Costs, ...]
    sizes: tuple[Sizes, ...]


def compared_of(found: Comparison, names: Mapping[str, str]) -> Compared:
    """What to show of a comparison that is published already.

    names   programme → its name in the page's language
    """
    return Compared(
        bars=_bars(found.programmes),
        programmes=tuple(_means(one, names.get(one.programme, one.programme)) for one in found.programmes),
        budget=tuple(_costs(line, _is_about(found, line)) for line in found.budget_lines if line.budget_line),
        sizes=tuple(
            Sizes(f"size-{one.programme}", names.get(one.programme, one.programme), _bands(one))
            for one in found.programmes
            if any(count for count in one.bands)
        ),
    )


def shown(count: int | None) -> str:
    """A count of claims; one that would tell of persons is not shown."""
    return gettext("not shown") if count is None else str(count)


def shown_few(count: int) -> str:
    """A count that is not published yet: fewer than five are not counted out."""
    if 0 < count < FEWEST:
        return ngettext("fewer than %(count)d", "fewer than %(count)d", FEWEST) % {"count": FEWEST}
    return str(count)


def _is_hidden(change: ProgrammeChange) -> bool:
    return any(group.claims is None for group in change.groups.values()) or None in change.bands


def _is_about(found: Comparison, line: BudgetLineChange) -> bool:
    return any(_is_hidden(one) for one in found.programmes if one.budget_line == line.budget_line)


def _means(change: ProgrammeChange, name: str) -> Means:
    groups, hidden = change.groups, _is_hidden(change)
    periods = {
        "day": pgettext("for one", "a day"),
        "week": pgettext("for one", "a week"),
        "month": pgettext("for one", "a month"),
        "quarter": pgettext("for one", "a quarter"),
        "year": pgettext("for one", "a year"),
        "once": pgettext("for one", "once"),
    }
    by_person = groups["by_person"].claims, groups["undecided"].claims
    return Means(
        name=name,
        period=periods[change.period],
        **{group: shown(groups[group].claims) for group in ("more", "newly", "same", "less", "no_longer", "neither")},
        undecided=shown(None if None in by_person else sum(count or 0 for count in by_person)),
        before=_about(change.cost_before, change.currency, hidden),
        after=_about(change.cost_after, change.currency, hidden),
        difference=_about(change.cost_after - change.cost_before, change.currency, hidden),
    )


def _costs(line: BudgetLineChange, hidden: bool) -> Costs:
    return Costs(
        line.budget_line,
        _about(line.year_before, line.currency, hidden),
        _about(line.year_after, line.currency, hidden),
        _about(line.year_after - line.year_before, line.currency, hidden),
    )


def _about(minor: int, currency: str, hidden: bool) -> str:
    """Money; to the nearest thousand where a small group could be told from it."""
    text = money(Money(minor, currency), language())
    return gettext("about %(money)s") % {"money": text} if hidden else text


def _bars(changes: Iterable[ProgrammeChange]) -> tuple[Bar, ...]:
    """Claims of all programmes by what becomes of them, as far as they are shown."""
    counted = dict.fromkeys(GROUPS, 0)
    hidden = set()
    for change in changes:
        for name, group in change.groups.items():
            counted[name] += group.claims or 0
            hidden |= {name} if group.claims is None else set()
    words = {
        "more": gettext("More"),
        "newly": gettext("Newly given"),
        "same": gettext("The same"),
        "less": gettext("Less"),
        "no_longer": gettext("No longer given"),
        "neither": gettext("Given by neither law"),
        "by_person": gettext("A person decides"),
        "undecided": gettext("Cannot be decided"),
    }
    known = max(sum(counted.values()), 1)
    good = ("more", "newly", "same")
    return tuple(
        Bar(word, 100 * counted[name] / known, _at_least(counted[name], name in hidden), name not in good)
        for name, word in words.items()
    )


def _at_least(count: int, hidden: bool) -> str:
    if not hidden:
        return str(count)
    return gettext("%(count)d or more") % {"count": count} if count else gettext("not shown")


def _bands(change: ProgrammeChange) -> tuple[Bar, ...]:
    """Claims of more and less by the size of the change, from the largest loss on."""
    known = max(sum(count or 0 for count in change.bands), 1)
    return tuple(
        Bar(label, 100 * (count or 0) / known, shown(count), place < len(EDGES) // 2 + 1)
        for place, (label, count) in enumerate(zip(_band_words(), change.bands, strict=True))
    )


def _band_words() -> list[str]:
    """One label more than EDGES."""
    words = [gettext("Less by %(edge)d per cent or more") % {"edge": -EDGES[0]}]
    for above, to in pairwise(EDGES):
        low, high = sorted((abs(above), abs(to)))
        if to == 0:
            words.append(gettext("Less by up to %(edge)d per cent") % {"edge": high})
        elif above == 0:
            words.append(gettext("More by up to %(edge)d per cent") % {"edge": high})
        elif to < 0:
            words.append(gettext("Less by %(low)d to %(high)d per cent") % {"low": low, "high": high})
        else:
            words.append(gettext("More by %(low)d to %(high)d per cent") % {"low": low, "high": high})
    return [*words, gettext("More by over %(edge)d per cent") % {"edge": EDGES[-1]}]
