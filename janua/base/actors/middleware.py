"""One transaction for one response, rendering included, as the actor whom the face names."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string

from janua.base.actors.acting import acting_as, pending_writes
from janua.base.actors.identity import Actor

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])
ActorOf = Callable[[HttpRequest], "Actor | None"]


class StreamingRefused(RuntimeError):
    """Personal data is never streamed: the rows would be read after the actor's transaction has ended."""


def own_transactions(view: _View) -> _View:
    """Mark a view that calls another system: it opens short transactions itself, with `acting_as`.

    A transaction is never held while waiting for another system.
    """
    view.janua_own_transactions = True  # type: ignore[attr-defined]
    return view


class ActorMiddleware:
    """Open one transaction round the whole response, and roll it back where the response is an error.

    The settings name, for each process, the function that says who acts in a request (`JANUA_ACTOR_OF`). Where it
    gives None nobody acts, and a query on a protected table raises. Rows that must outlive a rolled back
    response (`if_rolled_back`) are written in a second transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        path = settings.JANUA_ACTOR_OF.get(settings.JANUA_PROCESS)
        self.actor_of: ActorOf = import_string(path) if path else _nobody

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request as its actor."""
        if _opens_its_own(request):
            return self.get_response(request)
        actor = self.actor_of(request)
        # For the log: what kind of actor, never which.
        request.janua_actor_kind = actor.kind if actor else "nobody"  # type: ignore[attr-defined]
        # For the list of what was refused, which names an account and nothing else.
        request.janua_account = actor.account_id if actor else None  # type: ignore[attr-defined]
        if actor is None:
            with transaction.atomic():
                return self._answer(request)
        with acting_as(actor):
            response = self._answer(request)
            writes = pending_writes() if response.status_code >= 400 else []
        if writes:
            with acting_as(actor):
                for write in writes:
                    write()
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.streaming:
            raise StreamingRefused(f"{request.path} streams its answer: build it whole.")
        if response.status_code >= 400:
            transaction.set_rollback(True)
        return response


def _nobody(_request: HttpRequest) -> Actor | None:
    return None


def _opens_its_own(request: HttpRequest) -> bool:
    try:
        view: Any = resolve(request.path_info).func
    except Resolver404:
        return False
    return bool(getattr(view, "janua_own_transactions", False))
