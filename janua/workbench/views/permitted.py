"""Which part of the workbench an officer may open at all; the action behind a button asks again."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from janua.base.accounts.queries import areas_with
from janua.base.clock import today
from janua.workbench.views.officer import officer_of, signed_in

_Row = TypeVar("_Row")


def permitted(*permissions: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a page to officers who hold one of these somewhere; to everybody else it is not there."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        @signed_in
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            officer = officer_of(request)
            if officer is None or not officer.permissions & set(permissions):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def areas_where(request: HttpRequest, *permissions: str) -> frozenset[int]:
    """The areas in which the officer holds one of these: what lies elsewhere is not there for them."""
    officer = officer_of(request)
    if officer is None:
        return frozenset()
    held = (
        areas_with(account_id=officer.account_id, permission=word, on=today())
        for word in permissions
        if word in officer.permissions
    )
    return frozenset().union(*held)


def found(row: _Row | None) -> _Row:
    """The row, or the page that says there is none: for what is absent and what belongs to others alike."""
    if row is None:
        raise Http404
    return row


def typed(request: HttpRequest) -> QueryDict | None:
    """What was typed into a form; None where it is only shown. An empty form that was sent is one with mistakes."""
    return request.POST if request.method == "POST" else None
