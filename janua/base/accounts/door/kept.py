"""What was typed when the session had ended: kept for its own account at its own browser, and for nobody else.

A form that comes too late is sealed under the data key of the account whose session ended, together with a secret that
goes to this browser alone. It opens when the same account signs in at the same browser within the hour. When somebody
else signs in there, it is gone.
"""

import hmac
import json
import secrets
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from janua.base import clock
from janua.base.accounts.actions.session import digest_of
from janua.base.accounts.door.sealed import name_of
from janua.base.accounts.door.sessions import DOOR, Kind
from janua.base.accounts.models import KeptForm
from janua.base.actors import NoActor, acting_as, current_actor
from janua.base.keys.datakeys import data_key, newest_keys
from janua.base.keys.envelope import Tampered, open_sealed, place, seal

KEPT_FOR = timedelta(hours=1)
MOST_BYTES = 200_000
MOST_FORMS = 5
_COOKIE = {"citizen": "janua_kept", "staff": "janua_kept_staff"}
_NEVER = frozenset({"csrfmiddlewaretoken", "current", "password", "password_again"})


@dataclass(frozen=True)
class Kept:
    """A form as it was typed.

    path      where it was sent, with its query
    fields    names and values in their order
    files     fields that had a file; the file itself is not kept
    acts_for  for whom it was typed; None: for oneself
    """

    path: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    acts_for: UUID | None = None


def keep(
    request: HttpRequest, response: HttpResponseBase, *, kind: Kind, account_id: UUID, acts_for: UUID | None = None
) -> bool:
    """Keep the form of a request for an account, and give its browser the secret. False where it is too long."""
    typed = typed_in(request)
    content = json.dumps(
        {
            "path": typed.path,
            "fields": typed.fields,
            "files": typed.files,
            "acts_for": str(acts_for) if acts_for else None,
        }
    ).encode()
    if len(content) > MOST_BYTES:
        return False
    secret, now = secrets.token_urlsafe(32), clock.now()
    with _somebody():
        _make_room(request, kind, account_id)
        form = KeptForm(account_id=account_id, kind=kind, digest=digest_of(secret), kept_at=now, ends_at=now + KEPT_FOR)
        key = _key(data_key(account_id, create=True), secret)
        form.sealed = seal(content, key, _place(form))
        form.save(force_insert=True)
    _set(response, kind, secret, seconds=int(KEPT_FOR.total_seconds()))
    return True


def typed_in(request: HttpRequest) -> Kept:
    """Give what was typed in a form, apart from what is secret or good only once."""
    fields = [(name, value) for name in request.POST if name not in _NEVER for value in request.POST.getlist(name)]
    return Kept(path=request.get_full_path(), fields=tuple(fields), files=tuple(sorted(request.FILES)))


def kept_for(request: HttpRequest, *, kind: Kind, account_id: UUID) -> Kept | None:
    """Give the form that this browser kept for this account; another account's is thrown away."""
    secret = request.COOKIES.get(name_of(_COOKIE[kind]), "")
    if not secret:
        return None
    with _somebody():
        form = KeptForm.objects.filter(digest=digest_of(secret), kind=kind).first()
        if form is None:
            return None
        if form.account_id != account_id or not form.is_good_at(clock.now()):
            form.delete()
            return None
        content = _content(form, secret)
    if content is None:
        return None
    fields = tuple((str(name), str(value)) for name, value in content["fields"])
    acts_for = content["acts_for"]
    return Kept(str(content["path"]), fields, tuple(content["files"]), UUID(acts_for) if acts_for else None)


def _content(form: KeptForm, secret: str) -> dict[str, Any] | None:
    """What was kept; the account's key may have been replaced meanwhile."""
    for key in newest_keys(form.account_id):
        with suppress(Tampered):
            content: dict[str, Any] = json.loads(open_sealed(bytes(form.sealed), _key(key, secret), _place(form)))
            return content
    return None


def throw_away(request: HttpRequest, response: HttpResponseBase, *, kind: Kind) -> None:
    """Forget what this browser kept."""
    secret = request.COOKIES.get(name_of(_COOKIE[kind]), "")
    if not secret:
        return
    with _somebody():
        KeptForm.objects.filter(digest=digest_of(secret), kind=kind).delete()
    _set(response, kind, "", seconds=0)


def has_kept(request: HttpRequest, kind: Kind) -> bool:
    """Whether this browser holds the secret of a kept form."""
    return name_of(_COOKIE[kind]) in request.COOKIES


def _make_room(request: HttpRequest, kind: Kind, account_id: UUID) -> None:
    """Forget what this browser kept before, and all but the newest of the account: nobody fills the table."""
    before = digest_of(request.COOKIES.get(name_of(_COOKIE[kind]), ""))
    own = KeptForm.objects.filter(account_id=account_id, kind=kind)
    newest = own.exclude(digest=before).order_by("-kept_at").values_list("id", flat=True)[: MOST_FORMS - 1]
    own.exclude(id__in=list(newest)).delete()


def _somebody() -> AbstractContextManager[None]:
    """Act as whoever acts already, such as an officer who is asked for the code again; else as the door."""
    try:
        current_actor()
    except NoActor:
        return acting_as(DOOR)
    return nullcontext()


def _set(response: HttpResponseBase, kind: Kind, secret: str, *, seconds: int) -> None:
    response.set_cookie(
        name_of(_COOKIE[kind]),
        secret,
        max_age=seconds,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _key(of_account: bytes, secret: str) -> bytes:
    return hmac.digest(of_account, b"janua kept form" + secret.encode(), "sha256")


def _place(form: KeptForm) -> bytes:
    return place("accounts_keptform", "sealed", form.id)
