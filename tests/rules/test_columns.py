"""Situations as columns: whom they hold, what is known of them, and what is not."""

from datetime import date
from pathlib import Path

import pytest

from janua.rules import Law
from janua.rules.columns import AFTER_ALL, BEFORE_ALL, TooWide, layout_of, tables_of
from tests.rules.laws import HEAD, ON, family, law_of, write
from tests.rules.laws import load as load_folder

READING = """
@condition("Act, s. 1")
def grown(claimant, children, started_by, period):
    return claimant.wage >= 0 and started_by == "birth" and total(claimant.income, period) >= 0


@rule("Act, s. 2")
def seats(children, rooms, on):
    return sum(child.place_at_table for child in children if held(child.resident, on)) + rooms
"""


def law(folder: Path) -> Law:
    return law_of(folder, READING + "\n@condition('Act')\ndef seated(seats):\n    return seats > 0\n")


def test_layout_names_what_is_read(tmp_path: Path) -> None:
    layout = layout_of(law(tmp_path), "P")

    assert layout.roles == ("claimant", "partner", "children", "everybody")
    assert [attribute.name for attribute in layout.of_members] == ["place_at_table", "wage"]
    assert [attribute.name for attribute in layout.of_units] == ["rooms", "started_by"]
    assert [attribute.name for attribute in layout.series] == ["income", "resident"]


def test_layout_refuses_a_number_wider_than_a_column(tmp_path: Path) -> None:
    wide = law_of(tmp_path, '@condition("Act")\ndef few(claimant):\n    return claimant.huge < 5\n')

    with pytest.raises(TooWide, match="huge"):
        layout_of(wide, "P")


def test_tables_hold_roles_by_place_and_values_in_the_integer_form(tmp_path: Path) -> None:
    first = family({"wage": "80.50"}, children=1, partner={"wage": None})
    second = family({"wage": {"status": "refused"}}, children=0, more={"declared": {"started_by": "birth"}})

    tables = tables_of(law(tmp_path), "P", [(4, first), (9, second)], ON)

    day = ON.toordinal()
    assert tables.units == {
        "unit": [4, 9],
        "members": [3, 1],
        "parameter_day": [day, day],
        "applied_on": [day, day],
        "event_on": [None, None],
        "fact_rooms": [None, None],
        "fact_started_by": [0, 1],
    }
    assert tables.members == {
        "unit": [4, 4, 4, 9],
        "member": [0, 1, 2, 0],
        "role_claimant": [0, None, None, 0],
        "role_partner": [None, 0, None, None],
        "role_children": [None, None, 0, None],
        "role_everybody": [0, 1, 2, 0],
        "fact_place_at_table": [1, 2, 3, 1],
        "fact_wage": [8050, None, None, None],
    }


def test_tables_hold_entries_and_tell_no_entry_from_nothing_known(tmp_path: Path) -> None:
    income = [
        {"value": "10", "starts_on": "2026-01-01", "ends_on": "2026-01-31"},
        {"value": None, "starts_on": "2026-02-01"},
    ]
    known = family({"income": income}, children=0)
    none, silent = family({"income": []}, children=0), family(children=0)

    table = tables_of(law(tmp_path), "P", [(1, known), (2, none), (3, silent)], ON).series["income"]

    assert table == {
        "unit": [1, 1, 3],
        "member": [0, 0, 0],
        "ordinal": [0, 1, 0],
        "value": [1000, None, None],
        "starts_on": [date(2026, 1, 1).toordinal(), date(2026, 2, 1).toordinal(), BEFORE_ALL],
        "ends_on": [date(2026, 1, 31).toordinal(), date.max.toordinal(), AFTER_ALL],
        "dated": [1, 1, 0],
    }


def test_tables_leave_the_parameter_day_open_where_the_event_is_not_known(tmp_path: Path) -> None:
    text = HEAD.replace("parameters=ON", "parameters=EVENT") + '@condition("Act")\ndef yes(on):\n    return on == on\n'
    by_event = load_folder(write(tmp_path, sound=text))
    happened = family(children=0, more={"declared": {"event_on": "2026-01-05"}})

    units = tables_of(by_event, "P", [(1, family(children=0)), (2, happened)], ON).units

    event = date(2026, 1, 5).toordinal()
    assert units["parameter_day"] == [None, event]
    assert units["event_on"] == [None, event]
