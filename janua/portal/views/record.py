"""What is known of a person, and who looked at it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from janua.base.clock import today
from janua.portal.journeys.known import known_of
from janua.portal.journeys.looked import looks_of
from janua.portal.views.own import APPLY, REPORT, SEE, about_person, person_of


@require_GET
@about_person(SEE, APPLY, REPORT)
def known_facts(request: HttpRequest) -> HttpResponse:
    """Everything known of the person, with source and day."""
    return render(request, "portal/mine/known.html", {"page": known_of(person=person_of(request), on=today())})


@require_GET
@about_person(SEE)
def looks(request: HttpRequest) -> HttpResponse:
    """Who looked at the person's data."""
    before = request.GET.get("before", "")
    found = looks_of(person=person_of(request), before=int(before) if before.isdecimal() else None)
    return render(request, "portal/mine/looks.html", {"page": found, "first": not before})
