"""Who calls: a session's secret in the Authorization header, and nothing else."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja.security import HttpBearer

from janua.base.accounts.door import Kind, at_the_door, cookie_name
from janua.base.clock import now, today

PREFIX = "/api/v1/"
_KINDS: dict[str, Kind] = {"portal": "citizen", "workbench": "staff"}


class Citizen(Protocol):
    """What the portal says of its visitor."""

    account_id: UUID
    name: str
    own_person: UUID | None
    person: UUID | None


class Officer(Protocol):
    """What the workbench says of its officer."""

    account_id: UUID
    name: str
    office: str
    office_id: int
    permissions: frozenset[str]


class CodeNeeded(Exception):
    """Before money moves the second factor is given again: on the workbench's step-up page; then repeat the request."""


class CitizenRequest(HttpRequest):
    """A request of somebody who signed in to the portal."""

    visitor: Citizen


class OfficerRequest(HttpRequest):
    """A request of somebody who signed in to the workbench with a code."""

    officer: Officer


class BearerMiddleware:
    """For addresses of the API, take the session from the header and forget every cookie.

    A browser sends cookies by itself, also for another site's page; it never sends this header by itself. So no
    request of the API can be forged, and the API needs no token against that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        kind = _KINDS.get(settings.JANUA_PROCESS)
        if kind is None:
            raise MiddlewareNotUsed
        self.kind, self.get_response = kind, get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; the door finds the secret where it looks for a cookie."""
        if request.path_info.startswith(PREFIX):
            scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
            given = secret.strip() if scheme.lower() == "bearer" else ""
            request.COOKIES = {cookie_name(self.kind): given} if given else {}
        return self.get_response(request)


class CitizenSession(HttpBearer):
    """The secret of a citizen's session, as the portal's sign-in gives it."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Give the visitor whom the portal found; None for nobody."""
        return getattr(request, "visitor", None)


class OfficerSession(HttpBearer):
    """The secret of an officer's session, opened with password and code."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Give the officer whom the workbench found; None for nobody."""
        return getattr(request, "officer", None)


def require_fresh_code(request: HttpRequest) -> None:
    """Make sure that the code was given within the last minutes.

    Raises   CodeNeeded
    """
    session = at_the_door(request, "staff").live
    given_at = None if session is None else session.second_factor_at
    if given_at is None or now() - given_at > timedelta(seconds=settings.JANUA_STEP_UP_SECONDS):
        raise CodeNeeded


def legal_day() -> date:
    """The day on which everything asked here happens."""
    return today()
