"""Reasons with the facts below them: of somebody who is not shown never more than that it is known."""

from dataclasses import dataclass
from typing import Any

from janua.pack.messages import Messages
from janua.pack.reasons import (
    ToldComparison,
    ToldFact,
    ToldReason,
    rows_read,
    told_comparisons,
    told_reasons,
)
from janua.pack.telling import Words

WORDS = Words(
    Messages(
        {
            "en": {
                "b.lives_here": "Somebody lives here.",
                "b.way": "One way.",
                "b.other_way": "Another way.",
                "b.means": "What everybody has.",
                "b.limit": "The limit",
                "resident": "Residence",
                "wage": "Wage",
                "nationality": "Nationality",
            }
        }
    ),
    "en",
    {"art. 1": "article one"},
)
NAMES = {"anna": "You"}


@dataclass(frozen=True)
class Row:
    value: Any


def node(number: int, kind: str, key: str, value: Any, *children: int, **more: Any) -> dict[str, Any]:
    rest = {"subject": None, "unit": "EUR per year", "ref": None, "citation": "", "mark": ""} | more
    return {"id": number, "kind": kind, "key": key, "value": value, "children": list(children)} | rest


def euro(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


def reasons(nodes: Any, condition: Any, *, stated: Any = None) -> tuple[ToldReason, ...]:
    held = {"r1": Row("MT")} if stated is None else stated
    return told_reasons([condition], nodes, words=WORDS, names=NAMES, stated=held, others="Another adult")


def condition(key: str, met: Any, number: int, **more: Any) -> dict[str, Any]:
    return {"key": key, "met": met, "citation": "art. 1", "mark": "A", "node": number, "alternatives": []} | more


NATIONALITY = (
    node(0, "fact", "held(nationality)", True, subject="anna", ref="r1"),
    node(1, "fact", "held(nationality)", True, subject="carl", ref=["r2"]),
    node(2, "rule", "b.way", True, 0, 1),
    node(3, "condition", "b.lives_here", True, 2),
)


def test_a_reason_bears_what_was_stated_of_the_shown_and_of_others_that_it_is_known() -> None:
    assert reasons(NATIONALITY, condition("b.lives_here", True, 3)) == (
        ToldReason(
            "Somebody lives here.",
            True,
            "article one",
            "A",
            (
                ToldFact("nationality", "Nationality", "You", "MT", shown=True, rows=("r1",)),
                ToldFact("nationality", "Nationality", "Another adult", None, shown=False, rows=()),
            ),
        ),
    )


def test_of_another_even_that_nothing_is_recorded_is_not_told() -> None:
    without = (NATIONALITY[0], NATIONALITY[1] | {"ref": None, "value": False}, *NATIONALITY[2:])

    assert reasons(without, condition("b.lives_here", True, 3)) == reasons(
        NATIONALITY, condition("b.lives_here", True, 3)
    )


def test_a_row_that_the_database_does_not_show_is_not_shown_whoever_it_is_about() -> None:
    told = reasons(NATIONALITY, condition("b.lives_here", True, 3), stated={})

    assert [(fact.shown, fact.value, fact.rows) for fact in told[0].facts] == [(False, None, ()), (False, None, ())]


def test_what_nobody_stated_is_told_where_the_condition_fails_for_it() -> None:
    nodes = (node(0, "fact", "held(resident)", False, subject="anna"), node(1, "condition", "b.lives_here", False, 0))

    told = reasons(nodes, condition("b.lives_here", False, 1))

    assert told[0].facts == (ToldFact("resident", "Residence", "You", None, shown=True, rows=()),)
    assert reasons(nodes, condition("b.lives_here", True, 1))[0].facts == ()


def test_facts_of_another_condition_are_told_there() -> None:
    nodes = (*NATIONALITY, node(4, "condition", "b.way", True, 3))

    assert reasons(nodes, condition("b.way", True, 4))[0].facts == ()


def test_of_the_ways_to_meet_a_condition_those_that_met_it_bear_the_facts() -> None:
    nodes = (
        NATIONALITY[0],
        node(1, "alternative", "b.way", True, 0),
        node(2, "alternative", "b.other_way", False),
        node(3, "condition", "b.lives_here", True, 1, 2),
    )
    ways = [condition("b.way", True, 1), condition("b.other_way", False, 2)]

    told = reasons(nodes, condition("b.lives_here", True, 3, alternatives=ways))

    assert (told[0].facts, [way.text for way in told[0].ways]) == ((), ["One way."])
    assert [fact.value for fact in told[0].ways[0].facts] == ["MT"]


def means(*, other: str = "50.00", subject: str = "carl") -> tuple[dict[str, Any], ...]:
    return (
        node(0, "fact", "total(wage)", euro("100.00"), subject="anna", ref=["r1"]),
        node(1, "fact", "total(wage)", euro(other), subject=subject, ref=["r2"]),
        node(2, "rule", "b.means", euro(f"{100 + float(other):.2f}"), 0, 1),
        node(3, "parameter", "b.limit", euro("200.00"), citation="Order 2026", mark="N"),
        node(4, "amount", "b.paid", euro("20.00"), 2, 3, citation="art. 1"),
        node(5, "result", "X-B", "eligible", 4),
    )


def compared(nodes: Any) -> tuple[ToldComparison, ...]:
    return told_comparisons(nodes, len(nodes) - 1, words=WORDS, names=NAMES)


def test_a_total_that_is_not_shown_is_told_as_above_the_limit_or_not() -> None:
    line = ToldComparison(
        "What everybody has.",
        "The limit",
        euro("200.00"),
        "EUR per year",
        above=False,
        citation="article one",
        mark="N",
    )

    assert compared(means()) == (line,)
    assert [one.above for one in compared(means(other="100.01"))] == [True]
    assert [one.above for one in compared(means(other="100.00"))] == [False]
    assert "150" not in repr(compared(means()))


def test_a_total_of_ones_own_needs_no_comparison() -> None:
    assert compared(means(subject="anna")) == ()


def test_rows_read_are_those_of_the_facts() -> None:
    assert rows_read(NATIONALITY) == {"r1", "r2"}
