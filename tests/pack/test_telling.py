"""Telling what the law said: line by line, each once, and other adults' figures never."""

from typing import Any

from janua.pack.messages import Messages
from janua.pack.telling import ToldCondition, ToldLine, Words, told_conditions, told_lines, told_missing

WORDS = Words(
    Messages(
        {
            "en": {
                "b.paid": "What is paid.",
                "b.rate": "The rate.",
                "b.means": "What everybody has.",
                "b.limit": "The limit",
                "b.weeks": "Weeks.",
                "b.half": "Half",
                "b.grown": "Everybody is grown up.",
                "b.way": "One way.",
                "b.other": "Another way.",
                "wage": "Wage",
                "day": "Day of birth",
            }
        }
    ),
    "en",
    {"art. 1": "article one"},
)
NAMES = {"anna": "Anna", "ben": "Ben"}


def node(
    number: Any,
    kind: Any,
    key: Any,
    value: Any,
    *children: Any,
    subject: Any = None,
    unit: Any = "EUR",
    ref: Any = None,
    citation: Any = "",
) -> Any:
    return {
        "id": number, "kind": kind, "key": key, "value": value, "unit": unit, "children": list(children),
        "subject": subject, "ref": ref, "citation": citation,
    }  # fmt: skip


def euro(amount: Any) -> Any:
    return {"amount": amount, "currency": "EUR"}


def graph(*, other_wage: Any = "100.00", subject: Any = "carl") -> Any:
    """Paid ← rate ← (means ← wages of anna and another), the limit of the law."""
    return [
        node(0, "fact", "total(wage)", euro("50.00"), subject="anna", ref=["f1", "f2"]),
        node(1, "fact", "total(wage)", euro(other_wage), subject=subject, ref="f3"),
        node(2, "rule", "b.means", euro("150.00"), 0, 1, citation="art. 1"),
        node(3, "parameter", "b.limit", euro("400.00"), citation="Order 2026"),
        node(4, "rule", "b.rate", euro("20.00"), 2, 3),
        node(5, "rule", "b.grown", True, 0),
        node(6, "rule", "b.weeks", 13, 5, unit="weeks", subject="ben"),
        node(7, "amount", "b.paid", euro("260.00"), 4, 6, citation="art. 2"),
        node(8, "result", "X-B", "eligible", 5, 7, unit=""),
    ]


def tell(nodes: Any, names: Any = NAMES, **more: Any) -> Any:
    return told_lines(nodes, len(nodes) - 1, words=WORDS, names=names, **more)


def test_tell_gives_each_line_after_those_it_rests_on() -> None:
    told = tell(graph(subject="ben"), sources={"f1": "Revenue", "f2": "Revenue", "f3": "What you told us"})

    assert told == (
        ToldLine("known", "Wage", "Anna", euro("50.00"), "EUR", "Revenue"),
        ToldLine("known", "Wage", "Ben", euro("100.00"), "EUR", "What you told us"),
        ToldLine("step", "What everybody has.", "", euro("150.00"), "EUR", "article one"),
        ToldLine("number", "The limit", "", euro("400.00"), "EUR", "Order 2026"),
        ToldLine("step", "The rate.", "", euro("20.00"), "EUR", ""),
        ToldLine("step", "Weeks.", "Ben", 13, "weeks", ""),
        ToldLine("result", "What is paid.", "", euro("260.00"), "EUR", "art. 2"),
    )


def test_tell_hides_anothers_figures_and_totals_but_not_what_the_law_makes_of_them() -> None:
    told = tell(graph())

    assert [(line.text, line.about, line.value) for line in told] == [
        ("Wage", "Anna", euro("50.00")),
        ("What everybody has.", "", None),
        ("The limit", "", euro("400.00")),
        ("The rate.", "", euro("20.00")),
        ("Weeks.", "Ben", 13),
        ("What is paid.", "", euro("260.00")),
    ]


def test_tell_hides_the_total_also_where_the_other_has_nothing() -> None:
    # That a total is shown would itself say that the other earned nothing.
    assert tell(graph(other_wage="0.00"))[1].value is None


def test_tell_leaves_out_nothings_and_steps_that_hand_on() -> None:
    nodes = [
        node(0, "fact", "wage", euro("50.00"), subject="anna"),
        node(1, "rule", "b.means", euro("50.00"), 0),
        node(2, "rounding", "b.half", euro("0.00"), 0),
        node(3, "rule", "b.rate", euro("25.00"), 1, 2),
        node(4, "amount", "b.paid", euro("25.00"), 3),
        node(5, "result", "X-B", "eligible", 4),
    ]

    assert [(line.kind, line.text) for line in tell(nodes)] == [("known", "Wage"), ("result", "What is paid.")]


def test_tell_of_a_refusal_has_no_lines() -> None:
    assert tell([node(0, "condition", "b.grown", False), node(1, "result", "X-B", "not_eligible", 0)]) == ()


def test_conditions_name_the_ways_that_met_them_or_all_where_none_did() -> None:
    ways = [
        {"key": "b.way", "met": True, "citation": "art. 1", "alternatives": []},
        {"key": "b.other", "met": False, "citation": "", "alternatives": []},
    ]
    met = {"key": "b.grown", "met": True, "citation": "art. 3", "alternatives": ways}
    failed = met | {"met": False, "alternatives": [ways[1], ways[1]]}

    one, other = ToldCondition("One way.", True, "article one"), ToldCondition("Another way.", False, "")
    assert told_conditions([met, failed], WORDS) == (
        ToldCondition("Everybody is grown up.", True, "art. 3", (one,)),
        ToldCondition("Everybody is grown up.", False, "art. 3", (other, other)),
    )


def test_missing_is_told_once_in_words() -> None:
    missing = [{"attribute": "wage"}, {"attribute": "wage"}, {"attribute": "day"}, {"attribute": "unheard_of"}]

    assert told_missing(missing, WORDS) == ("Wage", "Day of birth")
