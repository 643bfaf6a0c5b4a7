"""Whose time is over: lists for erasure by two persons, and legal holds by two."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from janua.base.clock import today
from janua.base.retention.actions.hold import HoldRefused, answer_hold, ask_for_hold
from janua.base.retention.actions.lists import approve_list, keep_person, put_forward
from janua.base.retention.queries import holds_here, lists_here
from janua.base.retention.row_security import APPROVE, ASK_HOLD, CONFIRM_HOLD, PUT_FORWARD
from janua.workbench.forms.retention import LegalHoldAnswerForm, LegalHoldForm
from janua.workbench.journeys.retention import GROUNDS, held_person, hold_page, list_page, start_page
from janua.workbench.views.cases import who
from janua.workbench.views.officer import stepped_up
from janua.workbench.views.permitted import found, permitted, typed

_READERS = (PUT_FORWARD, APPROVE, ASK_HOLD, CONFIRM_HOLD, "read_audit")


@require_GET
@permitted(*_READERS)
def listed(request: HttpRequest) -> HttpResponse:
    """Lists for erasure, holds, and the schedule."""
    return render(request, "workbench/retention/start.html", start_page(on=today()))


@require_GET
@permitted(PUT_FORWARD, APPROVE, "read_audit")
def one_list(request: HttpRequest, erasure_list: UUID) -> HttpResponse:
    """One list with its persons."""
    row = found(lists_here().filter(id=erasure_list).first())
    return render(request, "workbench/retention/list.html", list_page(row, officer=who(request).account_id))


@require_POST
@permitted(PUT_FORWARD)
def propose(_request: HttpRequest, erasure_list: UUID) -> HttpResponse:
    """Put a list forward."""
    put_forward(erasure_list=erasure_list, on=today())
    return redirect("workbench:erasure-list", erasure_list)


@require_POST
@permitted(APPROVE)
@stepped_up
def approve(_request: HttpRequest, erasure_list: UUID) -> HttpResponse:
    """Approve a list as the second person: its persons are erased for good."""
    approve_list(erasure_list=erasure_list, on=today())
    return redirect("workbench:erasure-list", erasure_list)


@require_POST
@permitted(PUT_FORWARD)
def keep(_request: HttpRequest, item: UUID) -> HttpResponse:
    """Take somebody off a list."""
    row = keep_person(item=item, on=today())
    return redirect("workbench:erasure-list", row.erasure_list_id)


@require_http_methods(["GET", "POST"])
@permitted(ASK_HOLD)
def ask(request: HttpRequest, person: UUID) -> HttpResponse:
    """Ask for a legal hold."""
    of = held_person(person=person)
    form = LegalHoldForm(typed(request), grounds=list(GROUNDS.items()), first_day=today())
    if request.method == "POST" and form.is_valid():
        try:
            row = ask_for_hold(person=person, area_id=of.kept_in or 0, **form.cleaned_data, on=today())
            return redirect("workbench:legal-hold", row.id)
        except HoldRefused as refused:
            form.add_error("ends_on", str(refused))
    page = {"form": form, "person": of}
    return render(request, "workbench/retention/hold_new.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted(*_READERS)
def one_hold(request: HttpRequest, hold: UUID) -> HttpResponse:
    """Read one hold, and answer it as the second person."""
    row, form = found(holds_here().filter(id=hold).first()), LegalHoldAnswerForm(typed(request))
    if request.method == "POST" and form.is_valid():
        answer_hold(hold=hold, **form.cleaned_data, on=today())
        return redirect("workbench:legal-hold", hold)
    page = hold_page(row, officer=who(request).account_id) | {"form": form}
    return render(request, "workbench/retention/hold.html", page, status=422 if form.errors else 200)
