"""Keep what somebody has typed so far; theirs alone, sealed."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from janua.base.actors import current_actor
from janua.base.clock import now
from janua.casework.models import Draft
from janua.casework.permissions import NotPermitted


def save_draft(*, service: str, applicant: UUID, answers: Mapping[str, Any]) -> Draft:
    """Keep the answers given so far; the newest stand, one draft a service and applicant.

    Raises   NotPermitted
    """
    account = current_actor().account_id
    if account is None:
        raise NotPermitted("A draft belongs to an account: sign in first.")
    typed = json.dumps(answers)
    draft = Draft.objects.filter(account_id=account, applicant_id=applicant, service=service).first()
    if draft is None:
        draft = Draft(account_id=account, applicant_id=applicant, service=service, answers=typed)
    draft.answers, draft.updated_at = typed, now()
    draft.save()
    return draft


def answers_of(draft: Draft) -> dict[str, Any]:
    """The answers of a draft, opened."""
    opened: dict[str, Any] = json.loads(draft.answers)
    return opened
