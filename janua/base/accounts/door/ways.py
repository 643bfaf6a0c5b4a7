"""Where a browser goes after it was asked to sign in: back to where it was, and never to another site."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from janua.base.accounts.door import kept
from janua.base.accounts.door.sessions import Kind, at_the_door

NEXT = "next"


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Give the page of this site that `next` names, in the form or the address; else another one."""
    return safe(request.POST.get(NEXT) or request.GET.get(NEXT) or "", otherwise)


def safe(address: str, otherwise: str) -> str:
    """Give an address of this site, path and query alone; else another one."""
    inside = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if inside and not address.startswith(("//", "/\\")) else otherwise


def to_sign_in(request: HttpRequest, *, kind: Kind, sign_in: str) -> HttpResponse:
    """Send a browser to sign in and back here afterwards; a form that came too late is kept for its account."""
    response = HttpResponse(status=303)
    ended = at_the_door(request, kind).ended
    if request.method == "POST" and ended is not None:
        kept.keep(request, response, kind=kind, account_id=ended.account_id, acts_for=ended.acts_for)
    return send(request, response, f"{sign_in}?{urlencode({NEXT: here(request)})}")


def send(request: HttpRequest, response: HttpResponse, address: str) -> HttpResponse:
    """Send a browser to a page; one that asked for a fragment is told to open the whole page."""
    if request.headers.get("HX-Request") == "true":
        response.status_code = 204
        response["HX-Redirect"] = address
    else:
        response.status_code = 303
        response["Location"] = address
    return response


def here(request: HttpRequest) -> str:
    """Give the page that somebody has open: this one, or the one with the form that was sent here."""
    if request.method in ("GET", "HEAD") and request.headers.get("HX-Request") != "true":
        return request.get_full_path()
    parts = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "")
    own = parts.netloc == request.get_host()
    return (f"{parts.path}?{parts.query}" if parts.query else parts.path) if own and parts.path else "/"
