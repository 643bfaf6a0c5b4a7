"""The door to an application's pages: who applies for whom, and what to say where that cannot be."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from janua.base.clock import today
from janua.catalogue.queries import NotOnOffer
from janua.portal.journeys.apply.opening import Applying, NoDraft
from janua.portal.views.own import logged, see
from janua.portal.views.visitor import Visitor, signed_in, visitor_of

_TO_APPLY = {"apply", "all"}


def applying(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view who applies for whom; send on whoever cannot, with words that say what to do."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        visitor = visitor_of(request)
        if visitor is None or visitor.person is None:
            return render(request, "portal/apply/not_confirmed.html")
        if visitor.acts_for and not visitor.scopes & _TO_APPLY:
            return render(request, "portal/apply/no_mandate.html", {"name": visitor.acts_for}, status=403)
        try:
            return logged(request, visitor, lambda: view(request, _applying(visitor, code), *args, **kwargs))
        except NotOnOffer:
            return render(request, "portal/apply/not_offered.html", status=404)
        except NoDraft:
            return see("apply", code)

    return guarded


def _applying(visitor: Visitor, code: str) -> Applying:
    if visitor.person is None:
        raise NoDraft("Nobody is confirmed.")
    return Applying(
        person=visitor.person,
        name=visitor.acts_for or visitor.name,
        is_self=not visitor.acts_for,
        code=code,
        on=today(),
    )
