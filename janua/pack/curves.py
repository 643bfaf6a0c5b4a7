"""How an amount changes with income or with children: its steps to the cent, and where a little more loses money."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from janua.pack.calculator import Answers, Calculator
from janua.pack.questionnaire import Member, Picture
from janua.values import Money

_POINTS, _MOST_POINTS = 32, 400
_CENTS = 100
# One whole unit of money: less is the rounding of weekly and quarterly amounts, and no fall that anybody feels.
_ROUNDING = 100


@dataclass(frozen=True)
class Point:
    """At so much of what is varied (minor units, or children), so much is paid (minor units)."""

    at: int
    amount: int


@dataclass(frozen=True)
class Fall:
    """Where one cent more of income takes more away than it brings."""

    last: Point
    first: Point


@dataclass(frozen=True)
class Curve:
    """The points of the picture in order; two at neighbouring places stand for a step between them.

    you      the household as it is
    """

    picture: Picture
    points: tuple[Point, ...]
    falls: tuple[Fall, ...]
    you: Point | None


def curve(calculator: Calculator, answers: Answers, picture: Picture, on: date) -> Curve:
    """Work the amount out at enough places that every step stands at its cent."""
    if picture.over == "children":
        return _over_children(calculator, answers, picture, on)
    said = answers.given.get((picture.over, "you"))
    here = None if said is None else Money.of(str(said), calculator.country.currency).minor
    pays = _Pays(calculator, answers, picture, on)
    most = max(picture.most * _CENTS, here or 0)
    limits = _limits(calculator, picture, most)
    places = sorted({most * number // _POINTS for number in range(_POINTS + 1)} | limits)
    for low, high in pairwise(places):
        pays.look_between(low, high)
    you = None if here is None else Point(here, pays.at(here))
    points = [Point(at, amount) for at, amount in sorted(pays.known.items())]
    falls = tuple(
        Fall(one, other)
        for one, other in pairwise(points)
        if other.at - one.at == 1 and one.amount - other.amount > _ROUNDING
    )
    return Curve(picture, tuple(_straightened(points)), falls, you)


class _Pays:
    """The amount at each place, worked out once."""

    def __init__(self, calculator: Calculator, answers: Answers, picture: Picture, on: date) -> None:
        self.calculator, self.answers, self.picture, self.on = calculator, answers, picture, on
        self.known: dict[int, int] = {}

    def at(self, place: int) -> int:
        """What is paid at a place."""
        if place not in self.known:
            amount = str(Money(place, self.calculator.country.currency).amount)
            given = {**self.answers.given, (self.picture.over, "you"): amount}
            answers = replace(self.answers, given=given)
            self.known[place] = self.calculator.amount(answers, self.picture.programme, self.on) or 0
        return self.known[place]

    def look_between(self, low: int, high: int) -> None:
        """Look closer wherever the middle does not lie on the straight line, down to the cent."""
        middle = (low + high) // 2
        line = self.at(low) + (self.at(high) - self.at(low)) * (middle - low) / max(high - low, 1)
        if high - low > 1 and abs(self.at(middle) - line) > _ROUNDING and len(self.known) < _MOST_POINTS:
            self.look_between(low, middle)
            self.look_between(middle, high)


def _limits(calculator: Calculator, picture: Picture, most: int) -> set[int]:
    """The numbers of the programme's law and the cent after each: where a step is likely to be."""
    law = calculator.law
    file = law.programme(picture.programme).file
    found: set[int] = set()
    for key, parameter in law.parameters.items():
        value = parameter.values[-1].value
        if key.startswith(f"{file}.") and parameter.type.kind == "money" and isinstance(value, int):
            found |= {value // parameter.steps, value // parameter.steps + 1}
    return {place for place in found if 0 < place < most}


def _straightened(points: list[Point]) -> Iterator[Point]:
    """The points without those that lie on the line between their neighbours."""
    kept: list[Point] = []
    for place, point in enumerate(points):
        after = points[place + 1] if place + 1 < len(points) else None
        if kept and after is not None:
            before = kept[-1]
            line = before.amount + (after.amount - before.amount) * (point.at - before.at) / (after.at - before.at)
            if abs(point.amount - line) <= _ROUNDING:
                continue
        kept.append(point)
    yield from kept


def _over_children(calculator: Calculator, answers: Answers, picture: Picture, on: date) -> Curve:
    """The same family with none, one, two … children, each further one as old as the youngest there is."""
    adults = tuple(member for member in answers.members if member.role != "child")
    children = tuple(member for member in answers.members if member.role == "child")
    points = []
    for number in range(picture.most + 1):
        members, given = _with_children(adults, children, answers, number, on)
        points.append(Point(number, calculator.amount(Answers(members, given), picture.programme, on) or 0))
    you = points[len(children)] if len(children) <= picture.most else None
    return Curve(picture, tuple(points), (), you)


def _with_children(
    adults: tuple[Member, ...], children: tuple[Member, ...], answers: Answers, number: int, on: date
) -> tuple[tuple[Member, ...], dict[tuple[str, str], object]]:
    youngest = max(children, key=lambda child: child.date_of_birth, default=None)
    like = youngest or Member("child-1", "child", on.replace(year=on.year - 5, day=min(on.day, 28)))
    wanted = [
        children[place] if place < len(children) else replace(like, key=f"child-{place + 1}") for place in range(number)
    ]
    keys = {member.key for member in wanted}
    given = {
        (code, subject): answer
        for (code, subject), answer in answers.given.items()
        if not subject.startswith("child-") or subject in keys
    }
    for member in wanted[len(children) :]:
        given |= {
            (code, member.key): answer for (code, subject), answer in answers.given.items() if subject == like.key
        }
    return (*adults, *wanted), given
