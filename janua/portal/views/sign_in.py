"""Signing in and out of the portal."""

import logging
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from janua.base import clock
from janua.base.accounts.actions.session import Opened
from janua.base.accounts.door import inside, kept, limits, own, sealed
from janua.base.accounts.door.limits import TooManyAttempts
from janua.base.accounts.door.ways import way_back
from janua.base.actors.middleware import own_transactions
from janua.base.counters import count_sign_in_try
from janua.exchange.oidc import TOO_WEAK, NotProven
from janua.exchange.outbound import OutboundFailed
from janua.pack.installed import country
from janua.portal.journeys import sign_in as journey
from janua.portal.views.visitor import any_signed_in, signed_in, visitor_of
from janua.registers.actions.accounts import AlreadyLinked

_LOG = logging.getLogger(__name__)
_ON_THE_WAY, _FIRST = "janua_on_the_way_", "janua_first"
_MINUTES = 10
# A mobile network shows thousands of phones under one address.
_TRIES_BY_ADDRESS = 3_000


@require_http_methods(["GET", "HEAD", "POST"])
@own_transactions
def start(request: HttpRequest) -> HttpResponse:
    """Say how to sign in, and go to the identity provider when somebody presses."""
    onward = way_back(request, _home())
    if request.method == "POST":
        return _to_provider(request, onward)
    if visitor_of(request) is not None:
        return redirect(onward)
    return _page(request, "start", next=onward)


@require_http_methods(["GET", "HEAD", "POST"])
@own_transactions
def again(request: HttpRequest) -> HttpResponse:
    """Ask somebody who is signed in to show again who they are, before their money goes elsewhere."""
    onward = way_back(request, _home())
    if request.method == "POST":
        return _to_provider(request, onward, anew=True)
    return _page(request, "again", next=onward)


@require_GET
@own_transactions
def back(request: HttpRequest) -> HttpResponse:
    """Take up who comes back from the identity provider."""
    state = request.GET.get("state", "")
    kept_here = sealed.taken(request, _ON_THE_WAY + state[:8]) if state else None
    if kept_here is None or kept_here["state"] != state:
        return _failed(request, "state")
    response = _came_back(request, kept_here)
    sealed.drop(response, _ON_THE_WAY + state[:8])
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@own_transactions
def first(request: HttpRequest) -> HttpResponse:
    """Ask somebody who signs in for the first time whether they are the person that the provider names."""
    told = sealed.taken(request, _FIRST)
    if told is None:
        return redirect("portal:sign-in")
    attested = journey.Attested(**told["attested"])
    if request.method == "POST":
        return _confirmed(request, attested, str(told["next"]))
    if not journey.is_known(attested):
        return _page(request, "unknown", status=403, attested=attested)
    return _page(request, "first", attested=attested)


@require_POST
@own_transactions
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here and at the identity provider, and have the browser forget everything of it."""
    was_in = journey.leave(request)
    onward = journey.way_out(request, get_language() or "en") if was_in else ""
    response = HttpResponse(status=303, headers={"Location": onward}) if onward else redirect("portal:signed-out")
    return inside.let_out(request, response, kind="citizen")


@require_GET
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that nothing is left open here."""
    return inside.forgotten(_page(request, "signed_out"))


@require_POST
@any_signed_in
def stay(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (that it came is all)
    """Keep the session open: somebody is there, and types or has said so."""
    return inside.still_there()


@require_GET
@signed_in
def kept_form(request: HttpRequest) -> HttpResponse:
    """Show that what was typed before is still here, to be sent on by whoever typed it."""
    visitor = visitor_of(request)
    assert visitor is not None
    form = kept.kept_for(request, kind="citizen", account_id=visitor.account_id)
    if form is None:
        return redirect("portal:mine")
    return _page(request, "kept", form=form, visitor=visitor)


@require_http_methods(["GET", "HEAD", "POST"])
@own_transactions
@any_signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where somebody is signed in; end one of these sessions, or all but this."""
    if request.method == "POST":
        own.end_places(request, "citizen")
        return redirect("portal:sessions")
    return _page(request, "sessions", places=own.places(request, "citizen"))


def _to_provider(request: HttpRequest, onward: str, *, anew: bool = False) -> HttpResponse:
    begun_at = clock.now().timestamp()
    try:
        limits.attempt("citizen", [limits.by_address(request, most=_TRIES_BY_ADDRESS)])
        begun = journey.begin(request, get_language() or "en", anew=anew)
    except TooManyAttempts as wait:
        return _page(request, "wait", status=429, minutes=wait.minutes)
    except (OutboundFailed, NotProven, journey.NoProvider) as error:
        return _unreachable(request, error)
    response = HttpResponse(status=303, headers={"Location": begun.url})
    on_the_way: dict[str, Any] = {
        "state": begun.state,
        "nonce": begun.nonce,
        "verifier": begun.verifier,
        "next": onward,
    }
    on_the_way |= {"anew": anew, "begun_at": begun_at}
    sealed.give(response, _ON_THE_WAY + begun.state[:8], on_the_way, seconds=_MINUTES * 60)
    return response


def _came_back(request: HttpRequest, on_the_way: dict[str, Any]) -> HttpResponse:
    if "error" in request.GET:
        return _page(request, "cancelled", next=on_the_way["next"])
    try:
        attested = journey.finish(
            request,
            code=request.GET.get("code", ""),
            verifier=str(on_the_way["verifier"]),
            nonce=str(on_the_way["nonce"]),
            begun_at=float(on_the_way["begun_at"]),
        )
        if on_the_way["anew"] and not attested.anew:
            return _failed(request, "claim_auth_time")
        opened = journey.enter(request, attested)
    except NotProven as error:
        return _failed(request, error.reason)
    except (OutboundFailed, journey.NoProvider) as error:
        return _unreachable(request, error)
    except journey.AccountClosed:
        return _page(request, "closed", status=403)
    if opened is not None:
        return _in(request, opened, str(on_the_way["next"]))
    response = redirect("portal:sign-in-first")
    sealed.give(response, _FIRST, {"attested": asdict(attested), "next": on_the_way["next"]}, seconds=_MINUTES * 60)
    return response


def _confirmed(request: HttpRequest, attested: journey.Attested, onward: str) -> HttpResponse:
    try:
        opened = journey.confirm(request, attested)
    except journey.NobodyKnown:
        return _page(request, "unknown", status=403, attested=attested)
    except (AlreadyLinked, journey.AccountClosed):
        return _page(request, "closed", status=403)
    response = _in(request, opened, onward)
    sealed.drop(response, _FIRST)
    return response


def _in(request: HttpRequest, opened: Opened, onward: str) -> HttpResponse:
    with_form = reverse("portal:sign-in-kept")
    return inside.let_in(request, opened, kind="citizen", onward=onward, home=_home(), with_form=with_form)


def _failed(request: HttpRequest, reason: str) -> HttpResponse:
    count_sign_in_try(kind="citizen")
    _LOG.warning("sign-in refused: %s", reason)
    if reason == TOO_WEAK:
        return _page(request, "too_weak", status=403)
    return _page(request, "failed", status=400)


def _unreachable(request: HttpRequest, error: Exception) -> HttpResponse:
    _LOG.warning("identity provider not available: %s", type(error).__name__)
    return _page(request, "unreachable", status=503)


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    identity = {"identity": country().identity.name_in(get_language() or "en")}
    shown = identity | inside.told_at(request, "citizen") | context
    return render(request, f"portal/sign_in/{name}.html", shown, status=status)


def _home() -> str:
    return reverse("portal:mine")
