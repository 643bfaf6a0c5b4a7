"""Find who is past retention; put the list forward; approve it as a second person; take somebody off it."""

import json
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from janua.base import clock
from janua.base.accounts.permissions import require
from janua.base.areas.models import Area
from janua.base.audit import record
from janua.base.retention.models import ErasureItem, ErasureList
from janua.base.retention.row_security import APPROVE, PUT_FORWARD
from janua.base.retention.states import ItemState, SecondPersonNeeded, WrongState
from janua.pack.installed import country
from janua.values import uuid7

MOST_ON_A_LIST = 500


def find_past_retention(*, on: date) -> ErasureList | None:
    """Make a list of persons whom nothing keeps any more, as the keeper; None where there is nobody new.

    Nobody is found in a country whose pack gives no schedule. Whoever waits on a list already is not found again.
    """
    with connection.cursor() as cursor:
        # More than a list holds, since those who wait are left out below.
        waiting = set(ErasureItem.objects.filter(state=ItemState.FOUND).values_list("person_id", flat=True))
        cursor.execute("SELECT * FROM retention_found(%s, NULL, %s)", [months(), MOST_ON_A_LIST + len(waiting)])
        found = [row for row in cursor.fetchall() if row[0] not in waiting][:MOST_ON_A_LIST]
    if not found:
        return None
    top = Area.objects.filter(parent__isnull=True).order_by("id").first()
    if top is None:
        return None
    erasure_list = ErasureList(area=top, found_on=on, found_at=clock.now())
    erasure_list.save(force_insert=True)
    ErasureItem.objects.bulk_create(
        ErasureItem(
            id=uuid7(), erasure_list=erasure_list, person_id=person, last_on=last, kinds=kinds, state=ItemState.FOUND
        )
        for person, last, kinds in found
    )
    record("retention.found", object_type="erasure_list", object_id=erasure_list.id, details={"persons": len(found)})
    return erasure_list


def months() -> str:
    """The country's schedule as the database reads it: kind → months."""
    return json.dumps({rule.kind.value: rule.months for rule in country().retention})


def put_forward(*, erasure_list: UUID, on: date) -> ErasureList:
    """Propose a list for erasure, having looked at it. Raises NotPermitted, WrongState."""
    row = ErasureList.objects.get(id=erasure_list)
    actor = require(PUT_FORWARD, area_id=row.area_id, on=on)
    changed = ErasureList.objects.filter(id=erasure_list, put_forward_by__isnull=True).update(
        put_forward_by_id=actor.account_id, put_forward_at=clock.now()
    )
    return _changed(row, changed, "retention.put_forward")


def approve_list(*, erasure_list: UUID, on: date) -> ErasureList:
    """Approve a list as a second person: from now on its persons are erased, for good.

    Raises   NotPermitted, SecondPersonNeeded, WrongState
    """
    row = ErasureList.objects.get(id=erasure_list)
    actor = require(APPROVE, area_id=row.area_id, on=on)
    if actor.account_id == row.put_forward_by_id:
        raise SecondPersonNeeded(_("You put this list forward: a colleague has to approve it."))
    changed = ErasureList.objects.filter(
        id=erasure_list, put_forward_by__isnull=False, approved_by__isnull=True
    ).update(approved_by_id=actor.account_id, approved_at=clock.now())
    return _changed(row, changed, "retention.approved")


def keep_person(*, item: UUID, on: date) -> ErasureItem:
    """Take somebody off a list that is not approved yet; a hold keeps them off the next.

    Raises   NotPermitted, WrongState
    """
    row = ErasureItem.objects.select_related("erasure_list").get(id=item)
    require(PUT_FORWARD, area_id=row.erasure_list.area_id, on=on)
    changed = ErasureItem.objects.filter(id=item, state=ItemState.FOUND, erasure_list__approved_by__isnull=True).update(
        state=ItemState.KEPT, ended_at=clock.now()
    )
    if not changed:
        raise WrongState(_("This list was approved meanwhile, or the person is off it already."))
    record("retention.kept", subject=row.person_id, object_type="erasure_list", object_id=row.erasure_list_id)
    row.refresh_from_db()
    return row


def _changed(row: ErasureList, changed: int, action: str) -> ErasureList:
    if not changed:
        raise WrongState(_("Somebody has taken this step before. Open the list again."))
    row.refresh_from_db()
    record(action, object_type="erasure_list", object_id=row.id)
    return row
