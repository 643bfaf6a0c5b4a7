"""Clear away what signing in left behind and nobody needs any more."""

from datetime import datetime, timedelta

from janua.base.accounts.models import KeptForm, Session, WrongAttempt
from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import current_actor, system_actor
from janua.base.audit import record

SESSIONS_KEPT = timedelta(days=30)
ATTEMPTS_KEPT = timedelta(hours=1)


def clear_old(*, at: datetime) -> None:
    """Delete sessions that ended a month ago, tries of the hour before, and forms that nobody came back for.

    That somebody signed in stays on the audit trail, and so does how many sessions went.
    Raises   NotPermitted
    """
    if current_actor() != system_actor("keeper"):
        raise NotPermitted("Only the keeper clears away what signing in left behind.")
    sessions, _ = Session.objects.filter(ends_at__lt=at - SESSIONS_KEPT).delete()
    if sessions:
        record("sessions.cleared", details={"sessions": sessions})
    WrongAttempt.objects.filter(at__lt=at - ATTEMPTS_KEPT).delete()
    KeptForm.objects.filter(ends_at__lt=at).delete()
