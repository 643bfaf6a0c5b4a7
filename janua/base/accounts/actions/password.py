"""Change one's own password."""

from datetime import datetime

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password

from janua.base import audit, clock
from janua.base.accounts.actions.open_sessions import end_elsewhere
from janua.base.accounts.actions.session import require_door
from janua.base.accounts.models import Account, Session


def change_password(*, session: Session, password: str, at: datetime | None = None) -> None:
    """Set another password for the account of a session, and end the account's other sessions.

    Whether they know the one before, and have given the code just now, is asked before.
    Raises   NotPermitted, and ValidationError for a password that is too easy
    """
    require_door()
    account = Account.objects.get(id=session.account_id)
    password_validation.validate_password(password, account)
    account.password, account.password_set_at = make_password(password), at or clock.now()
    account.save(update_fields=["password", "password_set_at"])
    audit.record("account.password", object_type="account", object_id=account.id)
    end_elsewhere(session=session, at=at)
