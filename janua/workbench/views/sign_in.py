"""Signing in and out of the workbench, and the code once more before money moves."""

import logging
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from janua.base.accounts.actions.second_factor import WrongCode
from janua.base.accounts.actions.session import Opened
from janua.base.accounts.door import at_the_door, inside, kept
from janua.base.accounts.door.limits import TooManyAttempts
from janua.base.accounts.door.ways import NEXT, way_back
from janua.base.accounts.models import Session
from janua.base.actors.middleware import own_transactions
from janua.workbench.forms.sign_in import CodeForm, SignInForm
from janua.workbench.journeys import sign_in as journey
from janua.workbench.views.officer import officer_of, signed_in

_LOG = logging.getLogger(__name__)
_FORMS = ["GET", "HEAD", "POST"]


@require_http_methods(_FORMS)
@own_transactions
def start(request: HttpRequest) -> HttpResponse:
    """Ask for name and password."""
    onward = way_back(request, _home())
    if officer_of(request) is not None and request.method != "POST":
        return redirect(onward)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = journey.enter(request, **form.cleaned_data)
        except journey.WrongSignIn:
            _LOG.warning("staff sign-in refused")
            form.add_error(None, _("The name or the password is not right. Check both and try again."))
        except TooManyAttempts as wait:
            _LOG.warning("staff sign-in locked")
            return _page(request, "wait", status=429, minutes=wait.minutes)
        else:
            return inside.send_in(opened, f"{reverse('workbench:sign-in-code')}?{urlencode({NEXT: onward})}")
    return _page(request, "start", status=422 if form.errors else 200, form=form, next=onward)


@require_http_methods(_FORMS)
@own_transactions
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code, after name and password."""
    session = at_the_door(request, "staff").live
    if session is None:
        return redirect("workbench:sign-in")
    if session.second_factor_at is not None:
        return redirect(way_back(request, _home()))
    return _with_code(request, session, "code")


@require_http_methods(_FORMS)
@own_transactions
@signed_in
def step_up(request: HttpRequest) -> HttpResponse:
    """Ask for the code once more, before something that cannot be taken back."""
    session = at_the_door(request, "staff").live
    assert session is not None
    return _with_code(request, session, "step_up")


@require_POST
@own_transactions
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and have the browser forget everything of it."""
    journey.leave(request)
    return inside.let_out(request, redirect("workbench:signed-out"), kind="staff")


@require_GET
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that nothing is left open here."""
    return inside.forgotten(_page(request, "signed_out"))


@require_POST
@signed_in
def stay(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (that it came is all)
    """Keep the session open: somebody is there, and types or has said so."""
    return inside.still_there()


@require_GET
@signed_in
def kept_form(request: HttpRequest) -> HttpResponse:
    """Show that what was being done waits here, to be sent on by whoever did it."""
    officer = officer_of(request)
    assert officer is not None
    form = kept.kept_for(request, kind="staff", account_id=officer.account_id)
    return redirect(_home()) if form is None else _page(request, "kept", form=form)


def _with_code(request: HttpRequest, session: Session, page: str) -> HttpResponse:
    onward = way_back(request, _home())
    # Whose code it is, for the list of what was refused.
    request.janua_account = session.account_id  # type: ignore[attr-defined]
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = journey.confirm(request, session=session, code=form.cleaned_data["code"])
        except WrongCode:
            _LOG.warning("staff code refused")
            form.add_error("code", _("This is not the code of this moment. Wait for the next one and enter that."))
        except TooManyAttempts as wait:
            _LOG.warning("staff sign-in locked")
            return _page(request, "wait", status=429, minutes=wait.minutes)
        else:
            return _in(request, opened, onward)
    return _page(request, page, status=422 if form.errors else 200, form=form, next=onward)


def _in(request: HttpRequest, opened: Opened, onward: str) -> HttpResponse:
    with_form = reverse("workbench:sign-in-kept")
    response = inside.let_in(request, opened, kind="staff", onward=onward, home=_home(), with_form=with_form)
    journey.remember_browser(request, response, str(opened.session.account.login))
    return response


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    shown = inside.told_at(request, "staff") | context
    return render(request, f"workbench/sign_in/{name}.html", shown, status=status)


def _home() -> str:
    return reverse("workbench:inbox")
