"""Who visits: the account that signed in, the person it is, and for whom it acts just now."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


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


def visitor_of(request: HttpRequest) -> Visitor | None:
    """Give who is signed in; None for somebody who is not."""
    visitor: Visitor | None = getattr(request, "visitor", None)
    return visitor


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send whoever is not signed in to the sign-in page, and back here afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if visitor_of(request) is None:
            return redirect("portal:sign-in")
        return view(request, *args, **kwargs)

    return guarded
