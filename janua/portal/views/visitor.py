"""Who visits: the account that signed in, the person it is, and for whom it acts just now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control

from janua.base import clock
from janua.base.accounts.door import at_the_door, kept
from janua.base.accounts.door.ways import NEXT, here, send, to_sign_in
from janua.base.accounts.models import Session
from janua.base.actors import Actor, acting_as
from janua.registers.queries.acting import acting_for, own_person

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Visitor:
    """A signed-in citizen.

    own_person   whom the account is; None until a register or an officer has confirmed it
    person       for whom the visitor acts: themselves, or the giver of a mandate that they chose
    acts_for     the name of the giver; empty where they act for themselves
    scopes       what the mandate covers; empty for themselves
    """

    account_id: UUID
    name: str
    own_person: UUID | None
    person: UUID | None
    acts_for: str = ""
    scopes: frozenset[str] = frozenset()


class VisitorMiddleware:
    """Set `request.visitor` for the portal's views, inside the visitor's own transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if settings.JANUA_PROCESS != "portal":
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Say who visits, then answer."""
        session = at_the_door(request, "citizen").live
        if session is None:
            request.visitor = None  # type: ignore[attr-defined]
        else:
            # Joins the transaction of the request; a view with transactions of its own gets a short one here.
            with acting_as(session.account.actor, savepoint=False):
                request.visitor = _visitor(session)  # type: ignore[attr-defined]
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor | None:
    """Who acts in a request to the portal: the account that is signed in, or nobody."""
    session = at_the_door(request, "citizen").live
    return None if session is None else session.account.actor


def visitor_of(request: HttpRequest) -> Visitor | None:
    """Give who is signed in; None for somebody who is not."""
    visitor: Visitor | None = getattr(request, "visitor", None)
    return visitor


def mandate_is_over(request: HttpRequest) -> bool:
    """Whether somebody chose to act for a person whose mandate has ended since: then they act for nobody."""
    visitor, session = visitor_of(request), at_the_door(request, "citizen").live
    return visitor is not None and session is not None and session.acts_for is not None and not visitor.acts_for


def signed_in(view: _View) -> _View:
    """Send whoever is not signed in to the sign-in page, and back here afterwards; keep what they typed.

    Whoever acted for somebody whose mandate has ended chooses anew, rather than go on in their own name unawares.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if mandate_is_over(request):
            return send(request, HttpResponse(), reverse("portal:acting-for"))
        return known(request, *args, **kwargs)

    known = any_signed_in(view)
    return cast("_View", guarded)


def any_signed_in(view: _View) -> _View:
    """Send whoever is not signed in to the sign-in page, and back here afterwards; keep what they typed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if visitor_of(request) is None:
            return to_sign_in(request, kind="citizen", sign_in=reverse("portal:sign-in"))
        response = view(request, *args, **kwargs)
        # Also what the browser keeps for its back button: the next person at this phone sees no page of this one.
        patch_cache_control(response, no_store=True, private=True)
        return response

    return cast("_View", guarded)


def shown_again(view: _View) -> _View:
    """Have whoever showed who they are a while ago show it again: before money goes elsewhere.

    What was being sent is kept meanwhile, and shown again to be sent on.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        session = at_the_door(request, "citizen").live
        if session is None or _is_fresh(session):
            return view(request, *args, **kwargs)
        response = HttpResponse()
        if request.method == "POST":
            kept.keep(request, response, kind="citizen", account_id=session.account_id, acts_for=session.acts_for)
        return send(request, response, f"{reverse('portal:sign-in-again')}?{urlencode({NEXT: here(request)})}")

    return cast("_View", guarded)


def _is_fresh(session: Session) -> bool:
    shown = session.second_factor_at
    return shown is not None and clock.now() - shown < timedelta(seconds=settings.JANUA_STEP_UP_SECONDS)


def _visitor(session: Session) -> Visitor:
    own = own_person(account_id=session.account_id)
    if own is None:
        return Visitor(account_id=session.account_id, name="", own_person=None, person=None)
    if session.acts_for is not None:
        mandate = acting_for(holder=own.id, giver=session.acts_for, on=clock.today())
        if mandate is not None:
            return Visitor(
                account_id=session.account_id,
                name=own.name,
                own_person=own.id,
                person=mandate.giver_id,
                acts_for=mandate.giver.name,
                scopes=frozenset(mandate.scope),
            )
    return Visitor(account_id=session.account_id, name=own.name, own_person=own.id, person=own.id)
