"""Looks at a person that are shown to them later: asked for, confirmed by a second person, ended."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from janua.base.clock import today
from janua.registers.actions.look_holds import HoldRefused, answer_look_hold, ask_for_look_hold, end_look_hold
from janua.registers.look_holds import CONFIRM, HOLD
from janua.registers.queries.look_holds import look_hold
from janua.workbench.forms.holding import HoldAnswerForm, LookHoldForm
from janua.workbench.journeys.held import asked_for, held_list, held_page
from janua.workbench.journeys.wording import GROUNDS
from janua.workbench.views.cases import who
from janua.workbench.views.officer import stepped_up
from janua.workbench.views.permitted import found, permitted, typed


@require_GET
@permitted(HOLD, CONFIRM, "read_audit")
def listed(request: HttpRequest) -> HttpResponse:
    """List holds: those that wait for a second person first."""
    return render(request, "workbench/oversight/look_holds.html", {"held": held_list(on=today())})


@require_http_methods(["GET", "POST"])
@permitted(HOLD)
def ask(request: HttpRequest, person: UUID) -> HttpResponse:
    """Ask that looks at a person are shown to the person later."""
    of, offices = asked_for(person=person)
    form = LookHoldForm(
        typed(request),
        offices=offices,
        grounds=list(GROUNDS.items()),
        first_day=today(),
        initial={"since": today()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = ask_for_look_hold(person=person, **form.cleaned_data, on=today())
            return redirect("workbench:look-hold", row.id)
        except HoldRefused as refused:
            form.add_error("ends_on", str(refused))
    page = {"form": form, "person": of}
    return render(request, "workbench/oversight/look_hold_new.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted(HOLD, CONFIRM, "read_audit")
def one(request: HttpRequest, hold: UUID) -> HttpResponse:
    """Read one hold, and answer it as the second person."""
    row, form = found(look_hold(hold=hold)), HoldAnswerForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            answer_look_hold(hold=hold, **form.cleaned_data, on=today())
            return redirect("workbench:look-hold", hold)
        except HoldRefused as refused:
            form.add_error(None, str(refused))
    page = held_page(row, officer=who(request).account_id, on=today()) | {"form": form}
    return render(request, "workbench/oversight/look_hold.html", page, status=422 if form.errors else 200)


@require_POST
@permitted(CONFIRM)
@stepped_up
def end(_request: HttpRequest, hold: UUID) -> HttpResponse:
    """Show all looks before the last day: nobody is in danger any more. Pressed twice, the page says how it stands."""
    with suppress(HoldRefused):
        end_look_hold(hold=hold, on=today())
    return redirect("workbench:look-hold", hold)
