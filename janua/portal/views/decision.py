"""A decision, its letter, and asking to have it looked at again."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from janua.base.clock import today
from janua.casework.actions import reconsideration
from janua.casework.actions.letter import open_letter
from janua.casework.models import Letter
from janua.portal.forms.answering import GroundsForm
from janua.portal.journeys.deciding import decided
from janua.portal.views.own import APPLY, CHALLENGE, SEE, about_person, person_of, see


@require_GET
@about_person(SEE, APPLY, CHALLENGE)
def decision(request: HttpRequest, of: UUID) -> HttpResponse:
    """What the person gets, when, why, and how to object."""
    found = decided(decision=of, person=person_of(request), on=today())
    if found is None:
        raise Http404
    return render(request, "portal/mine/decision.html", {"decision": found, "on": today()})


@require_GET
@about_person(SEE, APPLY, CHALLENGE, is_file=True)
def letter(request: HttpRequest, of: UUID) -> HttpResponse:
    """The letter as a PDF; that it was opened is on the access log."""
    row = Letter.objects.filter(id=of, document__person_id=person_of(request)).first()
    if row is None:
        raise Http404
    content = open_letter(letter=row.id, page="letter", purpose="mandate" if request.visitor.acts_for else "own")  # type: ignore[attr-defined]
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="letter-{row.language}.pdf"',
            "Cache-Control": "no-store",
        },
    )


@require_http_methods(["GET", "POST"])
@about_person(CHALLENGE)
def challenge(request: HttpRequest, of: UUID) -> HttpResponse:
    """Ask for a decision to be looked at again; late, say how to go on."""
    found = decided(decision=of, person=person_of(request), on=today())
    if found is None:
        raise Http404
    form = GroundsForm(request.POST or None)
    shown = {"decision": found, "form": form, "late": today() > found.challenge_until}
    if request.method == "GET" or shown["late"] or not found.may_challenge:
        return render(request, "portal/mine/challenge.html", shown, status=200 if request.method == "GET" else 409)
    if not form.is_valid():
        return render(request, "portal/mine/challenge.html", shown, status=422)
    reconsideration.ask(decision=of, grounds=form.cleaned_data["grounds"], on=today())
    return see("challenge", of)
