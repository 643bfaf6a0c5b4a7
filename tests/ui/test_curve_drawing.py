"""Where the line of an amount stands."""

from janua.ui.curve_drawing import Drawn, Spot, draw_curve, round_ticks

_DRAWN = Drawn(
    points=[(0, 100), (50, 100), (51, 0), (100, 0)],
    falls=[(50, 100)],
    you=(25, 100),
    across=[(0, "0"), (100, "100"), (150, "150")],
    up=[(0, "0"), (100, "100")],
)


def test_puts_more_income_further_along_and_more_money_higher() -> None:
    drawing = draw_curve(_DRAWN)
    assert drawing.line == "M62.0 30.0L242.0 30.0L245.6 250.0L422.0 250.0"
    assert drawing.you == Spot(152.0, 30.0)
    assert drawing.falls == (Spot(242.0, 30.0),)
    assert drawing.across == (Spot(62.0, 250, "0"), Spot(422.0, 250, "100"))


def test_begins_on_the_right_where_reading_does() -> None:
    left, right = draw_curve(_DRAWN), draw_curve(_DRAWN, rtl=True)
    assert [left.width - spot.x for spot in left.across] == [spot.x for spot in right.across]
    assert right.rtl


def test_steps_from_child_to_child() -> None:
    drawn = Drawn(points=[(0, 0), (1, 10)], falls=[], you=None, across=[], up=[(10, "10")], stepped=True)
    assert draw_curve(drawn).line == "M62.0 250.0H422.0V30.0"


def test_ticks_are_round_and_reach_the_end() -> None:
    assert {most: round_ticks(most) for most in (1, 3, 7, 45_000, 689)} == {
        1: [0, 1],
        3: [0, 1, 2, 3],
        7: [0, 2, 4, 6, 8],
        45_000: [0, 10_000, 20_000, 30_000, 40_000, 50_000],
        689: [0, 200, 400, 600, 800],
    }
