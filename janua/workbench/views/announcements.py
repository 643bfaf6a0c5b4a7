"""Write announcements, look at them as the portal will show them, publish them as a second person, take them down."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from janua.base.accounts.language import set_language as keep_language
from janua.base.actors.middleware import own_transactions
from janua.base.areas.queries import area_of_office
from janua.base.clock import today
from janua.catalogue.actions.announcement import WrongState, change, propose, publish_announcement, withdraw
from janua.catalogue.queries import announcement_written
from janua.workbench.forms.announcements import AnnouncementForm
from janua.workbench.journeys.announcing import PUBLISHES, WRITES, Page, listed, page_of
from janua.workbench.journeys.runs import number_of
from janua.workbench.views.cases import who
from janua.workbench.views.permitted import found, permitted


@require_safe
@permitted(WRITES, PUBLISHES)
def list_announcements(request: HttpRequest) -> HttpResponse:
    """Show every announcement, newest first."""
    text = request.GET.get("after", "")
    rows, older = listed(after=_id_or_none(text), on=today())
    context = {"rows": rows, "older": older, "may_write": WRITES in who(request).permissions}
    return render(request, "workbench/announcements/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(WRITES)
def write(request: HttpRequest) -> HttpResponse:
    """Write an announcement for a colleague to publish."""
    form = AnnouncementForm(request.POST or None, initial={"kind": "news", "shows_from": today()})
    if request.method == "POST" and form.is_valid():
        area = area_of_office(who(request).office_id)
        row = propose(words=form.words, area_id=area, on=today())
        return redirect("workbench:announcement", row.id)
    status = 422 if form.is_bound else 200
    return render(request, "workbench/announcements/write.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(WRITES)
def rewrite(request: HttpRequest, announcement: UUID) -> HttpResponse:
    """Change one's own proposal before anybody has published it."""
    row = found(announcement_written(announcement=announcement))
    form = AnnouncementForm(request.POST or None, initial=AnnouncementForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        change(announcement=announcement, words=form.words, on=today())
        return redirect("workbench:announcement", announcement)
    context = {"form": form, "announcement": row}
    return render(request, "workbench/announcements/write.html", context, status=422 if form.is_bound else 200)


@require_safe
@permitted(WRITES, PUBLISHES)
def show(request: HttpRequest, announcement: UUID) -> HttpResponse:
    """Show an announcement as people will read it, with what may be done to it."""
    return render(request, "workbench/announcements/one.html", {"page": _page(request, announcement)})


@require_POST
@permitted(PUBLISHES)
def publish(request: HttpRequest, announcement: UUID) -> HttpResponse:
    """Put the edition that was read before everybody."""
    edition = number_of(request.POST.get("edition", "")) or 0
    try:
        publish_announcement(announcement=announcement, edition=edition, on=today())
    except WrongState:
        page = _page(request, announcement)
        if page.may_publish:
            context = {"page": page, "changed": True}
            return render(request, "workbench/announcements/one.html", context, status=409)
    return redirect("workbench:announcement", announcement)


@require_POST
@permitted(WRITES, PUBLISHES)
def take_down(_request: HttpRequest, announcement: UUID) -> HttpResponse:
    """Take an announcement down, or give up a proposal."""
    with suppress(WrongState):
        withdraw(announcement=announcement, on=today())
    return redirect("workbench:announcement", announcement)


@own_transactions
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language that an officer chose, and go back to where they were."""
    return keep_language(request)


def _page(request: HttpRequest, announcement: UUID) -> Page:
    officer = who(request)
    return found(
        page_of(announcement=announcement, officer=officer.account_id, permissions=officer.permissions, on=today())
    )


def _id_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
