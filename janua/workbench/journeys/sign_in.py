"""Staff sign in with password and code; an invitation comes before both, and the code is asked again before money.

    start (name and password) → code → where one was
    set_up (by an administrator's link) → start
    step_up (the code once more) → what one was doing

Whether a name exists cannot be learnt here: every wrong try gets the same answer after the same work.
"""

import io
import secrets
from datetime import datetime
from functools import lru_cache
from uuid import UUID

import qrcode
import qrcode.image.svg
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from janua.base import clock
from janua.base.accounts.actions.password import change_password
from janua.base.accounts.actions.second_factor import address_for_authenticator, take_code
from janua.base.accounts.actions.session import Opened, confirm_code, end_session, open_session
from janua.base.accounts.door import DOOR, at_the_door, limits, sealed
from janua.base.accounts.door.limits import Counted
from janua.base.accounts.door.own import device_of
from janua.base.accounts.models import Account, AccountKind, Session
from janua.base.accounts.queries import serving_on
from janua.base.actors import acting_as

KNOWN = "janua_known"
_KNOWN_SECONDS = 180 * 24 * 3_600
_NOBODY = UUID(int=0)
_BY_NAME, _BY_KNOWN_BROWSER, _BY_CODE, _BY_ADDRESS, _BY_SESSION = 5, 10, 5, 60, 5


class WrongPassword(ValueError):
    """This is not the password that the officer has now."""


class WrongSignIn(ValueError):
    """Name or password is wrong, or the account may not be used: which of them is told to nobody."""


def enter(request: HttpRequest, *, login: str, password: str) -> Opened:
    """Take name and password; the session can do nothing before the code.

    Raises   WrongSignIn, TooManyAttempts
    """
    login = login.strip().lower()
    counted = [_counted(request, login, Counted("name", login, _BY_NAME)), limits.by_address(request, most=_BY_ADDRESS)]
    made = limits.attempt("staff", counted)
    with acting_as(DOOR):
        account = Account.objects.filter(kind=AccountKind.STAFF, login=login, closed_at__isnull=True).first()
        # Asked of a name that nobody has as well: an answer that comes a moment sooner would tell that there is nobody.
        asked = account.id if account is not None else _NOBODY
        serves = serving_on(account_id=asked, on=clock.today()) is not None
    # The same work for a name that nobody has; and no transaction is held during it.
    nobodys = _nobodys_password()
    is_right = check_password(password, (account.password if account else "") or nobodys)
    if account is None or not account.password or not serves or not is_right:
        raise WrongSignIn("Name or password is wrong.")
    limits.was_right(made)
    with acting_as(DOOR):
        before = at_the_door(request, "staff").live
        if before is not None:
            end_session(session=before, why=Session.Why.REPLACED)
        return open_session(account=account, device=device_of(request))


def confirm(request: HttpRequest, *, session: Session, code: str) -> Opened:
    """Take the code; the session is replaced by one in which it was given just now.

    Raises   WrongCode, TooManyAttempts, which ends the session
    """
    login = str(session.account.login)
    counted = _counted(request, login, Counted("code", str(session.account_id), _BY_CODE))
    try:
        made = limits.attempt("staff", [counted])
    except limits.TooManyAttempts:
        with acting_as(DOOR):
            end_session(session=session, why=Session.Why.CLOSED)
        raise
    with acting_as(DOOR):
        take_code(account_id=session.account_id, code=code, at=clock.now())
        opened = confirm_code(session=session)
    limits.was_right(made)
    return opened


def choose_password(*, session: Session, current: str, password: str) -> None:
    """Change one's own password, knowing the one before; the account's other sessions end.

    Raises   WrongPassword, TooManyAttempts, and ValidationError for a password that is too easy
    """
    made = limits.attempt("staff", [Counted("password", str(session.account_id), _BY_SESSION)])
    with acting_as(DOOR):
        kept_one = Account.objects.get(id=session.account_id).password
    # No transaction is held while the password is hashed.
    if not kept_one or not check_password(current, kept_one):
        raise WrongPassword("This is not the password of now.")
    limits.was_right(made)
    with acting_as(DOOR):
        change_password(session=session, password=password)


def password_chosen_at(*, session: Session) -> datetime | None:
    """When the officer last chose their password."""
    with acting_as(DOOR):
        return Account.objects.get(id=session.account_id).password_set_at


def leave(request: HttpRequest) -> None:
    """End the session of this browser."""
    session = at_the_door(request, "staff").live
    if session is not None:
        with acting_as(DOOR):
            end_session(session=session, why=Session.Why.SIGNED_OUT)


def remember_browser(request: HttpRequest, response: HttpResponseBase, login: str) -> None:
    """Have this browser be known from now on: strangers who try this name elsewhere do not lock it out here."""
    known = sealed.taken(request, KNOWN)
    browser = known["browser"] if known is not None and known["login"] == login else secrets.token_urlsafe(16)
    sealed.give(response, KNOWN, {"login": login, "browser": browser}, seconds=_KNOWN_SECONDS)


def qr_code(*, secret: str, login: str) -> str:
    """Give the picture that an authenticator reads, as SVG."""
    address = address_for_authenticator(secret=secret, login=login, issuer="Janua")
    written = io.BytesIO()
    qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage, box_size=12, border=2).save(written)
    svg = written.getvalue().decode()
    return svg[svg.index("<svg") :]


def _counted(request: HttpRequest, login: str, otherwise: Counted) -> Counted:
    known = sealed.taken(request, KNOWN)
    if known is None or known["login"] != login:
        return otherwise
    return Counted(f"browser.{otherwise.what}", str(known["browser"]), _BY_KNOWN_BROWSER)


@lru_cache(maxsize=1)
def _nobodys_password() -> str:
    return make_password(secrets.token_urlsafe(16))
