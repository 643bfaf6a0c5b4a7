"""Which face says that a form was refused: Django knows one such page, and we have two faces."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase

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
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if length.isascii() and length.isdigit() and len(length) < 19 and int(length) <= LONGEST_BODY:
            return self.get_response(request)
        return _too_large(request)


def _too_large(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("too large", content_type="text/plain")
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
    if settings.JANUA_PROCESS == "portal":
        from janua.portal.views import problem as portal

        return portal.too_old(request)
    if settings.JANUA_PROCESS == "workbench":
        from janua.workbench.views import problem as workbench

        return workbench.too_old(request)
    return HttpResponseForbidden("refused", content_type="text/plain")
