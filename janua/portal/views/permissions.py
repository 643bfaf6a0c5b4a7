"""Consents and mandates: see them, give them, end them. Always in one's own name, never under a mandate."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from janua.base.accounts.door.limits import Counted, TooManyAttempts, attempt
from janua.base.actors import acting_as
from janua.base.actors.middleware import own_transactions
from janua.base.clock import today
from janua.portal.forms.permissions import MandateForm
from janua.portal.journeys.permissions import SCOPES, NotIdentified, consents_page, give, mandates_page
from janua.portal.views.own import see
from janua.portal.views.visitor import actor_of, signed_in, visitor_of
from janua.registers.actions import revoke_mandate, withdraw_consent
from janua.registers.actions.consents import AlreadyAnswered, answer_consent_request, ask_for_consent
from janua.registers.actions.mandates import AlreadyEnded, NotGranted
from janua.registers.models import Consent, ConsentRequest, Mandate
from janua.registers.queries.family import SEE_VALUES

# Of naming somebody for a mandate, in a quarter of an hour.
MOST_TRIES = 10


def in_own_name(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view who the visitor is; say how to be confirmed where nobody knows yet."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        visitor = visitor_of(request)
        if visitor is None or visitor.own_person is None:
            return render(request, "portal/apply/not_confirmed.html")
        return view(request, visitor.own_person, *args, **kwargs)

    return guarded


@require_GET
@in_own_name
def consents(request: HttpRequest, own: UUID) -> HttpResponse:
    """Who may see what is known of me, and whom I may ask."""
    return render(request, "portal/permissions/consents.html", {"page": consents_page(person=own, on=today())})


@require_POST
@in_own_name
def ask(request: HttpRequest, own: UUID) -> HttpResponse:
    """Ask a partner for a consent."""
    asked = _id(request.POST.get("person", ""))
    ask_for_consent(asker=own, asked=asked, purpose=SEE_VALUES, on=today())
    return see("consents")


@require_POST
@in_own_name
def answer(request: HttpRequest, own: UUID, request_id: UUID) -> HttpResponse:
    """Say yes or no to somebody who asked."""
    if not ConsentRequest.objects.filter(id=request_id, asked_id=own).exists():
        raise Http404
    try:
        answer_consent_request(request_id=request_id, give="yes" in request.POST, on=today())
    except AlreadyAnswered:
        return see("consents")
    return see("consents")


@require_POST
@in_own_name
def end_consent(_request: HttpRequest, own: UUID, consent: UUID) -> HttpResponse:
    """End a consent from today on."""
    if not Consent.objects.filter(id=consent, person_id=own).exists():
        raise Http404
    try:
        withdraw_consent(consent_id=consent, on=today())
    except AlreadyEnded:
        return see("consents")
    return see("consents")


@require_GET
@in_own_name
def mandates(request: HttpRequest, own: UUID) -> HttpResponse:
    """Who acts for me, and for whom I act."""
    return render(request, "portal/permissions/mandates.html", {"page": mandates_page(person=own, on=today())})


@own_transactions
@require_http_methods(["GET", "HEAD", "POST"])
@in_own_name
def give_mandate(request: HttpRequest, own: UUID) -> HttpResponse:
    """Let somebody act for me, who is named by number, family name and date of birth."""
    form = MandateForm(request.POST or None, scopes=SCOPES, on=today())
    if request.method == "POST" and form.is_valid() and _given(request, own, form):
        return see("mandates")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "portal/permissions/mandate.html", {"form": form}, status=status)


def _given(request: HttpRequest, own: UUID, form: MandateForm) -> bool:
    """Give the mandate, or say beside the field why not. Tries are counted: the form must not find people out."""
    visitor, actor = visitor_of(request), actor_of(request)
    if visitor is None or actor is None:
        return False
    try:
        attempt("citizen", [Counted("mandate", str(visitor.account_id), MOST_TRIES)])
        with acting_as(actor):
            give(giver=own, asked=form.cleaned_data, on=today())
    except TooManyAttempts as late:
        form.add_error(
            "number", gettext("Too many tries. Try again in %(minutes)d minutes.") % {"minutes": late.minutes}
        )
    except NotIdentified:
        words = gettext("We know nobody with this number, name and date of birth. Look at all three.")
        form.add_error("number", words)
    except NotGranted as refused:
        form.add_error("number", str(refused))
    return not form.errors


@require_POST
@in_own_name
def end_mandate(_request: HttpRequest, own: UUID, mandate: UUID) -> HttpResponse:
    """End a mandate: from today on its holder acts no more."""
    if not Mandate.objects.filter(id=mandate, giver_id=own).exists():
        raise Http404
    try:
        revoke_mandate(mandate_id=mandate, on=today())
    except AlreadyEnded:
        return see("mandates")
    return see("mandates")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
