"""The person's home, and one application followed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from janua.base.clock import today
from janua.casework.actions.withdrawal import withdraw
from janua.portal.journeys.following import followed
from janua.portal.journeys.home import home_of
from janua.portal.views.own import APPLY, CHALLENGE, RECEIVE, REPORT, SEE, about_person, account_of, person_of, see


@require_GET
@about_person(SEE, APPLY, REPORT, CHALLENGE, RECEIVE)
def home(request: HttpRequest) -> HttpResponse:
    """What needs the person now, what is under way, what they are paid."""
    found = home_of(person=person_of(request), account=account_of(request), on=today())
    return render(request, "portal/mine/home.html", {"home": found})


@require_GET
@about_person(SEE, APPLY, CHALLENGE)
def application(request: HttpRequest, of: UUID) -> HttpResponse:
    """What happened, what happens next and by when."""
    found = followed(application=of, person=person_of(request), on=today())
    if found is None:
        raise Http404
    return render(request, "portal/mine/application.html", {"application": found})


@require_http_methods(["GET", "POST"])
@about_person(APPLY)
def take_back(request: HttpRequest, of: UUID, claim: UUID) -> HttpResponse:
    """Take a claim back, after asking once whether that is meant."""
    found = followed(application=of, person=person_of(request), on=today())
    names = dict(found.open) if found is not None else {}
    if found is None or claim not in found.claims or (request.method == "GET" and claim not in names):
        raise Http404
    if request.method == "GET":
        shown = {"application": found, "programme": names[claim]}
        return render(request, "portal/mine/take_back.html", shown)
    withdraw(claim=claim, on=today())
    return see("application", of)
