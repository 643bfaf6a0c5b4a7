"""Two laws over the same claims: groups, sums and bands by hand; small groups are left out of what is published."""

from dataclasses import replace
from datetime import date

from janua.rules import Outcome
from janua.rules.comparison import Comparison, Group, ProgrammeChange, Verdict, band_of, changes
from janua.rules.source import Programme
from janua.values import PeriodUnit

PROGRAMME = Programme("P", "sound", "family", "on", PeriodUnit.WEEK, "EUR", "Act", "Sound", 1)
NO = Verdict(Outcome.NOT_ELIGIBLE, None)


def paid(amount: int) -> Verdict:
    return Verdict(Outcome.ELIGIBLE, amount)


def test_changes_puts_each_claim_in_one_group() -> None:
    claims = [
        (paid(1000), paid(1200), 2),  # + 20 %
        (paid(1000), paid(490), 3),  # - 51 %
        (paid(1000), paid(1000), 1),
        (NO, paid(300), 4),
        (paid(700), NO, 5),
        (NO, NO, 1),
        (paid(100), Verdict(Outcome.BOARD_DECIDES, 900), 1),
        (Verdict(Outcome.CANNOT_DECIDE, None), paid(1), 1),
        (Verdict(Outcome.CANNOT_DECIDE, None), Verdict(Outcome.CANNOT_DECIDE, None), 2),
    ]

    assert changes(PROGRAMME, "5001", claims) == ProgrammeChange(
        "P", "5001", "week", "EUR",
        more=Group(1, 2), less=Group(1, 3), same=Group(1, 1), newly=Group(1, 4), no_longer=Group(1, 5),
        neither=Group(1, 1), by_person=Group(1, 1), undecided=Group(2, 3), undecided_before=2, undecided_after=1,
        gained=200 + 300, lost=510 + 700, cost_before=3 * 1000 + 700, cost_after=1200 + 490 + 1000 + 300,
        bands=(1, 0, 0, 0, 0, 0, 0, 1, 0, 0),
    )  # fmt: skip


def test_band_of_puts_an_edge_into_the_band_below() -> None:
    assert [band_of(1000, now) for now in (499, 500, 501, 999, 1001, 1010, 1011, 1500, 1501)] == [
        0, 0, 1, 4, 5, 5, 6, 8, 9,
    ]  # fmt: skip
    assert band_of(0, 1) == 9


def test_budget_lines_add_programmes_of_one_line_for_a_year() -> None:
    weekly = ProgrammeChange("P", "5001", "week", "EUR", cost_before=100, cost_after=110)
    monthly = ProgrammeChange("Q", "5001", "month", "EUR", cost_before=1000, cost_after=900)
    once = ProgrammeChange("R", "", "once", "EUR", cost_before=7, cost_after=9)

    lines = Comparison(date(2026, 2, 1), "a", "b", (weekly, monthly, once)).budget_lines

    assert [(one.budget_line, one.year_before, one.year_after) for one in lines] == [
        ("", 7, 9),
        ("5001", 52 * 100 + 12 * 1000, 52 * 110 + 12 * 900),
    ]


CHANGE = ProgrammeChange(
    "P", "5001", "week", "EUR",
    more=Group(40, 80), less=Group(3, 9), same=Group(12, 20), gained=4321, lost=99, undecided_before=0,
    cost_before=1_250_000, cost_after=1_254_222, bands=(0, 0, 0, 3, 0, 0, 40, 0, 0, 0),
)  # fmt: skip


def test_published_leaves_out_a_small_group_and_the_next_beside_it() -> None:
    published = Comparison(date(2026, 2, 1), "a", "b", (CHANGE,)).published().programmes[0]

    # Twelve are the same: with them shown, the three would be what is missing to the sum. Thousands: 12,500 → 13,000.
    assert published == replace(
        CHANGE, less=Group(None, None), same=Group(None, None), lost=None, cost_before=1_300_000,
        cost_after=1_300_000, bands=(None,) * 10,
    )  # fmt: skip


def test_published_keeps_what_is_large_enough() -> None:
    large = replace(CHANGE, less=Group(5, 9), bands=(0, 0, 0, 5, 0, 0, 40, 0, 0, 0))

    assert Comparison(date(2026, 2, 1), "a", "b", (large,)).published().programmes == (large,)


def test_published_leaves_out_the_whole_of_very_few() -> None:
    few = replace(CHANGE, more=Group(), same=Group(), gained=0, bands=(0, 0, 0, 3, 0, 0, 0, 0, 0, 0))

    published = Comparison(date(2026, 2, 1), "a", "b", (few,)).published().programmes[0]

    assert (published.less, published.lost, published.bands) == (Group(None, None), None, (None,) * 10)
