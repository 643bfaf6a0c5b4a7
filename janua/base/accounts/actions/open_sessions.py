"""End sessions that one is not sitting at: one's own on other devices, and all of an account where its office must."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection

from janua.base import audit, clock
from janua.base.accounts.actions.session import require_door
from janua.base.accounts.models import Session, StaffProfile
from janua.base.accounts.permissions import NotPermitted, require


def end_elsewhere(*, session: Session, other: UUID | None = None, at: datetime | None = None) -> int:
    """End another session of the account that a session is of, or all its others; gives how many ended.

    Of another account's nothing is found.
    Raises   NotPermitted
    """
    require_door()
    own = Session.objects.filter(account_id=session.account_id, kind=session.kind, ended_at__isnull=True)
    others = own.exclude(id=session.id)
    wanted = others if other is None else others.filter(id=other)
    ended = wanted.update(ended_at=at or clock.now(), ended_why=Session.Why.ELSEWHERE)
    if ended:
        audit.record(
            "session.end_others", object_type="account", object_id=session.account_id, details={"sessions": ended}
        )
    return ended


def end_all_of_staff(*, staff: StaffProfile, on: date, at: datetime | None = None) -> int:
    """End every session of a colleague's, for whoever administers their office; gives how many ended.

    They can sign in again: a lost telephone or an account to be closed needs more than this.
    Raises   NotPermitted
    """
    require("open_staff_account", area_id=staff.office.area_id, on=on)
    # Sessions are the door's: this function of the database ends them for who may, and shows none.
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_end_sessions(%s, %s)", [staff.account_id, at or clock.now()])
        (ended,) = cursor.fetchone() or (-1,)
    if ended < 0:
        raise NotPermitted("A colleague's sessions are ended by who administers their office.")
    audit.record("session.end_all", object_type="account", object_id=staff.account_id, details={"sessions": ended})
    return int(ended)
