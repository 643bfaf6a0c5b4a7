"""Say what was found out about a signal. It never changes the signal, nor anything that it is about."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from janua.analytics.integrity.actions.watch import WATCH
from janua.analytics.integrity.models import Finding, Signal
from janua.base import audit
from janua.base.accounts.permissions import NotPermitted
from janua.base.accounts.queries import areas_with
from janua.base.actors import current_actor
from janua.base.clock import now


class WordsMissing(ValueError):
    """What was found out is said in words."""


def find_out(*, signal: UUID, state: str, words: str, on: date) -> Finding:
    """Say how far the looking is, and what came of it; kept with name and hour.

    state    looked_into, explained (there is an innocent reason), passed_on (to whoever inquires)
    words    sealed
    Raises   NotPermitted, WordsMissing, Signal.DoesNotExist for who may not see it
    """
    actor = current_actor()
    if actor.account_id is None or not areas_with(account_id=actor.account_id, permission=WATCH, on=on):
        raise NotPermitted(f"This needs the permission {WATCH!r}: ask an administrator for it.")
    row = Signal.objects.get(id=signal)
    if not words.strip():
        raise WordsMissing(_("Say in a sentence what you found out: whoever looks next begins there."))
    finding = Finding(signal=row, state=Finding.State(state), words=words.strip(), by_id=actor.account_id, at=now())
    finding.save(force_insert=True)
    audit.record("integrity.find_out", object_type="signal", object_id=row.id, details={"state": state})
    return finding
