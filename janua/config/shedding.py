"""The answer to who was sent away for want of room: when to come back, and what they typed, to be sent again.

It asks the database nothing: where there is no room for a page there is none for a question. So the language is that
of the browser, in which a language that was chosen, or is the account's own, is kept as a cookie.
"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from janua.base import clock
from janua.base.accounts.door import kept
from janua.base.accounts.door.problems import came_from_us
from janua.base.counters import count_shed
from janua.config.problems import is_bounded
from janua.config.waiting import COME_BACK_IN

_MACHINES = ("/api/", "/dci/")
_DETAIL = "There are too many requests at the moment. Nothing was done: send the same again after {seconds} seconds."


class SheddingMiddleware:
    """Answer for the waiting room, before anything asks who is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or say when to come back."""
        seconds = request.META.get(COME_BACK_IN)
        if seconds is None:
            return self.get_response(request)
        face = settings.JANUA_PROCESS
        is_page = face in ("portal", "workbench") and not request.path_info.startswith(_MACHINES)
        response = self._page(request, face, seconds) if is_page else _problem(seconds)
        response["Retry-After"] = str(seconds)
        response["Cache-Control"] = "no-store"
        count_shed(page="page" if is_page else "api")
        return response

    def _page(self, request: HttpRequest, face: str, seconds: int) -> HttpResponse:
        # Finds the token that the form needs, and sets none: the one that the browser has stays good.
        CsrfViewMiddleware(self.get_response).process_request(request)
        typed = None
        if request.method == "POST" and is_bounded(request) and came_from_us(request):
            typed = kept.typed_in(request)
        shown = {
            "seconds": seconds,
            "at": clock.now() + timedelta(seconds=seconds),
            "typed": typed,
            "is_sent": request.method not in ("GET", "HEAD"),
            "again": request.get_full_path(),
        }
        with translation.override(translation.get_language_from_request(request)):
            response = render(request, f"{face}/problem/busy.html", shown, status=429)
            response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def _problem(seconds: int) -> HttpResponse:
    """As the API's other problems, in their one shape."""
    body = {"type": "urn:janua:problem:too-many-requests", "title": "Too Many Requests", "status": 429}
    body |= {"detail": _DETAIL.format(seconds=seconds), "errors": []}
    return JsonResponse(body, status=429, content_type="application/problem+json")
