"""Situations: what is read, and what is refused with the nearest word."""

from datetime import date
from typing import Any

import pytest

from janua.rules import Situation, SituationError, View
from janua.rules.situation import Held
from janua.values import Period
from tests.rules.laws import ATTRIBUTES


def read(**parts: Any) -> Situation:
    document: dict[str, Any] = {"persons": {"anna": {}}, "claimant": "anna", **parts}
    return Situation.from_json(document, ATTRIBUTES)


STATUS = r"status 'perhaps' is none of not known, refused, not applicable"
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "unknown attribute": (
        {"persons": {"anna": {"wages": "1"}}},
        r"persons\.anna: no attribute 'wages' of a person; did you mean wage\?",
    ),
    "attribute of another": ({"persons": {"anna": {"rooms": 1}}}, r"no attribute 'rooms' of a person"),
    "unknown choice": (
        {"persons": {"anna": {"status": "citzen"}}},
        r"persons\.anna\.status: 'citzen' is not among its choices; did you mean citizen\?",
    ),
    "inexact": ({"persons": {"anna": {"wage": 1.5}}}, r"1\.5 is not exact; write it in quotes"),
    "no number": ({"persons": {"anna": {"wage": "much"}}}, r"'much' is no number"),
    "third decimal": ({"persons": {"anna": {"wage": "1.005"}}}, r"'1\.005' is finer than can be held exactly"),
    "outside the domain": ({"persons": {"anna": {"part": "2"}}}, r"'2' is outside the declared limits"),
    "no day": (
        {"persons": {"anna": {"date_of_birth": "31/01/2020"}}},
        r"'31/01/2020' is no day; write like 2026-01-31",
    ),
    "no yes": ({"persons": {"anna": {"fit": "yes"}}}, r"'yes' is neither true nor false"),
    "another currency": (
        {"persons": {"anna": {"wage": {"amount": "1.00", "currency": "USD"}}}},
        r"USD where EUR is meant",
    ),
    "ends before": (
        {"persons": {"anna": {"income": [{"value": "1", "starts_on": "2025-02-01", "ends_on": "2025-01-01"}]}}},
        r"ends on 2025-01-01 before it starts on 2025-02-01",
    ),
    "unknown status": ({"persons": {"anna": {"fit": {"status": "perhaps"}}}}, STATUS),
    "claimant": ({"claimant": "ana"}, r"claimant 'ana' is none of the persons; did you mean anna\?"),
    "relationship": (
        {"relationships": [{"of": "anna", "to": "ben", "kind": "parent"}]},
        r"relationships\[0\]\.to: 'ben' is none of the persons",
    ),
    "resident": (
        {"dwellings": {"home": {"residents": [{"person": "ben"}]}}},
        r"dwellings\.home\.residents\[0\]: 'ben' is none of the persons",
    ),
    "part": ({"person": {}}, r"person: not a part of a situation; did you mean persons\?"),
    "declared": (
        {"declared": {"started": "birth"}},
        r"declared: no attribute 'started' of a claim; did you mean started_by\?",
    ),
    "event": ({"declared": {"event_on": "soon"}}, r"declared: 'soon' is no day"),
}


@pytest.mark.parametrize(("parts", "message"), REFUSED.values(), ids=list(REFUSED))
def test_situation_refuses(parts: dict[str, Any], message: str) -> None:
    with pytest.raises(SituationError, match=message):
        read(**parts)


def test_situation_keeps_items_in_plain_values() -> None:
    items = [{"value": "10.50", "starts_on": "2025-01-01", "item": "payer", "ref": "f1"}, {"value": None}]
    situation = read(persons={"anna": {"income": items, "part": "1/3"}})

    assert situation.plain_items("anna", "income") == (
        Held({"amount": "10.50", "currency": "EUR"}, date(2025, 1, 1), None, "payer", "f1"),
    )
    assert [item.value for item in situation.plain_items("anna", "part")] == ["1/3"]


def test_situation_reads_money_in_both_forms() -> None:
    values = [
        read(persons={"anna": {"wage": form}}).items("anna", "wage")
        for form in ("12.30", {"amount": "12.30", "currency": "EUR"})
    ]

    assert [item.value for items in values for item in items or ()] == [1230, 1230]


def test_view_tells_where_somebody_is_registered_from_where_somebody_stays() -> None:
    situation = Situation.from_json(
        {
            "claimant": "anna",
            "persons": {"anna": {}, "ben": {}},
            "dwellings": {
                "flat": {
                    "residents": [
                        {"person": "anna", "kind": "stays"},
                        {"person": "ben", "kind": "registered", "ends_on": "2026-01-31"},
                    ]
                },
                "house": {"residents": [{"person": "anna", "kind": "registered"}, {"person": "ben", "kind": "stays"}]},
            },
        },
        [],
    )
    day = date(2026, 1, 31)
    view = View(situation, applied_on=day, event_on=None, period=Period(day, day))

    assert view.dwelling_of("anna", day) == "flat"
    assert view.dwelling_of("anna", day, "registered") == "house"
    assert view.residents("flat", day) == ("anna", "ben")
    assert view.residents("flat", day, "registered") == ("ben",)
    assert view.residents("flat", date(2026, 2, 1), "registered") == ()
