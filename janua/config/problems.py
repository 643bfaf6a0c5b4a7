"""Which face says that a form was refused: Django knows one such page, and we have two faces."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  (Django's)
    """Answer a form without a good token, in the face that it was sent to."""
    if settings.JANUA_PROCESS == "portal":
        from janua.portal.views import problem as portal

        return portal.too_old(request)
    if settings.JANUA_PROCESS == "workbench":
        from janua.workbench.views import problem as workbench

        return workbench.too_old(request)
    return HttpResponseForbidden("refused", content_type="text/plain")
