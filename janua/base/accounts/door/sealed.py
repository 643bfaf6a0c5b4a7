"""Cookies that their browser can neither read nor change: for the minutes between two steps of signing in."""

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from janua.base.keys.envelope import Tampered, open_sealed, seal


def give(response: HttpResponseBase, name: str, value: dict[str, Any], *, seconds: int, path: str = "/") -> None:
    """Have the browser keep a value for some seconds, sealed under the secret of this installation.

    name   begins with `janua_`; the browser gets it with `__Host-` where its path is / and TLS is on
    """
    content = json.dumps({"until": int(time.time()) + seconds, "value": value}).encode()
    written = urlsafe_b64encode(seal(content, _key(), name.encode())).decode()
    response.set_cookie(
        name_of(name, path),
        written,
        max_age=seconds,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def taken(request: HttpRequest, name: str, *, path: str = "/") -> dict[str, Any] | None:
    """Give what the browser kept; None where there is nothing, it is over, or it was changed."""
    written = request.COOKIES.get(name_of(name, path), "")
    try:
        content = json.loads(open_sealed(urlsafe_b64decode(written), _key(), name.encode()))
    except (Tampered, ValueError):
        return None
    value: dict[str, Any] = content["value"]
    return value if time.time() < content["until"] else None


def drop(response: HttpResponseBase, name: str, *, path: str = "/") -> None:
    """Have the browser forget a value."""
    response.set_cookie(
        name_of(name, path),
        "",
        max_age=0,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def name_of(name: str, path: str = "/") -> str:
    """Give the cookie's name in the browser."""
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE and path == "/" else name


def _key() -> bytes:
    return sha256(b"janua sealed cookie" + settings.SECRET_KEY.encode()).digest()
