"""Reading notices."""

import json
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet

from janua.base.notices.models import Delivery, Notice
from janua.base.notices.states import DeliveryState
from janua.base.prepared import fetch

_UNREAD = "SELECT count(*) FROM notices_notice WHERE person_id = %(person)s AND read_at IS NULL"


def notices_of(*, person_id: UUID) -> QuerySet[Notice]:
    """The person's notices, newest first; row security leaves those the actor may see."""
    return Notice.objects.filter(person_id=person_id).order_by("-sent_at")


def unread_count(*, person_id: UUID) -> int:
    """How many the person has not opened."""
    ((number,),) = fetch(_UNREAD, {"person": person_id})
    return int(number)


def values_of(*, notice: Notice) -> dict[str, Any]:
    """What the template fills in. Raises KeyDestroyed, Tampered."""
    return cast("dict[str, Any]", json.loads(notice.values_json))


def waiting_deliveries() -> QuerySet[Delivery]:
    """What has to be carried to a channel, oldest first; for `take_up`."""
    return Delivery.objects.filter(state=DeliveryState.WAITING).order_by("changed_at")
