"""The inbox, and the way from a task to where it is done."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from janua.base.accounts.queries import areas_held
from janua.base.clock import today
from janua.casework.actions.task import finish
from janua.casework.models import Task
from janua.casework.queries.inbox import WorkWanted
from janua.workbench.forms.cases import InboxForm
from janua.workbench.journeys.done import done_text
from janua.workbench.journeys.inbox import inbox, kinds_closed_to
from janua.workbench.journeys.tasks import place_of, task_on_its_own
from janua.workbench.views.officer import officer_of, signed_in

FILTERS = ("whose", "kind", "deadline", "programme", "order")


@require_GET
@signed_in
def show_inbox(request: HttpRequest) -> HttpResponse:
    """Open work by deadline; the filters stand in the address."""
    officer = officer_of(request)
    assert officer is not None
    asked = {name: request.GET.get(name, "") for name in (*FILTERS, "after", "before")}
    kept = {name: text if text.isprintable() else "" for name, text in asked.items()}
    wanted = WorkWanted(
        account=officer.account_id,
        office=officer.office_id,
        without=kinds_closed_to(officer.permissions),
        **{name: kept[name] for name in FILTERS if kept[name]},
    )
    shown = inbox(wanted=wanted, kept=kept, on=today(), permissions=officer.permissions)
    form = InboxForm(
        initial={**{name: kept[name] for name in FILTERS}, "whose": wanted.whose},
        kinds=shown.kinds,
        programmes=shown.programmes,
    )
    filtered = any(kept[name] for name in FILTERS[1:-1])
    page = {"inbox": shown, "form": form, "wanted": wanted, "filtered": filtered, "done": _done(request)}
    return render(request, "workbench/cases/inbox.html", page)


@require_GET
@signed_in
def open_task(request: HttpRequest, task: UUID) -> HttpResponse:
    """Go where a task is done; one that has no page of its own is shown with what it is about."""
    row = Task.objects.get(id=task, area_id__in=areas_held())
    place = place_of(row)
    if place is not None:
        return redirect(f"{place}{'&' if '?' in place else '?'}{urlencode({'task': str(row.id)})}")
    officer = officer_of(request)
    assert officer is not None
    if row.owner_id != officer.account_id and row.kind in kinds_closed_to(officer.permissions):
        raise Task.DoesNotExist
    shown = task_on_its_own(row, officer=officer.account_id, on=today())
    return render(request, "workbench/cases/task.html", {"task": shown, "done": _done(request)})


@require_POST
@signed_in
def finish_task(_request: HttpRequest, task: UUID) -> HttpResponse:
    """Say that a task is done, where nothing else says so."""
    finish(task=task, on=today())
    return redirect(f"{reverse('workbench:inbox')}?done=finished")


def _done(request: HttpRequest) -> str:
    return done_text(request.GET.get("done"))
