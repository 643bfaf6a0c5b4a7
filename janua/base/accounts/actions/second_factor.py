"""The second factor of staff: codes of the time, each good once (RFC 6238: SHA-1, 6 digits, 30 seconds)."""

import hmac
import secrets
from base64 import b32decode, b32encode
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from janua.base import audit
from janua.base.accounts.actions.session import require_door
from janua.base.accounts.models import Account, SecondFactor

STEP_SECONDS, DIGITS = 30, 6
SECRET_BYTES = 20
# And the step before: people type slowly, and a code that changes while it is on its way would be wrong and nobody's
# fault. None before its time: phones take their time from the network, and ours is no later than theirs.
_NEAR = (0, -1)


class WrongCode(ValueError):
    """The code is not the one of this moment, or was used already."""


def new_secret() -> str:
    """Give a secret for an authenticator, as it is typed and as a QR code carries it."""
    return b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def code_at(secret: str, at: datetime) -> str:
    """Give the code of a secret at an instant."""
    return _code(secret, int(at.timestamp()) // STEP_SECONDS)


def address_for_authenticator(*, secret: str, login: str, issuer: str) -> str:
    """Give the address that a QR code carries."""
    name = quote(f"{issuer}:{login}", safe="")
    return f"otpauth://totp/{name}?secret={secret}&issuer={quote(issuer)}&digits={DIGITS}&period={STEP_SECONDS}"


def set_second_factor(*, account: Account, secret: str, code: str, at: datetime) -> SecondFactor:
    """Give an account a second factor, after a first code has shown that the authenticator has it.

    Raises   NotPermitted, WrongCode
    """
    require_door()
    step = _step_of(secret, code, at)
    if step is None:
        raise WrongCode(_("This is not the code that the authenticator shows now."))
    factor = SecondFactor(account=account, secret=secret, last_step=step, set_at=at)
    if SecondFactor.objects.filter(account=account).exists():
        factor.save(update_fields=["secret", "last_step", "set_at"])
    else:
        factor.save(force_insert=True)
    audit.record("second_factor.set", object_type="account", object_id=account.id)
    return factor


def take_code(*, account_id: UUID, code: str, at: datetime) -> None:
    """Take the code of this moment: no other, and each only once.

    Raises   NotPermitted, WrongCode
    """
    require_door()
    factor = SecondFactor.objects.filter(account_id=account_id).first()
    step = None if factor is None else _step_of(str(factor.secret), code, at)
    # The condition is in the statement: of two requests with one code only one changes the row.
    with transaction.atomic():
        if step is None or not SecondFactor.objects.filter(account_id=account_id, last_step__lt=step).update(
            last_step=step
        ):
            raise WrongCode(_("This is not the code of this moment, or it was used already."))


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    typed = "".join(code.split())
    now = int(at.timestamp()) // STEP_SECONDS
    found = None
    for near in _NEAR:
        if hmac.compare_digest(_code(secret, now + near).encode(), typed.encode()):
            found = now + near
    return found


def _code(secret: str, step: int) -> str:
    # SHA-1 is what every authenticator speaks; a keyed digest of it is not weakened by its collisions.
    totp = TOTP(b32decode(secret), DIGITS, SHA1(), STEP_SECONDS, enforce_key_length=True)  # noqa: S303
    return totp.generate(step * STEP_SECONDS).decode()
