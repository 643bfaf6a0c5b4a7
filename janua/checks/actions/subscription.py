"""Subscribe to the news that registers offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from janua.base.clock import now
from janua.checks.models import Partner, Subscription
from janua.checks.permissions import require_system
from janua.pack.installed import country

# A subscription that was not confirmed is asked for again after this.
CONFIRMED_WITHIN = timedelta(minutes=5)
# Registers filter by the day of birth or death, and a birth abroad is registered months after it.
NEWS_REACHES_BACK = timedelta(days=366)


@dataclass(frozen=True)
class ToSubscribe:
    """One subscription to ask for, complete without the database."""

    id: UUID
    register: str
    base_url: str
    sender_id: str
    kind: str
    since: date
    message_id: str


def subscriptions_to_send(*, on: date) -> list[ToSubscribe]:
    """Subscriptions that the pack wants and nobody confirmed yet."""
    require_system("checker")
    at = now()
    asking = []
    for register in country().registers:
        partner = Partner.objects.filter(code=register.code).first()
        if partner is None:
            continue
        for kind in getattr(register, "subscriptions", {}):
            row, _ = Subscription.objects.get_or_create(
                partner=partner, kind=kind, defaults={"state": "asked", "asked_at": at - CONFIRMED_WITHIN}
            )
            waiting = Subscription.objects.filter(
                Q(state="asked", asked_at__lte=at - CONFIRMED_WITHIN), id=row.id
            ).exists()
            if waiting:
                message_id = f"{row.id}-{int(at.timestamp())}"
                since = on - NEWS_REACHES_BACK
                asking.append(
                    ToSubscribe(row.id, register.code, partner.base_url, partner.sender_id, kind, since, message_id)
                )
    return asking


def note_subscriptions(*, sent: Sequence[UUID]) -> None:
    """Write down that these were asked for; the register confirms each by a message."""
    require_system("checker")
    Subscription.objects.filter(id__in=list(sent), state="asked").update(asked_at=now())
