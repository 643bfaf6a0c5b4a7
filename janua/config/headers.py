"""What every answer tells the browser beyond its content: whom it may trust, and what it may not keep."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

_PLAIN = "This address is for HTTPS alone. What was sent went in the open: ask for a new secret, then use https."
# The camera is for photographs of papers; nothing else of the device is any of our business.
PERMISSIONS = ", ".join(
    ["camera=(self)"]
    + [
        f"{feature}=()"
        for feature in (
            *("accelerometer", "autoplay", "browsing-topics", "display-capture", "encrypted-media", "geolocation"),
            *("gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "usb"),
        )
    ]
)
_OURS = (
    *("janua_citizen", "janua_staff", "janua_kept", "janua_first", "janua_on_the_way"),
    *("janua_carried", "janua_set_up"),
)


_MACHINES = ("/api/", "/dci/")


class EncryptedMiddleware:
    """Refuse what programs send without encryption, where pages send people on: they would send it again and again.

    What came had its secret in the open already; a redirect would hide that from whoever runs the program.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or refuse."""
        if not settings.SECURE_SSL_REDIRECT or request.is_secure() or not request.path_info.startswith(_MACHINES):
            return self.get_response(request)
        body = {"type": "urn:janua:problem:https-only", "title": "Forbidden", "status": 403, "detail": _PLAIN}
        return JsonResponse(body | {"errors": []}, status=403, content_type="application/problem+json")


# A file is for saving: where a browser opens it all the same, nothing in it runs, loads or speaks in our name.
SAVED = "sandbox; default-src 'none'"


class HeadersMiddleware:
    """Add what Django's own middleware does not say."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and have nothing kept of a page that somebody was signed in for, or nearly."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if response.headers.get("Content-Disposition", "").startswith("attachment"):
            response.headers["Content-Security-Policy"] = SAVED
        cookies = (*request.COOKIES, *response.cookies)
        if any(name.removeprefix("__Host-").startswith(_OURS) for name in cookies):
            patch_cache_control(response, no_store=True, private=True)
        return response
