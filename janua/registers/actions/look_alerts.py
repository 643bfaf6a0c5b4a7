"""Watch how much officers look, raise alerts for a second pair of eyes, and answer them."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from janua.base import clock
from janua.base.accounts.permissions import NotPermitted
from janua.base.accounts.queries import permissions_on
from janua.base.actors import current_actor
from janua.base.audit import record
from janua.registers.look_alerts import ANSWER, DAYS_BACK
from janua.registers.models import LookAlert
from janua.registers.queries.look_alerts import alerts_beside, look_alert

# Fewer on a day are never asked about: small numbers multiply easily.
LEAST = {LookAlert.Kind.PERSONS: 30, LookAlert.Kind.SEARCHES: 20}
TIMES_USUAL, TIMES_PEERS = 3, 4
# From so many own days, and so many colleagues, on there is something to compare with.
OWN_DAYS, COLLEAGUES = 5, 3
# Without anything to compare with: so many are asked about all the same.
MANY = 100


class AlertAnswered(ValueError):
    """Somebody has answered this before; open it again to read what they found."""


class WordsMissing(ValueError):
    """An answer comes with a sentence: write what you found."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """How much an officer looked on a day, and what that is held against.

    usual, peers   middles; None where nothing is known
    """

    looks: int
    days: int
    usual: int | None
    colleagues: int
    peers: int | None


def is_unusual(compared: Compared, *, least: int) -> bool:
    """Say whether a day's looks are many for this officer, or many for their work.

    Above TIMES_USUAL of their own middle, unless colleagues look as much; above TIMES_PEERS of their colleagues'
    middle, however usual it is for them; where neither is known, from MANY on.
    """
    looks = compared.looks
    if looks < least:
        return False
    knows_own = compared.days >= OWN_DAYS and compared.usual is not None
    knows_peers = compared.colleagues >= COLLEAGUES and compared.peers is not None
    if not knows_own and not knows_peers:
        return looks >= MANY
    above_peers = not knows_peers or looks > (compared.peers or 0)
    if knows_own and looks > TIMES_USUAL * (compared.usual or 0) and above_peers:
        return True
    return knows_peers and looks > TIMES_PEERS * (compared.peers or 0)


def watch_looks(*, on: date) -> int:
    """Count the looks of every day that is over and not counted, as far back as they are compared; raise alerts.

    Each day is counted once, so the job may run as often as it likes.
    Returns   how many alerts were raised
    """
    _require_keeper()
    raised = 0
    for back in range(DAYS_BACK, 0, -1):
        day = on - timedelta(days=back)
        if _is_counted(day):
            continue
        _call("SELECT registers_count_looks(%s, %s)", day, settings.TIME_ZONE)
        raised += _raise_alerts(day)
    _call("SELECT registers_count_held(%s)", on)
    return raised


def answer_look_alert(*, alert: UUID, finding: str, words: str, on: date) -> int:
    """Say what was found about an officer's looks; it counts for every look at the same person on that day.

    finding  explained, followed_up
    words    in a sentence; sealed
    Returns  how many alerts were answered
    Raises   NotPermitted, WordsMissing, AlertAnswered, LookAlert.DoesNotExist for whoever may not see it
    """
    row = look_alert(alert=alert)
    if row is None:
        raise LookAlert.DoesNotExist(f"There is no alert {alert} for who asks.")
    actor = current_actor()
    if actor.account_id is None or ANSWER not in permissions_on(account_id=actor.account_id, on=on):
        raise NotPermitted(f"This needs the permission {ANSWER!r}: ask an administrator for it.")
    if row.account_id == actor.account_id:
        raise NotPermitted(_("These are your own looks: a colleague answers."))
    if not words.strip():
        raise WordsMissing(_("Say in a sentence what you found."))
    waiting = [one for one in alerts_beside(row) if one.answered_at is None]
    if not waiting:
        raise AlertAnswered(_("Somebody has answered this before."))
    for one in waiting:
        one.answered_by_id, one.answered_at = actor.account_id, clock.now()
        one.finding, one.words = LookAlert.Finding(finding), words.strip()
        one.save(update_fields=["answered_by", "answered_at", "finding", "words"])
    details = {"finding": finding, "kind": row.kind, "alerts": len(waiting), "account": row.account_id}
    record("look_alert.answer", subject=row.person_id, object_type="look_alert", object_id=row.id, details=details)
    return len(waiting)


def _require_keeper() -> None:
    if current_actor().name != "keeper":
        raise NotPermitted("The keeper watches looks, by its own job.")


def _is_counted(day: date) -> bool:
    with connection.cursor() as cursor:
        cursor.execute('SELECT EXISTS (SELECT FROM registers_lookcount WHERE "on" = %s)', [day])
        (counted,) = cursor.fetchone()
    return bool(counted)


def _raise_alerts(day: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM registers_looks_compared(%s)", [day])
        rows = cursor.fetchall()
    alerts = []
    for account, area, persons, searches, days, own_persons, own_searches, others, peer_persons, peer_searches in rows:
        for kind, looks, usual, peers in (
            (LookAlert.Kind.PERSONS, persons, own_persons, peer_persons),
            (LookAlert.Kind.SEARCHES, searches, own_searches, peer_searches),
        ):
            compared = Compared(looks=looks, days=days, usual=usual, colleagues=others, peers=peers)
            if is_unusual(compared, least=LEAST[kind]):
                alerts.append(_alert(kind, compared, account=account, area=area, day=day))
    LookAlert.objects.bulk_create(alerts, ignore_conflicts=True)
    return len(alerts)


def _alert(kind: LookAlert.Kind, compared: Compared, *, account: UUID, area: int, day: date) -> LookAlert:
    return LookAlert(
        kind=kind,
        account_id=account,
        area_id=area,
        on=day,
        at=clock.now(),
        looks=compared.looks,
        usual=compared.usual if compared.days >= OWN_DAYS else None,
        days=compared.days,
        peers=compared.peers if compared.colleagues >= COLLEAGUES else None,
        colleagues=compared.colleagues,
    )


def _call(statement: str, *values: date | str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
