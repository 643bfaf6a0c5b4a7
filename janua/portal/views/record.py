"""What is known of a person, and who looked at it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from janua.base.clock import today
from janua.portal.forms.wrong import RightForm
from janua.portal.journeys.handing_in import paper_in
from janua.portal.journeys.known import known_fact, known_of, say_what_is_right
from janua.portal.journeys.looked import looks_of
from janua.portal.views.own import APPLY, REPORT, SEE, about_person, number_in, person_of, see


@require_GET
@about_person(SEE, APPLY, REPORT)
def known_facts(request: HttpRequest) -> HttpResponse:
    """Everything known of the person, with source and day."""
    return render(request, "portal/mine/known.html", {"page": known_of(person=person_of(request), on=today())})


@require_http_methods(["GET", "POST"])
@about_person(REPORT)
def this_is_wrong(request: HttpRequest, of: UUID) -> HttpResponse:
    """Say what is right instead; the register's word stays beside it until an officer has looked."""
    found = known_fact(fact=of, person=person_of(request), on=today())
    if found is None:
        raise Http404
    person = person_of(request)
    form = RightForm(request.POST or None, request.FILES or None, attribute=found.attribute, choices=found.choices)
    if request.method == "POST" and form.is_valid():
        papers = paper_in(form, person=person, area_id=found.area_id)
        if papers is not None:
            say_what_is_right(known=found, value=form.value(), papers=papers, person=person, on=today())
            return see("known-facts")
    shown = {"known": found, "form": form}
    return render(request, "portal/mine/wrong.html", shown, status=422 if request.method == "POST" else 200)


@require_GET
@about_person(SEE)
def looks(request: HttpRequest) -> HttpResponse:
    """Who looked at the person's data."""
    before = number_in(request.GET.get("before", ""))
    found = looks_of(person=person_of(request), before=before)
    return render(request, "portal/mine/looks.html", {"page": found, "first": before is None})
