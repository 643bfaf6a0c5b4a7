"""The picture of an amount against income or children, with its words."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from janua.pack.curves import Curve, Fall, Point, curve
from janua.pack.installed import country
from janua.portal.journeys.calculate.asking import Calculating, calculator, questionnaire
from janua.portal.journeys.calculate.words import said_text
from janua.ui.curve_drawing import CurveDrawing, Drawn, draw_curve, round_ticks
from janua.ui.on_page import language, money_text
from janua.ui.written import number, sign_of
from janua.values import Money

_MOST_ROWS = 40
_CENTS = 100


@dataclass(frozen=True)
class Pictured:
    """One picture and what stands beside it.

    rows   (place, amount, what is special there)
    """

    title: str
    across_title: str
    up_title: str
    drawing: CurveDrawing
    you_text: str
    fall_texts: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]


def pictures(calculating: Calculating, programme: str, *, rtl: bool) -> tuple[Pictured, ...]:
    """Every picture that the pack names for a programme."""
    return tuple(
        _pictured(curve(calculator(), calculating.answers, picture, calculating.on), rtl=rtl)
        for picture in questionnaire().pictures
        if picture.programme == programme
    )


def _pictured(found: Curve, *, rtl: bool) -> Pictured:
    across_title = said_text(found.picture.across)
    most, highest = found.points[-1].at, max(point.amount for point in found.points)
    is_money = found.picture.over != "children"
    currency = sign_of(country().currency)
    drawn = Drawn(
        points=[(point.at, point.amount) for point in found.points],
        falls=[(fall.last.at, fall.last.amount) for fall in found.falls],
        you=None if found.you is None else (found.you.at, found.you.amount),
        across=[(at, _place(at, money=is_money, short=True)) for at in _ticks(most, money=is_money)],
        up=[(at, _whole(at)) for at in _ticks(highest, money=True)],
        stepped=not is_money,
    )
    return Pictured(
        title=gettext("How the amount changes with: %(what)s") % {"what": across_title},
        across_title=f"{across_title} ({currency})" if is_money else across_title,
        up_title=f"{gettext('What you would get')} ({currency})",
        drawing=draw_curve(drawn, rtl=rtl),
        you_text="" if found.you is None else _you(found.you, money=is_money),
        fall_texts=tuple(_fall(fall) for fall in found.falls),
        rows=tuple(_rows(found, money=is_money)),
    )


def _ticks(most: int, *, money: bool) -> list[int]:
    if not money:
        return round_ticks(most)
    return [tick * _CENTS for tick in round_ticks(-(-most // _CENTS))]


def _place(at: int, *, money: bool, short: bool = False) -> str:
    if not money:
        return str(at)
    return _whole(at) if short else money_text(Money(at, country().currency))


def _whole(minor: int) -> str:
    """A round amount beside an axis, which names the currency once."""
    return number(Decimal(minor // _CENTS), language())


def _you(you: Point, *, money: bool) -> str:
    amount = money_text(Money(you.amount, country().currency))
    if money:
        return gettext("You are here: %(amount)s") % {"amount": amount}
    return ngettext(
        "You are here: %(number)s child, %(amount)s", "You are here: %(number)s children, %(amount)s", you.at
    ) % {"number": you.at, "amount": amount}


def _fall(fall: Fall) -> str:
    currency = country().currency
    return gettext("A little more than %(limit)s takes %(lost)s away.") % {
        "limit": money_text(Money(fall.last.at, currency)),
        "lost": money_text(Money(fall.last.amount - fall.first.amount, currency)),
    }


def _rows(found: Curve, *, money: bool) -> list[tuple[str, str, str]]:
    """The points of the line, not more than fit a page; the household's own place among them."""
    points = list(found.points)
    if len(points) > _MOST_ROWS:
        points = [points[number * (len(points) - 1) // (_MOST_ROWS - 1)] for number in range(_MOST_ROWS)]
    if found.you is not None and all(point.at != found.you.at for point in points):
        points = sorted([*points, found.you], key=lambda point: point.at)
    here = None if found.you is None else found.you.at
    return [
        (
            _place(point.at, money=money),
            money_text(Money(point.amount, country().currency)),
            gettext("You are here") if point.at == here else "",
        )
        for point in points
    ]
