"""What both faces say when something is refused or breaks: one page a kind of refusal, in the page's own words.

What is absent and what belongs to somebody else are one page. No page and no line of the log holds what was typed.
"""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise

from janua.base.accounts.door import kept

_LOG = logging.getLogger(__name__)
Words = str | Promise
Kinds = tuple[type[Exception], ...]


@dataclass(frozen=True)
class Problem:
    """What a page says: its status, what happened, and the sentences below.

    tells   whether the page begins with what the action itself says; never where that would tell what there is
    """

    status: int
    title: Words
    sentences: tuple[Words, ...]
    tells: bool = False


def words_of(error: Exception) -> Promise | None:
    """What an exception says in the page's language; None where it speaks to those who write programs.

    An action that speaks to people raises with a lazy text; everything else is English and stays in the log.
    """
    said = error.args[0] if error.args else None
    return said if isinstance(said, Promise) else None


def came_from_us(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    told = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return bool(told) and urlsplit(told).netloc == request.get_host()


@dataclass(frozen=True)
class ProblemPages:
    """The pages of one face.

    face       whose templates they are
    by_error   which exceptions are which problem; the first that fits
    """

    face: str
    by_error: Sequence[tuple[Kinds, Problem]]
    not_here: Problem
    unreadable: Problem

    def page(self, request: HttpRequest, problem: Problem, *, status: int | None = None) -> HttpResponse:
        """One problem as a page."""
        template = f"{self.face}/problem/problem.html"
        return render(request, template, {"problem": problem}, status=status or problem.status)

    def page_of(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of an expected refusal; None for a fault of ours, and for other systems, which read no pages."""
        if request.path_info.startswith("/api/"):
            return None
        problem = next((problem for kinds, problem in self.by_error if isinstance(error, kinds)), None)
        if problem is None:
            return None
        said = words_of(error) if problem.tells else None
        return self.page(request, problem if said is None else replace(problem, sentences=(said, *problem.sentences)))

    def absent(self, request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        """Say that there is no such page."""
        return self.page(request, self.not_here)

    def refused(self, request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        """Say that a request made no sense."""
        return self.page(request, self.unreadable)

    def broken(self, request: HttpRequest) -> HttpResponse:
        """Say that the fault is ours, with a number by which it is found in the log."""
        reference = secrets.token_hex(4).upper()
        _LOG.error("reference %s", reference)
        return render(request, f"{self.face}/problem/broken.html", {"reference": reference}, status=500)

    def too_old(self, request: HttpRequest) -> HttpResponse:
        """Say that a form was opened before signing in anew, and offer what was typed to be sent again.

        Offered only where the form came from a page of ours: another site's form is thrown away.
        """
        typed = kept.typed_in(request) if request.method == "POST" and came_from_us(request) else None
        return render(request, f"{self.face}/problem/too_old.html", {"typed": typed}, status=403)


class Middleware:
    """Turn what an action refuses into a page; innermost, so that the page is still the reader's own."""

    pages: ProblemPages

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if self.pages.face != settings.JANUA_PROCESS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Give the page for an expected refusal; None for a fault of ours."""
        return self.pages.page_of(request, error)
