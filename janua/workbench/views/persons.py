"""Find a person, and their page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from janua.base.accounts.queries import areas_held
from janua.base.clock import today
from janua.registers.actions import accounts
from janua.registers.models import Person
from janua.workbench.forms.cases import FindPersonForm
from janua.workbench.journeys.people import found_persons, person_page
from janua.workbench.views.officer import officer_of
from janua.workbench.views.permitted import found, permitted, typed


@require_http_methods(["GET", "POST"])
@permitted("read_case")
def find_person(request: HttpRequest) -> HttpResponse:
    """Find persons by number or name; what is sought is sent in the body, and changes nothing."""
    officer = officer_of(request)
    assert officer is not None
    form = FindPersonForm(typed(request))
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "workbench/cases/find_person.html", {"form": form}, status=status)
    found = found_persons(words=form.cleaned_data["words"], officer=officer.account_id, on=today())
    return render(request, "workbench/cases/find_person.html", {"form": form, "found": found})


@require_GET
@permitted("read_case", "open_urgent_access")
def show_person(request: HttpRequest, person: UUID) -> HttpResponse:
    """Everything that the registers hold of one person, and their case."""
    officer = officer_of(request)
    assert officer is not None
    shown = person_page(person=person, officer=officer.account_id, on=today())
    return render(request, "workbench/cases/person.html", {"person": shown})


@require_POST
@permitted("keep_register")
def sign_out_everywhere(_request: HttpRequest, person: UUID) -> HttpResponse:
    """End every session of a person, as they ask at the desk."""
    kept = Person.objects.filter(id=person, area_id__in=areas_held("keep_register")).first()
    accounts.sign_out_everywhere(person=found(kept), on=today())
    return redirect("workbench:person", person)
