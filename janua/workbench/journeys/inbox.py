"""The inbox as its page shows it: tasks in words, whom they are about, what is pressing, how many wait."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from janua.base.accounts.queries import names_of_staff
from janua.casework.actions.task import PERMISSION_FOR
from janua.casework.models import Task
from janua.casework.queries.inbox import (
    SOON,
    Place,
    WorkCount,
    WorkWanted,
    count_of_tasks,
    page_of_tasks,
    programmes_of_tasks,
)
from janua.pack.installed import country
from janua.payments.models import PayeeAccount, Run
from janua.payments.states import AccountState, RunState
from janua.ui.on_page import labels_in_order
from janua.workbench.journeys.looked import looked_at
from janua.workbench.journeys.wording import TASKS, called, pack_text


@dataclass(frozen=True)
class TaskRow:
    """One task of the list.

    urgency   in words; empty where there is time
    owner     who has it: you, a colleague, or nobody yet
    """

    id: UUID
    title: str
    person: str
    identifier: str
    programme: str
    deadline_on: date
    urgency: str
    is_overdue: bool
    owner: str
    is_mine: bool


@dataclass(frozen=True)
class Beside:
    """Money that waits for its second person: it is no task, for any of them may look at it."""

    text: str
    href: str


@dataclass(frozen=True)
class Inbox:
    """A page of work, with its counts and the addresses of the pages beside it."""

    rows: tuple[TaskRow, ...]
    count: WorkCount
    shown: int
    newer: str
    older: str
    kinds: tuple[tuple[str, str], ...]
    programmes: tuple[tuple[str, str], ...]
    tabs: tuple[dict[str, object], ...]
    second: tuple[Beside, ...]


def kinds_closed_to(permissions: frozenset[str]) -> frozenset[str]:
    """Kinds of task that somebody with these permissions may not do: they are not shown to them."""
    return frozenset(kind for kind, needed in PERMISSION_FOR.items() if needed not in permissions)


def inbox(*, wanted: WorkWanted, kept: Mapping[str, str], on: date, permissions: frozenset[str] = frozenset()) -> Inbox:
    """One page of an officer's inbox, and a row in the access log for the persons on it.

    kept          the filters as the address has them, with `after` or `before` of this page
    permissions   the officer's: whoever is a second person for money is shown what waits for one
    """
    by_name = wanted.order == "name"
    after, before = (_place(kept.get(name), by_name=by_name) for name in ("after", "before"))
    page = page_of_tasks(wanted=wanted, on=on, after=after, before=before)
    programmes = programmes_of_tasks(tasks=page.tasks)
    # Asked also where nobody owns anything, so that every page costs the same.
    names = names_of_staff({task.owner_id for task in page.tasks if task.owner_id} or {UUID(int=0)})
    count = count_of_tasks(wanted=wanted, on=on)
    looked_at((task.person_id for task in page.tasks if task.person_id), page="inbox")
    return Inbox(
        rows=tuple(_row(task, programmes, names, wanted.account, on) for task in page.tasks),
        count=count,
        shown=count.kinds.get(wanted.kind, 0) if wanted.kind else sum(count.kinds.values()),
        newer=_address(kept, before=page.earlier),
        older=_address(kept, after=page.later),
        kinds=_kinds(count),
        programmes=tuple(
            labels_in_order([(code, pack_text(code)) for code in country().law.programmes], by=itemgetter(1))
        ),
        tabs=tuple(_tabs(count, wanted)),
        second=tuple(_second(wanted.account, permissions)),
    )


def _second(me: UUID, permissions: frozenset[str]) -> Iterable[Beside]:
    if "approve_run" in permissions:
        runs = Run.objects.filter(state=RunState.PREPARED).exclude(prepared_by=me).count()
        text = ngettext("One run waits for a second person.", "%(number)s runs wait for a second person.", runs)
        if runs:
            yield Beside(text % {"number": runs}, reverse("workbench:runs"))
    if "confirm_account" in permissions:
        waiting = PayeeAccount.objects.filter(state=AccountState.PROPOSED).exclude(change__proposed_by=me).count()
        if waiting:
            yield Beside(f"{_('Account changes that wait')}: {waiting}", reverse("workbench:accounts"))


def _tabs(count: WorkCount, wanted: WorkWanted) -> Iterable[dict[str, object]]:
    """How many wait, each a way to see them; what is filtered further is none of them."""
    plain = not (wanted.kind or wanted.programme)
    whose = {
        "mine": _("Mine: %(number)s") % {"number": count.mine},
        "office": _("My office: %(number)s") % {"number": count.office},
        "nobody": _("Not dealt yet: %(number)s") % {"number": count.nobody},
    }
    for code, text in whose.items():
        yield {
            "text": text,
            "href": f"?whose={code}",
            "current": plain and not wanted.deadline and wanted.whose == code,
        }
    deadlines = {
        "overdue": _("Overdue: %(number)s") % {"number": count.overdue},
        "soon": _("Within seven days: %(number)s") % {"number": count.soon},
    }
    for code, text in deadlines.items():
        address = f"?whose={wanted.whose}&deadline={code}"
        yield {"text": text, "href": address, "current": plain and wanted.deadline == code}


def _kinds(count: WorkCount) -> tuple[tuple[str, str], ...]:
    words = {
        kind: _("%(kind)s (%(number)s)") % {"kind": called(TASKS, kind), "number": n} for kind, n in count.kinds.items()
    }
    return tuple(labels_in_order(words.items(), by=itemgetter(1)))


def _row(task: Task, programmes: Mapping[UUID, str], names: Mapping[UUID, str], me: UUID, on: date) -> TaskRow:
    late = task.deadline_on < on
    return TaskRow(
        id=task.id,
        title=called(TASKS, task.kind),
        person=task.person.name if task.person is not None else "",
        identifier=task.person.identifier if task.person is not None else "",
        programme=pack_text(programmes[task.id]) if task.id in programmes else "",
        deadline_on=task.deadline_on,
        urgency=urgency_text(task.deadline_on, on=on),
        is_overdue=late,
        owner=_owner(task, names, me),
        is_mine=task.owner_id == me,
    )


def _owner(task: Task, names: Mapping[UUID, str], me: UUID) -> str:
    if task.owner_id is None:
        return _("Nobody yet")
    return _("You") if task.owner_id == me else names.get(task.owner_id, "")


def urgency_text(deadline_on: date, *, on: date) -> str:
    """How pressing a day is, in words; nothing where there is more than a week."""
    days = (deadline_on - on).days
    if days < 0:
        return ngettext("Overdue by %(days)s day", "Overdue by %(days)s days", -days) % {"days": -days}
    if days == 0:
        return _("Due today")
    if days <= SOON.days:
        return ngettext("Due in %(days)s day", "Due in %(days)s days", days) % {"days": days}
    return ""


def _place(text: str | None, *, by_name: bool) -> Place | None:
    """A place as the address writes it; anything else is the first page."""
    at, _separator, id_ = (text or "").partition("_")
    try:
        return Place(bytes.fromhex(at) if by_name else date.fromisoformat(at), UUID(id_))
    except ValueError:
        return None


def _address(kept: Mapping[str, str], *, after: Place | None = None, before: Place | None = None) -> str:
    place = after or before
    if place is None:
        return ""
    filters = {name: value for name, value in kept.items() if value and name not in ("after", "before")}
    at = place.at.hex() if isinstance(place.at, bytes) else place.at.isoformat()
    return "?" + urlencode(filters | {"after" if after else "before": f"{at}_{place.id}"})
