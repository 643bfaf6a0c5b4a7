"""The end of an application: check the answers, send, the receipt; or throw it away."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from janua.base.audit import log_access
from janua.base.documents.actions import DocumentRefused
from janua.casework.actions.application import KeyUsedOtherwise
from janua.casework.actions.draft import discard_draft, standing_draft
from janua.casework.queries.applying import application_sent
from janua.portal.journeys.apply import pages
from janua.portal.journeys.apply.opening import Applying, NoDraft, Opened, open_application, open_service
from janua.portal.journeys.apply.sending import ChangedMeanwhile, NotReady, send, sent_before, state_of
from janua.portal.journeys.apply.steps import open_tasks
from janua.portal.journeys.spoken import pack_language
from janua.portal.views.applying import applying
from janua.portal.views.own import APPLY, CHALLENGE, SEE, may_open, see
from janua.portal.views.visitor import signed_in, visitor_of

# What a mandate must be for, as on the application's own page.
FOLLOWS = (SEE, APPLY, CHALLENGE)


@require_GET
@applying
def check(request: HttpRequest, by: Applying) -> HttpResponse:
    """Show everything once more before it is sent."""
    opened = open_application(by)
    return render(request, "portal/apply/check.html", _checked(opened))


@require_POST
@applying
def submit(request: HttpRequest, by: Applying) -> HttpResponse:
    """Send it; a second press, another window or the back button lead to the one receipt."""
    key = request.POST.get("key", "")
    try:
        opened = open_application(by, to_change=True)
    except NoDraft:
        # The other press was quicker, or this page is an old one.
        return _to_receipt(key, by)
    try:
        sent = send(opened, key=key, shown=request.POST.get("shown", ""), language=pack_language())
    except NotReady:
        return _to_receipt(key, by) if key != opened.typed.key else see("apply-tasks", by.code)
    except (ChangedMeanwhile, KeyUsedOtherwise, DocumentRefused):
        if sent_before(key=key) is not None:
            return _to_receipt(key, by)
        return render(request, "portal/apply/check.html", _checked(opened) | {"changed": True}, status=409)
    return see("receipt", sent.id)


@require_GET
@signed_in
def receipt(request: HttpRequest, application: UUID) -> HttpResponse:
    """Say that it has arrived, under which number, and what happens next."""
    sent, visitor = application_sent(application_id=application), visitor_of(request)
    if sent is None or visitor is None or sent.applicant_id != visitor.person or not may_open(visitor, FOLLOWS):
        raise Http404
    if visitor.acts_for:
        log_access([sent.applicant_id], "receipt", "mandate")
    shown = {"sent": sent, "steps": pages.next_steps(sent), "title": pages.title_of_sent(sent)}
    return render(request, "portal/apply/receipt.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@applying
def delete(request: HttpRequest, by: Applying) -> HttpResponse:
    """Throw an unfinished application away, after asking; for a day it can be taken back."""
    blueprint, _standing, typed = open_service(by)
    draft = standing_draft(service=by.code, applicant=by.person)
    if draft is None or (typed is None and request.method == "POST"):
        return see("apply", by.code)
    if request.method == "POST":
        discard_draft(draft_id=draft.id)
        return see("apply-delete", by.code)
    shown = {"by": by, "title": pages.title_of(blueprint), "gone": typed is None}
    return render(request, "portal/apply/delete.html", shown)


@require_POST
@applying
def restore(_request: HttpRequest, by: Applying) -> HttpResponse:
    """Take back an application that was thrown away by mistake."""
    draft = standing_draft(service=by.code, applicant=by.person)
    if draft is None:
        return see("apply", by.code)
    discard_draft(draft_id=draft.id, discarded=False)
    return see("apply-tasks", by.code)


def _to_receipt(key: str, by: Applying) -> HttpResponse:
    """The receipt of what this page became before; the first page of the service where it became nothing."""
    before = sent_before(key=key)
    return see("receipt", before.id) if before is not None else see("apply", by.code)


def _checked(opened: Opened) -> dict[str, Any]:
    return {
        "opened": opened,
        "by": opened.by,
        "service": pages.title_of(opened.blueprint),
        "key": opened.typed.key,
        "shown": state_of(opened),
        "people": pages.summary_of_people(opened),
        "groups": pages.known_groups(opened),
        "hidden": pages.hidden_groups(opened),
        "wrong": pages.summary_of_wrong(opened),
        "answers": pages.summary_of_answers(opened),
        "papers": pages.summary_of_papers(opened),
        "asking": pages.asking_of(opened),
        "unasked": pages.labels(opened.unasked),
        "to_do": pages.open_items(opened, open_tasks(opened)),
    }
