"""New rates: propose numbers of law, see what they mean, approve them as a second person, watch them carried out."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from janua.base.areas.queries import area_of_office
from janua.base.clock import today
from janua.casework.actions.redecision import try_again
from janua.catalogue.actions.announcement import SecondPersonNeeded, WrongState
from janua.catalogue.actions.rates import RatesFaulty, approve_rates, propose_rates, withdraw_rates
from janua.catalogue.models import RateChange
from janua.catalogue.queries import law_in_force
from janua.workbench.forms.rates import RatesForm
from janua.workbench.journeys.rates import APPROVES, PROPOSES, Page, files_of_law, page_of
from janua.workbench.journeys.rates import listed as rows_listed
from janua.workbench.views.cases import who
from janua.workbench.views.officer import stepped_up
from janua.workbench.views.permitted import found, permitted, typed

# A waiting page looks again by itself, without a script.
SECONDS = "5"


@require_safe
@permitted(PROPOSES, APPROVES)
def listed(request: HttpRequest) -> HttpResponse:
    """List new rates, newest first."""
    after = None
    with suppress(ValueError):
        after = UUID(request.GET.get("after", ""))
    rows, older = rows_listed(after=after)
    context = {"rows": rows, "older": older, "may_propose": PROPOSES in who(request).permissions}
    return render(request, "workbench/rates/list.html", context)


@require_safe
@permitted(PROPOSES)
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the part of the law whose numbers change."""
    return render(request, "workbench/rates/choose.html", {"files": files_of_law()})


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(PROPOSES)
def new(request: HttpRequest, file: str) -> HttpResponse:
    """Write the new numbers of one part of the law, for a colleague to approve."""
    found(file if file in dict(files_of_law()) else None)
    form = RatesForm(typed(request), request.FILES or None, law=law_in_force(), file=file, on=today())
    if request.method == "POST" and form.is_valid():
        try:
            row = propose_rates(rates=form.rates, area_id=area_of_office(who(request).office_id), on=today())
        except RatesFaulty as refused:
            form.refused(refused.faults)
        else:
            return redirect("workbench:rate-change", row.id)
    context = {"form": form, "file": file}
    return render(request, "workbench/rates/new.html", context, status=422 if form.is_bound else 200)


@require_safe
@permitted(PROPOSES, APPROVES)
def show(request: HttpRequest, change: UUID) -> HttpResponse:
    """Show new rates: what changes, what it means, how far it is."""
    page = _page(request, change)
    response = render(request, "workbench/rates/one.html", {"page": page})
    waits = not page.is_previewed or (page.carried is not None and page.carried.done < page.carried.known)
    if waits and "still" not in request.GET:
        response["Refresh"] = SECONDS
    return response


@permitted(APPROVES)
@stepped_up
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, change: UUID) -> HttpResponse:
    """Make the numbers the law, as the second person."""
    page, fault = _page(request, change), ""
    if request.method == "POST":
        try:
            approve_rates(change=change, law_hash=request.POST.get("law", ""), on=today())
        except (WrongState, SecondPersonNeeded) as refused:
            fault = str(refused)
        except RateChange.DoesNotExist:
            # Pressed twice: what was approved or given up stands.
            return redirect("workbench:rate-change", change)
        else:
            return redirect("workbench:rate-change", change)
    context = {"page": page, "fault": fault}
    return render(request, "workbench/rates/approve.html", context, status=409 if fault else 200)


@require_POST
@permitted(PROPOSES, APPROVES)
def withdraw(request: HttpRequest, change: UUID) -> HttpResponse:
    """Give up a proposal."""
    _page(request, change)
    with suppress(WrongState, RateChange.DoesNotExist):
        withdraw_rates(change=change, on=today())
    return redirect("workbench:rate-change", change)


@require_POST
@permitted(PROPOSES, APPROVES)
def again(request: HttpRequest, change: UUID) -> HttpResponse:
    """Have the claims that could not be worked out tried once more."""
    _page(request, change)
    try_again(change=change, on=today())
    return redirect("workbench:rate-change", change)


def _page(request: HttpRequest, change: UUID) -> Page:
    officer = who(request)
    return found(page_of(change=change, officer=officer.account_id, permissions=officer.permissions, on=today()))
