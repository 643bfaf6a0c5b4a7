"""A new run before it is prepared: which day, whose payments, and what is due by then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from janua.base.areas.models import Area
from janua.pack.installed import country
from janua.payments.permissions import areas_with
from janua.payments.queries import runs as reads
from janua.payments.queries.runs import Part
from janua.ui.on_page import money_text
from janua.values import Money
from janua.workbench.forms.money import NewRunForm
from janua.workbench.journeys.named import in_language, programmes_named

_LOOK_AHEAD = 14


@dataclass(frozen=True)
class NewRun:
    """The page: its form, what is due by its first day, and a run that waits already."""

    form: NewRunForm
    due_on: date
    due: tuple[Part, ...]
    rows: list[list[dict[str, Any]]]
    total: Money

    @property
    def is_empty(self) -> bool:
        """Whether nothing is due by then."""
        return not self.due


def page(data: Mapping[str, Any] | None, *, on: date) -> NewRun:
    """Put the page together; what is due is counted for the next working day."""
    allowed = areas_with("prepare_run")
    tops = Area.objects.filter(id__in=allowed).exclude(parent__in=allowed).order_by("id")
    areas = [(area.id, in_language(area.names, area.code)) for area in tops]
    day = next_working_day(on)
    form = NewRunForm(
        data, areas=areas, first_day=on, initial={"execute_on": day, "area": areas[0][0] if areas else None}
    )
    currency = country().bank.currency
    due = reads.due_by(day=day, areas=[id_ for id_, _name in areas], currency=currency)
    named = programmes_named()
    rows = [
        [
            {"text": f"{named.get(part.key, part.key)} ({part.key})"},
            {"text": part.orders, "numeric": True},
            {"text": money_text(part.amount), "numeric": True},
        ]
        for part in due
    ]
    return NewRun(form, day, tuple(due), rows, Money(sum(part.amount.minor for part in due), currency))


def next_working_day(on: date) -> date:
    """The first day from a day on that the country's banks work."""
    calendar = country().calendar
    return next(
        (day for day in (on + timedelta(days=ahead) for ahead in range(_LOOK_AHEAD)) if calendar.is_working_day(day)),
        on,
    )
