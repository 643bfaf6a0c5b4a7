"""Send a notice, and note that it was read or delivered."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from janua.base.audit import record
from janua.base.clock import now
from janua.base.notices.models import Channel, Delivery, Notice
from janua.base.notices.states import FOLLOWS, DeliveryState


class WrongState(Exception):
    """A delivery cannot go from its state to that one."""


class NotAddressee(Exception):
    """Only the person, or who acts for them, can have read a notice."""


def send_notice(
    *,
    person_id: UUID,
    area_id: int | None,
    template: str,
    values: Mapping[str, Any],
    language: str,
    channels: Sequence[Channel] = (),
    about_type: str = "",
    about_id: UUID | None = None,
) -> Notice:
    """Leave a message for a person in the portal, and queue it on the other channels named.

    values  what the template fills in; any JSON, kept sealed by the person's key
    Raises  KeyDestroyed
    """
    sent_at = now()
    notice = Notice.objects.create(
        person_id=person_id,
        area_id=area_id,
        template=template,
        language=language,
        values_json=json.dumps(values, ensure_ascii=False),
        about_type=about_type,
        about_id=about_id,
        sent_at=sent_at,
    )
    Delivery.objects.bulk_create(
        Delivery(
            notice=notice,
            person_id=person_id,
            area_id=area_id,
            channel=channel,
            # In the portal it lies where the person looks: nothing has to carry it there.
            state=DeliveryState.SENT if channel == Channel.PORTAL else DeliveryState.WAITING,
            changed_at=sent_at,
        )
        for channel in dict.fromkeys([Channel.PORTAL, *channels])
    )
    record("notice.sent", subject=person_id, object_type="notice", object_id=notice.id, details={"template": template})
    return notice


def mark_read(*, notice: Notice, at: datetime) -> None:
    """Note that the addressee opened it; the first time counts. Raises NotAddressee."""
    if notice.read_at is not None:
        return
    # Row security leaves the row to the addressee alone.
    if Notice.objects.filter(id=notice.id, read_at=None).update(read_at=at) == 0 and not _was_read(notice):
        raise NotAddressee(_("Only the person, or who acts for them, can have read this notice."))
    notice.read_at = at
    record("notice.read", subject=notice.person_id, object_type="notice", object_id=notice.id)


def change_delivery(*, delivery: Delivery, to: DeliveryState) -> None:
    """Note what became of a delivery. Raises WrongState."""
    if to not in FOLLOWS[DeliveryState(delivery.state)]:
        raise WrongState(f"A delivery that is {delivery.state} cannot become {to}.")
    changed = Delivery.objects.filter(id=delivery.id, state=delivery.state).update(state=to, changed_at=now())
    if not changed:
        raise WrongState(_("The delivery was changed by somebody else meanwhile: read it again."))
    delivery.state = to


def _was_read(notice: Notice) -> bool:
    return Notice.objects.filter(id=notice.id, read_at__isnull=False).exists()
