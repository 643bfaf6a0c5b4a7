"""No cell of a table tells of fewer than five, and none that is left out can be told from the others."""

from hypothesis import given
from hypothesis import strategies as st

from janua.analytics.actions.groups import COLUMNS, groups_published
from janua.rules.comparison import Group, ProgrammeChange

COUNTS = st.integers(0, 12)


def change(more: int, less: int, same: int, cost: int = 0) -> ProgrammeChange:
    """A group of claims."""
    return ProgrammeChange(
        "A", "", "month", "EUR", more=Group(more), less=Group(less), same=Group(same), cost_after=cost
    )


def test_large_groups_stay_as_they_are() -> None:
    rows = groups_published([change(5, 6, 7, 100), change(50, 0, 0, 200)])
    assert [(row.cells, row.cost) for row in rows] == [
        ({"gain": 5, "lose": 6, "same": 7}, 100),
        ({"gain": 50, "lose": 0, "same": 0}, 200),
    ]


def test_a_small_cell_takes_the_next_ones_of_its_row_and_column_with_it() -> None:
    rows = groups_published([change(3, 20, 30, 1), change(9, 40, 50, 2), change(100, 60, 70, 4)])
    # Three gain: from the first row's and the first column's sums they could be told.
    assert [(row.cells, row.cost) for row in rows] == [
        ({"gain": None, "lose": None, "same": 30}, None),
        ({"gain": None, "lose": None, "same": 50}, None),
        ({"gain": 100, "lose": 60, "same": 70}, 4),
    ]


def test_money_of_one_row_is_not_told_from_the_sum() -> None:
    rows = groups_published([change(3, 0, 0, 7), change(50, 0, 0, 100), change(80, 0, 0, 200)])
    assert [row.cost for row in rows] == [None, None, 200]


@given(st.lists(st.tuples(COUNTS, COUNTS, COUNTS), min_size=1, max_size=11))
def test_no_line_leaves_out_one_cell_alone(counts: list[tuple[int, int, int]]) -> None:
    rows = groups_published([change(*one) for one in counts])
    table = [[row.cells[name] for name in COLUMNS] for row in rows]
    assert not any(0 < (cell or 0) < 5 for line in table for cell in line)
    for line in (*table, *map(list, zip(*table, strict=True))):
        # One alone is left out only where all the others are nobody.
        assert line.count(None) != 1 or not any(line)
    assert sum(row.cost is None for row in rows) != 1 or not any(
        row.cost is not None and any(row.cells.values()) for row in rows
    )
