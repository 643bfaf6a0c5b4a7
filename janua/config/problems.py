"""Which face says that a form was refused or that keys are away: Django knows one such page, and we have two faces."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from janua.base.accounts.door.problems import Problem
from janua.base.counters import count_key_error, note_here
from janua.base.keys.port import KeysUnavailable

_LOG = logging.getLogger(__name__)
RETRY_AFTER_SECONDS = "30"
PLAIN_TEXT = "text/plain; charset=utf-8"
# The largest paper that is taken, and the form around it.
LONGEST_BODY = 11 * 1024 * 1024


class BoundedMiddleware:
    """Refuse a body longer than any of our forms before a byte of it is read: files would fill the disk on their way.

    A body that says no length is none: it is not read at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or say that it is too large."""
        return self.get_response(request) if is_bounded(request) else _too_large(request)


def is_bounded(request: HttpRequest) -> bool:
    """Whether the body says its length, and it is one that a form of ours can have."""
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    return length.isascii() and length.isdigit() and len(length) < 19 and int(length) <= LONGEST_BODY


class KeyStoreMiddleware:
    """Say 503 and when to come again while the key store does not answer: what was begun is rolled back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for a key store that is away; None for anything else."""
        if not isinstance(error, KeysUnavailable):
            return None
        # What it says holds no personal data: it is ours.
        count_key_error(error=type(error).__name__)
        _LOG.error("no keys: %s", error)
        response = _away(request)
        response["Retry-After"] = RETRY_AFTER_SECONDS
        return response


def _away(request: HttpRequest) -> HttpResponse:
    title = _("We cannot open what is kept locked")
    sentences = (_("Nothing is lost, and nothing was done. Wait a minute, then do the same again."),)
    if not request.path_info.startswith(("/api/", "/dci/")):
        if settings.JANUA_PROCESS == "portal":
            from janua.portal.views.problem import PAGES

            return PAGES.page(request, Problem(503, title, sentences))
        if settings.JANUA_PROCESS == "workbench":
            from janua.workbench.views.problem import PAGES as STAFF_PAGES

            return STAFF_PAGES.page(request, Problem(503, title, sentences))
    body = {"type": "urn:janua:problem:keys-unavailable", "title": "Service Unavailable", "status": 503}
    detail = "The key store does not answer. Nothing was kept or changed: send the same again after a while."
    return JsonResponse(body | {"detail": detail, "errors": []}, status=503, content_type="application/problem+json")


def _too_large(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("too large", content_type=PLAIN_TEXT)
    if not request.path_info.startswith("/api/"):
        if settings.JANUA_PROCESS == "portal":
            from janua.portal.views import problem as portal

            response = portal.refused(request)
        elif settings.JANUA_PROCESS == "workbench":
            from janua.workbench.views import problem as workbench

            response = workbench.refused(request)
    response.status_code = 413
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  (Django's)
    """Answer a form without a good token, in the face that it was sent to."""
    note_here("token")
    if settings.JANUA_PROCESS == "portal":
        from janua.portal.views import problem as portal

        return portal.too_old(request)
    if settings.JANUA_PROCESS == "workbench":
        from janua.workbench.views import problem as workbench

        return workbench.too_old(request)
    return HttpResponseForbidden("refused", content_type=PLAIN_TEXT)
