"""What a law computes is what exact fractions give: any formula, any values, traced or not, within its bounds."""

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from janua.rules import Law, Outcome, Situation
from janua.rules.nodes import Node, dump
from janua.rules.quotients import QUOTIENTS, shares
from janua.rules.works import Workshop
from janua.values import Money, Rounding, round_to
from tests.rules.laws import ATTRIBUTES, NUMBERS, ask, family, law_of

WHOLE = st.integers(-(10**12), 10**12)
MODES = ("half_up", "half_even", "down", "up", "floor")


@given(WHOLE, st.integers(1, 10**9), st.sampled_from(MODES))
def test_quotients_round_as_fractions_do(top: int, bottom: int, mode: str) -> None:
    assert QUOTIENTS[mode](top, bottom) == round_to(Fraction(top, bottom), Rounding(mode))


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_shares_lose_and_make_nothing(total: int, weights: list[int]) -> None:
    found = shares(total, weights)

    if sum(weights):
        assert found == [part.minor for part in Money(total, "EUR").allocate(weights)]
    else:
        assert found == [0] * len(weights)


def test_shares_refuse_a_negative_weight() -> None:
    with pytest.raises(ValueError, match="negative"):
        shares(100, [1, -1])


class Formula:
    """A random formula of the law language and its exact value: text and number grow together."""

    def __init__(self, text: str, value: Fraction, money: bool) -> None:
        self.text, self.value, self.money = text, value, money


def atoms(wage: Fraction, days: int) -> st.SearchStrategy[Formula]:
    rates = st.fractions(min_value=0, max_value=3, max_denominator=1000)
    return st.one_of(
        st.just(Formula("claimant.wage", wage, True)),
        st.just(Formula("p.sound.base", Fraction(1234), True)),
        st.just(Formula("claimant.days_worked", Fraction(days), False)),
        st.integers(-50, 50).map(lambda number: Formula(f"({number})", Fraction(number), False)),
        rates.map(lambda rate: Formula(f'rate("{rate}")', rate, False)),
    )


def grown(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    def combine(op: str, a: Formula, b: Formula) -> Formula:
        if op == "*" and not (a.money and b.money):
            return Formula(f"({a.text} * {b.text})", a.value * b.value, a.money or b.money)
        if op == "if" and a.money == b.money:
            return Formula(f"({a.text} if claimant.fit else {b.text})", a.value, a.money)
        if a.money != b.money or op == "*":
            return a
        if op in ("min", "max"):
            return Formula(
                f"{op}({a.text}, {b.text})", min(a.value, b.value) if op == "min" else max(a.value, b.value), a.money
            )
        return Formula(
            f"({a.text} {'-' if op == '-' else '+'} {b.text})",
            a.value - b.value if op == "-" else a.value + b.value,
            a.money,
        )

    def divided(a: Formula, number: int) -> Formula:
        return Formula(f"({a.text} / {number})", a.value / number, a.money)

    operators = st.sampled_from(["+", "-", "*", "min", "max", "if"])
    return st.one_of(st.builds(combine, operators, inner, inner), st.builds(divided, inner, st.integers(1, 60)))


@st.composite
def questions(draw: st.DrawFn) -> tuple[Formula, str, int, int]:
    wage, days = draw(st.integers(-(10**7), 10**7)), draw(st.integers(0, 400))
    formula = draw(st.recursive(atoms(Fraction(wage), days), grown, max_leaves=7))
    return formula, draw(st.sampled_from(MODES)), wage, days


def situation_of(wage: int, days: int) -> Situation:
    return family({"wage": Money(wage, "EUR").to_json(), "days_worked": days, "fit": True}, children=0)


def within_bounds(law: Law, value: int) -> bool:
    (rule,) = law.lowered("sound.wanted")
    return rule.body.lo <= value <= rule.body.hi


@settings(max_examples=60, deadline=None)
@given(questions())
def test_formula_gives_what_fractions_give(question: tuple[Formula, str, int, int]) -> None:
    formula, mode, wage, days = question
    to = "CENT" if formula.money else "1"
    expected = round_to(formula.value, Rounding(mode))
    body = f"return round_{mode}({formula.text}, to={to})"
    with tempfile.TemporaryDirectory() as folder:
        law = law_of(
            Path(folder),
            f'@rule("Act")\ndef wanted(claimant, p):\n    {body}\n\n'
            '@condition("Act")\ndef holds(wanted):\n    return wanted == wanted\n',
        )
    told = ask(law, situation_of(wage, days))

    assert (
        next(node.value for node in told.explanation.nodes if (node.kind, node.key) == ("rule", "sound.wanted"))
        == expected
    )
    assert within_bounds(law, expected)


PAID = """
@rule("Act", of=PERSON)
def weight(date_of_birth, on):
    return max(age(date_of_birth, on), 0)

@rule("Act")
def pot(claimant, p):
    scaled = claimant.wage * rate("13/200") / 7
    return round_half_up(max(scaled, 0) + p.sound.base, to=CENT, place="pot")

@rule("Act", of=PERSON)
def part_of_pot(pot, everybody):
    return share(pot, (one.weight for one in everybody))

@amount("Act")
def payment(pot, everybody):
    if sum(one.weight for one in everybody) == 0:
        return pot
    return sum(one.part_of_pot for one in everybody)
"""


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> Law:
    return law_of(tmp_path_factory.mktemp("law"), PAID, NUMBERS)


def exact_pot(wage: int) -> Fraction:
    return max(Fraction(wage) * Fraction(13, 200) / 7, Fraction(0)) + 1234


@settings(max_examples=150, deadline=None)
@given(wage=st.integers(-(10**9), 10**10), children=st.integers(0, 6))
def test_amount_is_the_same_traced_and_untraced(paid: Law, wage: int, children: int) -> None:
    situation = family({"wage": Money(wage, "EUR").to_json()}, children=children)

    traced, plain = ask(paid, situation), ask(paid, situation, trace=False)

    assert traced.amount == plain.amount == round_to(exact_pot(wage), Rounding.HALF_UP)
    assert (traced.outcome, traced.missing, traced.marks) == (plain.outcome, plain.missing, plain.marks)


def bounded(work: Any) -> Any:
    """Every whole number that a node gives lies within the bounds that were proved for it."""

    def checked_work(shop: Workshop, node: Node) -> Any:
        inner = work(shop, node)

        def checked(frame: Any) -> Any:
            value = inner(frame)
            assert not isinstance(value, int) or node.lo <= value <= node.hi, dump(node)
            return value

        return checked

    return checked_work


def test_every_value_lies_within_its_proved_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workshop, "work", bounded(Workshop.work))
    law = law_of(tmp_path, PAID, NUMBERS)

    for wage in ("-1000000000", "-0.01", "0", "0.01", "1000000000"):
        for children in range(8):
            assert ask(law, family({"wage": wage}, children=children)).outcome is Outcome.ELIGIBLE


def test_a_value_outside_its_bounds_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workshop, "work", bounded(Workshop.work))
    monkeypatch.setitem(QUOTIENTS, "half_up", lambda top, bottom: 2**63)

    with pytest.raises(AssertionError, match="rounding mode=half_up"):
        ask(law_of(tmp_path, PAID, NUMBERS), family())


def test_every_node_of_the_law_is_proved_to_fit(paid: Law) -> None:
    nodes: list[Node] = [node for key in paid.rules for rule in paid.lowered(key) for node in rule.nodes()]

    assert {node.bits for node in nodes} == {64}


def test_assessment_is_recomputed_to_the_same(paid: Law) -> None:
    situation = family({"wage": "1234.56"}, children=3)
    first = ask(paid, situation)
    again = ask(paid, Situation.from_json(situation.to_json(), ATTRIBUTES))

    def whole(assessment: Any) -> Any:
        return assessment.to_json(), assessment.explanation.to_json(), assessment.law_hash, assessment.engine

    assert whole(first) == whole(again)
