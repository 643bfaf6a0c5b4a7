"""Template filters: how amounts, days and foreign words are written on a page."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from janua.ui.on_page import day_text, instant_text, money_text
from janua.values import Money

register = template.Library()


@register.filter
def money(amount: Money | None) -> SafeString | str:
    """An amount as the language writes it, kept together and apart from the direction of the text around it."""
    if amount is None:
        return ""
    return format_html('<bdi class="ui-money" dir="ltr">{}</bdi>', money_text(amount))


@register.filter
def day(value: date | None) -> str:
    """A legal date in full; of an instant, its day on the country's clock."""
    if isinstance(value, datetime):
        from django.utils import timezone

        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return "" if value is None else day_text(value)


@register.filter
def instant(value: datetime | None) -> str:
    """An instant on the country's clock, with hours and minutes."""
    return "" if value is None else instant_text(value)


@register.filter
def moment(value: Any) -> str:
    """Whichever it is: an instant, a day, or words such as "by 3 March"."""
    if isinstance(value, datetime):
        return instant_text(value)
    return day_text(value) if isinstance(value, date) else str(value or "")


@register.filter
def day_or_text(value: Any) -> str:
    """The day of a date or an instant; words as they stand."""
    return day(value) if isinstance(value, date) else str(value or "")


@register.filter
def isolate(text: Any) -> SafeString:
    """A name or an identifier, kept apart from the direction of the text around it."""
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def language_name(code: str) -> str:
    """A language in its own words: Malti, العربية."""
    try:
        name: str = get_language_info(code)["name_local"]
    except KeyError:
        return code
    return name[:1].upper() + name[1:]


@register.simple_tag(takes_context=True)
def component(context: template.Context, name: str, given: Mapping[str, Any]) -> SafeString:
    """Draw a component with what it is given, knowing nothing else but the request: as `include … only` does."""
    engine: template.Engine = context.template.engine  # type: ignore[union-attr]
    inner = context.new({"request": context.get("request"), "csrf_token": context.get("csrf_token"), **given})
    return engine.get_template(name).render(inner)
