"""The picture of an amount stands at its cents, and marks where a little more loses money."""

from datetime import date
from typing import Any

from janua.cli.countries import load_country
from janua.pack.calculator import Answers, Calculator
from janua.pack.curves import Fall, Point, curve
from janua.pack.questionnaire import CalculatorQuestion, HouseholdKinds, Member, Picture, Questionnaire, plainly

ON = date(2026, 3, 2)
_YOU = Member("you", "you", date(1950, 1, 1))


def _pensioner(_answer: Any, _on: date) -> dict[str, Any]:
    """All that the pension of Trinidad and Tobago asks, apart from the pension of the national insurance."""
    return {
        "in_country": [{"value": True, "starts_on": "1950-01-01"}],
        "resides_in_country": True,
        "wage_paid": "not_paid",
        **dict.fromkeys(("other_pensions", "rental_income", "yearly_income", "other_income"), "0"),
    }


_PENSION = Questionnaire(
    household=HouseholdKinds(partners={}, others={}),
    questions=(
        CalculatorQuestion(code="rest", of="you", kind="yes_no", texts={}, attributes=(), facts=_pensioner),
        CalculatorQuestion(
            code="nis_pension",
            of="you",
            kind="money",
            texts={},
            attributes=("nis_pension",),
            facts=plainly("nis_pension"),
        ),
    ),
)


def test_every_step_of_a_pension_stands_at_its_cent() -> None:
    """The table as the country file prints it: 3,500 up to 2,500, then 2,500, 1,500, 500, and nothing above 5,500."""
    calculator = Calculator(load_country("tt"), _PENSION)
    answers = Answers((_YOU,), {("rest", "you"): True, ("nis_pension", "you"): "3000"})

    found = curve(calculator, answers, Picture(programme="TT-SCP", over="nis_pension", most=7_000, across={}), ON)

    steps = ((250_000, 350_000, 250_000), (350_000, 250_000, 150_000), (450_000, 150_000, 50_000), (550_000, 50_000, 0))
    assert found.falls == tuple(Fall(Point(at, above), Point(at + 1, below)) for at, above, below in steps)
    assert found.you == Point(300_000, 250_000)
    assert found.points == (
        Point(0, 350_000),
        *(point for at, above, below in steps for point in (Point(at, above), Point(at + 1, below))),
        Point(700_000, 0),
    )


def _family(number: int) -> tuple[Member, ...]:
    children = (Member(f"child-{place}", "child", date(2018, 1, place)) for place in range(1, number + 1))
    return (Member("you", "you", date(1990, 5, 3)), *children)


def test_more_children_bring_more() -> None:
    country = load_country("mt")
    questionnaire = country.questionnaire
    assert questionnaire is not None
    calculator = Calculator(country, questionnaire)
    given = {("citizenship", "you"): "MT", ("years_here", "you"): 20, ("earned", "you"): "9000"}
    picture = next(one for one in questionnaire.pictures if (one.programme, one.over) == ("MT-CA", "children"))

    found = curve(calculator, Answers(_family(2), given), picture, ON)

    amounts = [calculator.amount(Answers(_family(number), given), "MT-CA", ON) or 0 for number in range(7)]
    assert [point.amount for point in found.points] == amounts
    assert amounts == sorted(amounts)
    assert found.you == Point(2, amounts[2])


def test_a_taper_has_no_falls_and_stands_where_it_bends() -> None:
    country = load_country("mt")
    questionnaire = country.questionnaire
    assert questionnaire is not None
    calculator = Calculator(country, questionnaire)
    given = {("citizenship", "you"): "MT", ("years_here", "you"): 20, ("earned", "you"): "9000"}
    picture = next(one for one in questionnaire.pictures if (one.programme, one.over) == ("MT-CA", "earned"))

    found = curve(calculator, Answers(_family(1), given), picture, ON)

    assert found.falls == ()
    assert found.points[0].at == 0
    assert found.points[-1].at == 4_500_000
    assert len(found.points) < 20
    for point in found.points:
        exact = Answers(_family(1), {**given, ("earned", "you"): f"{point.at // 100}.{point.at % 100:02}"})
        assert calculator.amount(exact, "MT-CA", ON) == point.amount
