"""Pages about a person: whose they are, what a mandate lets its holder open, and the trace of a holder's look."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from janua.base.audit import log_access
from janua.portal.journeys.beside import telling
from janua.portal.views.visitor import Visitor, signed_in, visitor_of
from janua.registers.permissions import ALL

SEE, APPLY, CHALLENGE, REPORT, RECEIVE = "see", "apply", "challenge", "report", "receive_payment"
MOST_DIGITS = 18
View = Callable[..., HttpResponse]


def about_person(*scopes: str, all_too: bool = True, is_file: bool = False) -> Callable[[View], View]:
    """Have a page shown to the person, or to a holder of their mandate for one of these scopes.

    What one looks at of one's own leaves no row; a holder's look does, for the giver to read, and so does what the page
    tells of children and of adults who allowed it.
    all_too   whether a mandate for everything is enough; not where money is turned elsewhere
    is_file   the look is on the log by the reading of the file
    """

    def guard(view: View) -> View:
        @signed_in
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            visitor = visitor_of(request)
            if visitor is None or visitor.person is None:
                return render(request, "portal/mine/not_known.html")
            if not may_open(visitor, scopes, all_too=all_too):
                raise Http404
            if is_file:
                return view(request, *args, **kwargs)
            return logged(request, visitor, lambda: view(request, *args, **kwargs))

        return guarded

    return guard


def logged(request: HttpRequest, visitor: Visitor, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Make a page, and leave one row for everybody of whom it tells beside the visitor; what leads on tells nothing."""
    with telling() as told:
        response = answer()
    shown = told | ({visitor.person} if visitor.acts_for and visitor.person else set())
    if response.status_code not in (302, 303):
        match = request.resolver_match
        purpose = "mandate" if visitor.acts_for else "family"
        log_access(shown - {visitor.own_person}, page=match.url_name or "" if match else "", purpose=purpose)
    return response


def may_open(visitor: Visitor, scopes: tuple[str, ...], *, all_too: bool = True) -> bool:
    """Whether a visitor may open a page for these scopes."""
    allowed = {*scopes, ALL} if all_too else set(scopes)
    return not visitor.acts_for or bool(allowed & visitor.scopes)


def person_of(request: HttpRequest) -> UUID:
    """The person whom the page is about. Raises Http404 where there is none."""
    visitor = visitor_of(request)
    if visitor is None or visitor.person is None:
        raise Http404
    return visitor.person


def account_of(request: HttpRequest) -> UUID:
    """The account that is signed in. Raises Http404 where there is none."""
    visitor = visitor_of(request)
    if visitor is None:
        raise Http404
    return visitor.account_id


class SeeOther(HttpResponseRedirect):
    """After a change: the browser fetches the next page, and its back button sends nothing twice."""

    status_code = 303


def see(name: str, *arguments: Any) -> SeeOther:
    """Go to a page of the portal after a change."""
    return SeeOther(reverse(f"portal:{name}", args=arguments))


def number_in(text: str) -> int | None:
    """The number of a page's key in an address; None where there is none, or none that a key could be."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
