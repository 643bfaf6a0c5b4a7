"""Template filters."""

from datetime import UTC, date, datetime

from django.template import Context, Template
from django.utils import timezone, translation

from janua.values import Money

VALUES = {"amount": Money(-123450, "EUR"), "day": date(2026, 3, 3), "at": datetime(2026, 3, 3, 23, 30, tzinfo=UTC)}


def drawn(source: str, language: str, **more: object) -> str:
    """A template's text in a language."""
    with translation.override(language), timezone.override("Europe/Malta"):
        return Template("{% load janua %}" + source).render(Context({**VALUES, **more}))


def test_writes_money_as_each_language_does() -> None:
    """Kept apart from the direction around it, and in one piece."""
    assert [drawn("{{ amount|money }}", language) for language in ("en", "mt", "ar", "uk")] == [
        '<bdi class="ui-money" dir="ltr">−€1,234.50</bdi>',
        '<bdi class="ui-money" dir="ltr">−€1,234.50</bdi>',
        '<bdi class="ui-money" dir="ltr">−1,234.50\u00a0€</bdi>',
        '<bdi class="ui-money" dir="ltr">−1\u00a0234,50\u00a0€</bdi>',
    ]


def test_writes_days_and_instants_on_the_country_s_clock() -> None:
    """Half past eleven at night UTC is the next day in winter."""
    assert drawn("{{ day|day }}", "mt") == "3 ta&#x27; Marzu 2026"
    assert drawn("{{ at|day }} / {{ at|instant }} / {{ at|moment }} / {{ day|moment }}", "en") == (
        "4 March 2026 / 4 March 2026, 00:30 / 4 March 2026, 00:30 / 3 March 2026"
    )
    assert drawn("{{ words|moment }}{{ words|day_or_text }}{{ none|day }}", "en", words="soon", none=None) == "soonsoon"


def test_isolates_names_and_escapes_them() -> None:
    """A name is never markup."""
    assert drawn("{{ name|isolate }}", "ar", name="<b>Ġ</b>") == "<bdi>&lt;b&gt;Ġ&lt;/b&gt;</bdi>"


def test_names_each_language_in_its_own_words() -> None:
    """Whoever needs it must be able to read it; an unknown one keeps its code."""
    source = "{% for code in codes %}{{ code|language_name }} {% endfor %}"
    assert drawn(source, "en", codes=("en", "mt", "uk", "zz")).split() == ["English", "Malti", "Українська", "zz"]
