"""Pages for what went wrong in the workbench: what happened, and what to do next.

What is absent and what lies outside an officer's area are one page. No line of the log holds what was typed.
"""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed, ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from janua.base.accounts.actions import account, role
from janua.base.accounts.door import kept
from janua.base.accounts.permissions import NotPermitted
from janua.base.documents.store import DocumentMissing
from janua.base.notices.actions import NotAddressee
from janua.base.notices.actions import WrongState as NoticeMovedOn
from janua.casework import states as casework_states
from janua.casework.actions.decision import AssessmentOutdated, NoticeOutstanding
from janua.casework.actions.reconsideration import ChallengeLate
from janua.catalogue.actions import announcement
from janua.catalogue.permissions import NotPermitted as NotPublished
from janua.catalogue.queries import NotOnOffer
from janua.checks import states as checks_states
from janua.payments import permissions as payments_permissions
from janua.payments import states as payments_states
from janua.registers.actions.accounts import AlreadyLinked
from janua.registers.actions.mandates import AlreadyEnded
from janua.registers.actions.urgent import AlreadyReviewed, NoSuchFile

_LOG = logging.getLogger(__name__)
_ABSENT = (
    *(Http404, PermissionDenied, ObjectDoesNotExist, NotPermitted, NotPublished, NotOnOffer),
    *(DocumentMissing, NoSuchFile, NotAddressee),
)
_MOVED_ON = (
    *(casework_states.WrongState, checks_states.WrongState, payments_states.WrongState, role.WrongState),
    *(announcement.WrongState, NoticeMovedOn, account.AlreadyLeft, AlreadyEnded, AlreadyReviewed),
)


@dataclass(frozen=True)
class Problem:
    """What a page says: its status, what happened, and what to do."""

    status: int
    title: str | Promise
    text: str | Promise


NOT_HERE = Problem(
    404,
    _("This page is not here"),
    _(
        "The address may be wrong, the record may lie outside your area, or you may not have the role for it. If your"
        " work needs it, ask an administrator of your office."
    ),
)
MOVED_ON = Problem(
    409,
    _("This has changed since you opened it"),
    _("Somebody else, or you in another window, has taken a step meanwhile. Nothing was done twice. Open it again."),
)
SECOND_PERSON = Problem(
    409,
    _("A second person has to do this"),
    _("Whoever prepared, wrote or proposed something does not approve it. Ask a colleague who holds the role."),
)
BY_ERROR: tuple[tuple[tuple[type[Exception], ...], Problem], ...] = (
    (
        (NoticeOutstanding,),
        Problem(
            409,
            _("The person has to be heard first"),
            _("Before a decision against a person they get a notice and time to answer. Give the notice, or wait."),
        ),
    ),
    (
        (AssessmentOutdated,),
        Problem(
            409,
            _("The facts have changed"),
            _("What the law says is different now from what you were shown. Look at the new assessment, then decide."),
        ),
    ),
    (
        (ChallengeLate,),
        Problem(
            409,
            _("The time to ask for another look is over"),
            _("Tell the person how they may go on: a new application, or an appeal where the law allows it."),
        ),
    ),
    (
        (role.ForbiddenPairHeld,),
        Problem(
            409,
            _("These two roles may not be held together"),
            _("The colleague holds a role that excludes this one. End that role first, or choose another colleague."),
        ),
    ),
    (
        (AlreadyLinked,),
        Problem(
            409,
            _("This account or person is linked already"),
            _("An officer ends the earlier link first, after seeing the person's papers."),
        ),
    ),
    (
        (role.SecondPersonNeeded, announcement.SecondPersonNeeded, payments_permissions.SecondPersonNeeded),
        SECOND_PERSON,
    ),
    (_MOVED_ON, MOVED_ON),
    (_ABSENT, NOT_HERE),
)
REFUSED = Problem(400, _("We could not read what was sent"), _("Go back, load the page again and repeat what you did."))


class ProblemMiddleware:
    """Turn what an action refuses into a page; innermost, so that the page is still the officer's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if settings.JANUA_PROCESS != "workbench":
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Give the page for an expected refusal; None for a fault of ours."""
        if request.path_info.startswith("/api/"):
            return None
        problem = next((problem for kinds, problem in BY_ERROR if isinstance(error, kinds)), None)
        return None if problem is None else _page(request, problem)


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
    return render(request, "workbench/problem/broken.html", {"reference": reference}, status=500)


def too_old(request: HttpRequest) -> HttpResponse:
    """Say that a form was opened before signing in anew, and offer what was typed to be sent again.

    Offered only where the form came from a page of ours: another site's form is thrown away.
    """
    typed = kept.typed_in(request) if request.method == "POST" and _came_from_us(request) else None
    return render(request, "workbench/problem/too_old.html", {"typed": typed}, status=403)


def _came_from_us(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    told = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return bool(told) and urlsplit(told).netloc == request.get_host()


def _page(request: HttpRequest, problem: Problem) -> HttpResponse:
    return render(request, "workbench/problem/problem.html", {"problem": problem}, status=problem.status)
