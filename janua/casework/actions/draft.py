"""Keep what somebody has typed so far; theirs alone, sealed."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from janua.base.actors import current_actor
from janua.base.clock import now
from janua.casework.models import Draft
from janua.casework.permissions import NotPermitted

KEPT_AFTER_DISCARDING = timedelta(days=1)
KEPT_UNTOUCHED = timedelta(days=90)


def save_draft(*, service: str, applicant: UUID, answers: Mapping[str, Any]) -> Draft:
    """Keep the answers given so far; the newest stand, one draft a service and applicant.

    Raises   NotPermitted
    """
    account = current_actor().account_id
    if account is None:
        raise NotPermitted("A draft belongs to an account: sign in first.")
    typed = json.dumps(answers)
    draft = standing_draft(service=service, applicant=applicant, lock=True)
    if draft is None:
        draft = Draft(account_id=account, applicant_id=applicant, service=service, answers=typed)
    draft.answers, draft.updated_at, draft.discarded_at = typed, now(), None
    draft.save()
    return draft


def standing_draft(*, service: str, applicant: UUID, lock: bool = False) -> Draft | None:
    """The account's draft for a service and a person, also one thrown away; None where there is none.

    lock   another press of a button waits until this one is done
    """
    drafts = Draft.objects.select_for_update(of=("self",)) if lock else Draft.objects.all()
    account = current_actor().account_id
    return drafts.filter(account=account, applicant_id=applicant, service=service).first()


def discard_draft(*, draft_id: UUID, discarded: bool = True) -> Draft:
    """Throw a draft away, or take it back: for a day it is still there.

    Raises   Draft.DoesNotExist
    """
    draft = Draft.objects.select_for_update(of=("self",)).get(id=draft_id)
    draft.discarded_at = now() if discarded else None
    draft.save(update_fields=["discarded_at"])
    return draft


def clear_drafts() -> int:
    """Delete drafts thrown away a day ago, and those that nobody touched for a long time. Gives how many."""
    at = now()
    with connection.cursor() as cursor:
        # The worker holds no right to read what is in a draft, so the rows are named by these two columns alone.
        cursor.execute(
            "DELETE FROM casework_draft WHERE discarded_at < %s OR updated_at < %s",
            [at - KEPT_AFTER_DISCARDING, at - KEPT_UNTOUCHED],
        )
        return int(cursor.rowcount)


def answers_of(draft: Draft) -> dict[str, Any]:
    """The answers of a draft, opened."""
    opened: dict[str, Any] = json.loads(draft.answers)
    return opened
