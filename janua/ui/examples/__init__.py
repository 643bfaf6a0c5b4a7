"""What the gallery shows of each component: its examples, filled with words of four languages.

A component's folder holds its `example.json`, a list of what the component may be given. In it `@income` stands for
these words in the page's language, `$money 12345`, `$day 2026-03-01` and `$instant …` for values, `$form`,
`$family` and `$curve` for what cannot be written in JSON.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone, translation

from janua.ui.curve_drawing import CurveDrawing, Drawn, draw_curve
from janua.ui.drawings import FamilyDrawing, Relative, draw_family
from janua.ui.examples.forms import FilterForm, example_form
from janua.ui.on_page import day_text, language
from janua.ui.templatetags.janua import money
from janua.values import Money

_COMPONENTS = Path(__file__).parent.parent / "templates" / "ui"


@dataclass(frozen=True)
class Example:
    """One example of a component, ready to be drawn."""

    component: str
    number: int
    given: Mapping[str, Any]

    @property
    def template(self) -> str:
        """The component's own template."""
        return f"ui/{self.component}/{self.component}.html"

    @property
    def is_fields(self) -> bool:
        """Is it a form whose fields are drawn one by one?"""
        return bool(self.given.get("each"))


def components() -> list[str]:
    """The name of each component that has examples."""
    return sorted(path.parent.name for path in _COMPONENTS.glob("*/example.json"))


def examples() -> list[Example]:
    """Every example of every component, in the page's language."""
    return [
        Example(name, number, _filled(given))
        for name in components()
        for number, given in enumerate(_written(name), start=1)
    ]


def words(key: str) -> str:
    """The words for a key, in the page's language."""
    found = _words()[key]
    return found.get(language(), found["en"])


@cache
def _written(component: str) -> list[dict[str, Any]]:
    written: list[dict[str, Any]] = json.loads((_COMPONENTS / component / "example.json").read_text(encoding="utf-8"))
    return written


@cache
def _words() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
    return read


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner) for inner in value]
    if isinstance(value, str) and value.startswith("@"):
        return words(value[1:])
    if isinstance(value, str) and value.startswith("$"):
        kind, _, rest = value[1:].partition(" ")
        return _VALUES[kind](rest)
    return value


def _family(_: str) -> FamilyDrawing:
    relatives = (
        Relative("mother", words("name"), words("mother"), partner="partner", href="#"),
        Relative("partner", words("other"), words("with_me")),
        Relative("father", words("other"), words("father"), away=True),
        Relative("child", words("child"), words("age"), parents=("mother", "father"), asked=True),
        Relative("baby", words("child"), words("born"), parents=("mother", "partner")),
    )
    return draw_family(relatives, rtl=translation.get_language_bidi())


def _curve(_: str) -> CurveDrawing:
    points = [(0, 350_000), (250_000, 350_000), (250_001, 250_000), (550_000, 250_000), (550_001, 0), (700_000, 0)]
    drawn = Drawn(
        points=points,
        falls=[points[1], points[3]],
        you=(300_000, 250_000),
        across=[(0, "0"), (250_000, "2,500"), (550_000, "5,500")],
        up=[(0, "0"), (200_000, "2,000"), (400_000, "4,000")],
    )
    return draw_curve(drawn, rtl=translation.get_language_bidi())


_VALUES: dict[str, Callable[[str], Any]] = {
    "money": lambda text: money(Money(int(text), "EUR")),
    "day": lambda text: day_text(date.fromisoformat(text)),
    "instant": lambda text: datetime.fromisoformat(text).replace(tzinfo=timezone.get_current_timezone()),
    "form": lambda text: FilterForm(words) if text == "filter" else example_form(words, wrong=text == "wrong"),
    "family": _family,
    "curve": _curve,
}
