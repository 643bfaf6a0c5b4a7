"""Alerts on officers' looks, answered by somebody else; and the look-up before somebody is registered."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from janua.base.clock import today
from janua.casework.actions.looks import answer
from janua.registers.actions.look_alerts import AlertAnswered, WordsMissing
from janua.registers.actions.look_up import TooLittleToLookUp, TooManyLookUps
from janua.registers.look_alerts import ANSWER
from janua.registers.permissions import KEEP
from janua.registers.queries.look_alerts import look_alert
from janua.workbench.forms.looks import AlertForm, LookUpForm
from janua.workbench.journeys import looking_up
from janua.workbench.journeys.alerted import alert_page, alerts_page
from janua.workbench.views.permitted import found, permitted, typed


@require_GET
@permitted(ANSWER)
def alerts(request: HttpRequest) -> HttpResponse:
    """List what somebody has to ask about: the longest waiting first."""
    return render(request, "workbench/oversight/look_alerts.html", alerts_page())


@require_http_methods(["GET", "POST"])
@permitted(ANSWER)
def alert(request: HttpRequest, alert: UUID) -> HttpResponse:
    """Read one alert, and answer it."""
    row, form = found(look_alert(alert=alert)), AlertForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            answer(alert=alert, **form.cleaned_data, on=today())
            return redirect("workbench:look-alert", alert)
        except (AlertAnswered, WordsMissing) as refused:
            form.add_error("words", str(refused))
    page = alert_page(row) | {"form": form}
    return render(request, "workbench/oversight/look_alert.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted(KEEP)
def look_up(request: HttpRequest) -> HttpResponse:
    """Ask whether somebody is registered already; what is asked is sent in the body."""
    form, answer = LookUpForm(typed(request)), None
    if request.method == "POST" and form.is_valid():
        try:
            answer = looking_up.answer(**form.cleaned_data, on=today())
        except (TooLittleToLookUp, TooManyLookUps) as refused:
            form.add_error(None, str(refused))
    page = {"form": form, "answer": answer}
    return render(request, "workbench/cases/look_up.html", page, status=422 if form.errors else 200)
