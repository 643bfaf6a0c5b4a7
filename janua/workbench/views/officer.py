"""Who works here: the officer that signed in with a second factor, and what their roles allow."""

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
from janua.base.accounts.queries import permissions_on, serving_on
from janua.base.actors import Actor, acting_as

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Officer:
    """A signed-in member of staff.

    permissions   what their roles in force allow somewhere; the action asks again, for the area of the thing
    """

    account_id: UUID
    name: str
    office: str
    office_id: int
    permissions: frozenset[str]


class OfficerMiddleware:
    """Set `request.officer` for the workbench's views, inside the officer's own transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if settings.JANUA_PROCESS != "workbench":
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Say who works here, then answer."""
        session = _session_with_code(request)
        if session is None:
            request.officer = None  # type: ignore[attr-defined]
        else:
            # Joins the transaction of the request; a view with transactions of its own gets a short one here.
            with acting_as(session.account.actor, savepoint=False):
                request.officer = _officer(session)  # type: ignore[attr-defined]
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor | None:
    """Who acts in a request to the workbench: the officer who gave password and code, or nobody."""
    session = _session_with_code(request)
    return None if session is None else session.account.actor


def officer_of(request: HttpRequest) -> Officer | None:
    """Give who is signed in; None for somebody who is not."""
    officer: Officer | None = getattr(request, "officer", None)
    return officer


def signed_in(view: _View) -> _View:
    """Send whoever is not signed in to the sign-in page, and back here afterwards; keep what they typed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if officer_of(request) is None:
            return to_sign_in(request, kind="staff", sign_in=reverse("workbench:sign-in"))
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        return response

    return cast("_View", guarded)


def stepped_up(view: _View) -> _View:
    """Ask for the second factor again where it was not given within the last minutes: before money moves.

    What was being sent is kept meanwhile, and shown again to be confirmed.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        session = _session_with_code(request)
        if session is None or _code_is_fresh(session):
            return known(request, *args, **kwargs)
        response = HttpResponse()
        if request.method == "POST":
            kept.keep(request, response, kind="staff", account_id=session.account_id)
        return send(request, response, f"{reverse('workbench:step-up')}?{urlencode({NEXT: here(request)})}")

    known = signed_in(view)
    return cast("_View", guarded)


def _code_is_fresh(session: Session) -> bool:
    given = session.second_factor_at
    return given is not None and clock.now() - given < timedelta(seconds=settings.JANUA_STEP_UP_SECONDS)


def _session_with_code(request: HttpRequest) -> Session | None:
    session = at_the_door(request, "staff").live
    return session if session is not None and session.second_factor_at is not None else None


def _officer(session: Session) -> Officer | None:
    """The officer of a session; None for one who has left."""
    on = clock.today()
    profile = serving_on(account_id=session.account_id, on=on)
    if profile is None:
        return None
    return Officer(
        account_id=session.account_id,
        name=profile.display_name,
        office=profile.office.name,
        office_id=profile.office_id,
        permissions=permissions_on(account_id=session.account_id, on=on),
    )
