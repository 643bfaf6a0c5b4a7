"""Once somebody has shown who they are, and once they have left: what both faces' answers do to the browser."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token

from janua.base.accounts.actions.session import Opened
from janua.base.accounts.door import kept
from janua.base.accounts.door.sessions import Kind, at_the_door, drop_cookie, set_cookie
from janua.base.accounts.door.ways import safe


def let_in(request: HttpRequest, opened: Opened, *, kind: Kind, onward: str, home: str, with_form: str) -> HttpResponse:
    """Send a browser on, with its session; to `with_form` where what its account typed before was kept there."""
    form = kept.kept_for(request, kind=kind, account_id=opened.session.account_id)
    response = send_in(opened, safe(onward, home) if form is None else with_form)
    if form is None:
        # Another person's form, or one that is over: this browser forgets it.
        kept.throw_away(request, response, kind=kind)
    rotate_token(request)
    return response


def send_in(opened: Opened, address: str) -> HttpResponse:
    """Give a browser its session's secret and another page."""
    response = HttpResponse(status=303, headers={"Location": address})
    set_cookie(response, opened)
    return response


def let_out(request: HttpRequest, response: HttpResponse, *, kind: Kind) -> HttpResponse:
    """Have the browser forget everything of the session that was ended."""
    kept.throw_away(request, response, kind=kind)
    drop_cookie(response, kind)
    rotate_token(request)
    return forgotten(response)


def forgotten(response: HttpResponse) -> HttpResponse:
    """Have the next person at this screen find no page in its memory; browsers take this over TLS only."""
    response["Clear-Site-Data"] = '"cache"'
    return response


def still_there() -> HttpResponse:
    """Answer somebody who types or has said that they are there: that it came keeps the session open."""
    return HttpResponse(status=204)


def told_at(request: HttpRequest, kind: Kind) -> dict[str, Any]:
    """What every page of signing in says: that a session ended, and that something typed is kept."""
    return {"ended": at_the_door(request, kind).ended, "has_kept": kept.has_kept(request, kind)}
