"""The explanation: each value on the way once, with citation, mark, branch, days and sources."""

from datetime import date
from pathlib import Path
from typing import Any

from janua.rules import Explanation, Node, assess, assess_all
from tests.rules.laws import HEAD, NUMBERS, ON, SHARED, SOUND, ask, family, law_of, load, write


def by_key(explanation: Explanation, kind: str) -> dict[str, dict[str, Any]]:
    return {node.key: node.to_json() for node in explanation.nodes if node.kind == kind}


def test_explanation_tells_every_kind_of_node(tmp_path: Path) -> None:
    law = load(write(tmp_path, sound=SOUND, shared=SHARED, sound_yaml=NUMBERS))
    situation = family({"wage": {"value": "80", "ref": "fact-7"}})

    told = ask(law, situation)

    assert by_key(told.explanation, "fact")["wage"] == {
        "id": 9, "kind": "fact", "key": "wage", "value": {"amount": "80.00", "currency": "EUR"}, "unit": "EUR per week",
        "children": [], "citation": "", "mark": "", "branch": None, "subject": "anna", "ref": "fact-7", "from": None,
        "given": [],
    } | {"id": by_key(told.explanation, "fact")["wage"]["id"]}  # fmt: skip
    base = by_key(told.explanation, "parameter")["sound.base"]
    assert (base["value"], base["from"], base["citation"], base["mark"]) == (
        {"amount": "12.34", "currency": "EUR"}, "2025-01-01", "Schedule", "N",
    )  # fmt: skip
    rate = by_key(told.explanation, "rule")["sound.rate"]
    assert (rate["branch"], rate["citation"]) == (2, "Act, s. 2")
    assert by_key(told.explanation, "step")["sound.children.exact"]["value"] == {"exact": "617/75", "currency": "EUR"}
    assert by_key(told.explanation, "rounding")["sound.children"]["value"] == {"amount": "8.23", "currency": "EUR"}
    assert by_key(told.explanation, "step")["sound.payment.shared"]["value"] == {"exact": "617/75", "currency": "EUR"}
    result = told.explanation.node(told.root).to_json()
    assert (result["key"], result["value"], result["citation"]) == ("P", "eligible", "Act")
    assert told.marks == ("N", "S")


def test_explanation_shares_what_is_used_twice(tmp_path: Path) -> None:
    law = load(write(tmp_path, sound=SOUND, shared=SHARED, sound_yaml=NUMBERS))
    nodes = ask(law, family()).explanation.nodes

    named = [(node.kind, node.key, node.subject, str(node.given)) for node in nodes]
    assert len(named) == len(set(named))
    (rate,) = [node.id for node in nodes if node.key == "sound.rate"]
    assert sum(rate in node.children for node in nodes) == 2


def test_explanation_points_downwards_only(tmp_path: Path) -> None:
    law = load(write(tmp_path, sound=SOUND, shared=SHARED, sound_yaml=NUMBERS))
    told = ask(law, family())

    assert all(child < node.id for node in told.explanation.nodes for child in node.children)
    assert {node.id for node in told.explanation.below(told.root)} == set(range(len(told.explanation.nodes)))


def test_only_the_branch_taken_is_told(tmp_path: Path) -> None:
    law = law_of(
        tmp_path,
        '@amount("Act")\ndef payment(claimant, p):\n    if claimant.fit:\n'
        "        return p.sound.limit\n    return p.sound.base\n",
    )

    keys = {node.key for node in ask(law, family({"fit": True})).explanation.nodes}

    assert keys == {"P", "sound.payment", "fit", "sound.limit"}


def test_a_missing_fact_is_told_without_value(tmp_path: Path) -> None:
    law = law_of(tmp_path, '@condition("Act")\ndef is_fit(claimant):\n    return claimant.fit\n')
    told = ask(law, family())

    assert [(node.kind, node.key, node.shown) for node in told.explanation.nodes] == [
        ("fact", "fit", None),
        ("condition", "sound.is_fit", None),
        ("result", "P", "cannot_decide"),
    ]


def test_series_tell_their_sources_and_window(tmp_path: Path) -> None:
    law = law_of(
        tmp_path,
        '@condition("Act")\ndef poor(claimant):\n    return total(claimant.income, calendar_year(2025)) == 0\n',
    )
    items = [
        {"value": "0", "starts_on": "2025-01-01", "ends_on": "2025-12-31", "ref": "a"},
        {"value": "0", "starts_on": "2024-01-01", "ends_on": "2024-12-31", "ref": "b"},
    ]
    fact = by_key(ask(law, family({"income": items})).explanation, "fact")["total(income)"]

    assert (fact["ref"], fact["given"]) == (["a"], [{"starts_on": "2025-01-01", "ends_on": "2025-12-31"}])


def test_what_the_unit_found_keeps_its_source(tmp_path: Path) -> None:
    law = law_of(tmp_path, '@condition("Act")\ndef first(claimant):\n    return claimant.place_at_table == 1\n')
    fact = by_key(ask(law, family()).explanation, "fact")["place_at_table"]

    assert (fact["value"], fact["ref"], fact["subject"]) == (1, "seat-1", "anna")


def test_given_days_are_told(tmp_path: Path) -> None:
    law = law_of(tmp_path, '@condition("Act")\ndef late(period, on):\n    return on >= period.first\n')

    assert {key: node["value"] for key, node in by_key(ask(law, family()).explanation, "given").items()} == {
        "on": "2026-02-03",
        "period": {"starts_on": "2026-02-02", "ends_on": "2026-02-08"},
    }


def test_programmes_together_share_one_graph(tmp_path: Path) -> None:
    text = '@condition("Act")\ndef is_fit(claimant):\n    return claimant.fit\n'
    law = load(write(tmp_path, one=HEAD + text, two=HEAD.replace('"P"', '"Q"') + text))
    situation = family({"fit": True})

    together = assess_all(law, situation, date(2026, 2, 3))
    apart = [assess(law, situation, code, date(2026, 2, 3)) for code in ("P", "Q")]

    assert [found.to_json()["outcome"] for found in together] == ["eligible", "eligible"]
    assert together[0].explanation is together[1].explanation
    assert len([node for node in together[0].explanation.nodes if node.kind == "fact"]) == 1
    assert [shape(found.explanation.below(found.root)) for found in together] == [
        shape(found.explanation.below(found.root)) for found in apart
    ]


def shape(nodes: list[Node]) -> list[tuple[str, str, Any]]:
    return [(node.kind, node.key, node.shown) for node in nodes]


def test_untraced_tells_nothing(tmp_path: Path) -> None:
    law = load(write(tmp_path, sound=SOUND, shared=SHARED, sound_yaml=NUMBERS))
    found = ask(law, family(), trace=False)

    assert (found.explanation.nodes, found.root, found.conditions[0].values) == ([], -1, {})


def test_programmes_share_the_days_of_the_claim(tmp_path: Path) -> None:
    text = '@condition("Act")\ndef holds(applied_on, on):\n    return applied_on <= on\n'
    law = load(write(tmp_path, sound=HEAD + text, other=HEAD.replace('"P"', '"Q"') + text))
    explanation = Explanation()

    for code in ("P", "Q"):
        assess(law, family(), code, ON, explanation=explanation)

    assert [node.key for node in explanation.nodes if node.kind == "given"] == ["applied_on", "on"]
