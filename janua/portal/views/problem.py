"""Pages for what went wrong: what happened, that nothing is lost, and what to do next.

What is absent and what belongs to somebody else are one page. No page and no line of the log holds what was typed.
"""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed, ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from janua.base.accounts.door import kept
from janua.base.accounts.permissions import NotPermitted
from janua.base.documents.store import DocumentMissing
from janua.base.notices.actions import NotAddressee
from janua.base.notices.actions import WrongState as NoticeMovedOn
from janua.casework.actions.application import KeyUsedOtherwise
from janua.casework.actions.decision import AssessmentOutdated, NoticeOutstanding
from janua.casework.actions.reconsideration import ChallengeLate
from janua.casework.states import WrongState as CaseMovedOn
from janua.catalogue.permissions import NotPermitted as NotPublished
from janua.catalogue.queries import NotOnOffer
from janua.payments.states import WrongState as PaymentMovedOn
from janua.registers.actions.mandates import AlreadyEnded

_LOG = logging.getLogger(__name__)
_ABSENT = (
    *(Http404, PermissionDenied, ObjectDoesNotExist, NotPermitted, NotPublished, NotOnOffer),
    *(DocumentMissing, NotAddressee),
)
_MOVED_ON = (
    *(CaseMovedOn, PaymentMovedOn, NoticeMovedOn, NoticeOutstanding, AssessmentOutdated),
    *(AlreadyEnded, KeyUsedOtherwise),
)


@dataclass(frozen=True)
class Problem:
    """What a page says: its status, what happened, and the sentences below."""

    status: int
    title: str | Promise
    sentences: tuple[str | Promise, ...]


NOT_HERE = Problem(
    404,
    _("This page is not here"),
    (
        _("The address may be wrong, or the page was taken away. It can also be that the page is not for you."),
        _("If you typed the address, check it. If you followed a link, begin again from the start page."),
    ),
)
MOVED_ON = Problem(
    409,
    _("Something has changed since you opened the page"),
    (
        _("Perhaps you did this already in another window, or we took the next step. Nothing was done twice."),
        _("Open your applications to see how things stand now."),
    ),
)
TOO_LATE = Problem(
    409,
    _("The time for this is over"),
    (_("You can still ask us about it: call or visit an office. There may be other ways, and asking is free."),),
)
REFUSED = Problem(
    400,
    _("We could not read what was sent"),
    (_("Go back, load the page again and repeat what you did. If you sent a file, it may be too large."),),
)


class ProblemMiddleware:
    """Turn what an action refuses into a page; innermost, so that the page is still the visitor's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if settings.JANUA_PROCESS != "portal":
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Give the page for an expected refusal; None for a fault of ours."""
        if request.path_info.startswith("/api/"):
            return None
        if isinstance(error, ChallengeLate):
            return _page(request, TOO_LATE)
        if isinstance(error, _MOVED_ON):
            return _page(request, MOVED_ON)
        return _page(request, NOT_HERE) if isinstance(error, _ABSENT) else None


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  (Django's)
    """Say that there is no such page."""
    return _page(request, NOT_HERE)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  (Django's)
    """Say that a request made no sense."""
    return _page(request, REFUSED)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours, with a number by which it is found in the log."""
    reference = secrets.token_hex(4).upper()
    _LOG.error("reference %s", reference)
    return render(request, "portal/problem/broken.html", {"reference": reference}, status=500)


def too_old(request: HttpRequest) -> HttpResponse:
    """Say that a form was opened before signing in anew, and offer what was typed to be sent again.

    Offered only where the form came from a page of ours: another site's form is thrown away.
    """
    typed = kept.typed_in(request) if request.method == "POST" and came_from_us(request) else None
    return render(request, "portal/problem/too_old.html", {"typed": typed}, status=403)


def came_from_us(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    told = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return bool(told) and urlsplit(told).netloc == request.get_host()


def _page(request: HttpRequest, problem: Problem, **context: Any) -> HttpResponse:
    return render(request, "portal/problem/problem.html", {"problem": problem} | context, status=problem.status)
