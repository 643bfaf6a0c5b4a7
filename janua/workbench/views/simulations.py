"""Reforms tried over the population: written by an analyst, worked out in the background, shown without a person."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from janua.analytics.actions.simulation import ask_simulation
from janua.base.areas.queries import area_of_office
from janua.base.clock import today
from janua.catalogue.actions.rates import RatesFaulty
from janua.catalogue.queries import law_in_force
from janua.workbench.forms.rates import SimulationForm
from janua.workbench.journeys.rates import files_of_law
from janua.workbench.journeys.simulations import SIMULATES, page_of, text_to_try, to_try
from janua.workbench.journeys.simulations import listed as rows_listed
from janua.workbench.views.cases import who
from janua.workbench.views.permitted import found, permitted, typed
from janua.workbench.views.rates import SECONDS


@require_safe
@permitted(SIMULATES)
def listed(request: HttpRequest) -> HttpResponse:
    """List what was tried, newest first."""
    rows, older = rows_listed(after=_id(request, "after"))
    return render(request, "workbench/simulations/list.html", {"rows": rows, "older": older})


@require_safe
@permitted(SIMULATES)
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the part of the law whose numbers are tried, or proposed rates to begin with."""
    return render(request, "workbench/simulations/choose.html", {"files": files_of_law(), "proposed": to_try()})


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(SIMULATES)
def new(request: HttpRequest, file: str) -> HttpResponse:
    """Write the numbers to try."""
    found(file if file in dict(files_of_law()) else None)
    begins = {"written": text_to_try(of=_id(request, "from"), file=file)}
    files = request.FILES or None
    form = SimulationForm(typed(request), files, initial=begins, law=law_in_force(), file=file, on=today())
    if request.method == "POST" and form.is_valid():
        try:
            row = ask_simulation(reform=form.reform, area_id=area_of_office(who(request).office_id), on=today())
        except RatesFaulty as refused:
            form.refused(refused.faults)
        else:
            return redirect("workbench:simulation", row.id)
    context = {"form": form, "file": file}
    return render(request, "workbench/simulations/new.html", context, status=422 if form.is_bound else 200)


@require_safe
@permitted(SIMULATES)
def show(request: HttpRequest, simulation: UUID) -> HttpResponse:
    """Show one: how far it is, and who would gain and lose."""
    page = found(page_of(simulation=simulation, on=today()))
    response = render(request, "workbench/simulations/one.html", {"page": page})
    if not page.is_finished and "still" not in request.GET:
        response["Refresh"] = SECONDS
    return response


def _id(request: HttpRequest, name: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(request.GET.get(name, ""))
    return None
