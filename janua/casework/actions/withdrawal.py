"""A person takes a claim back, answers an offer, and takes a no to an offer back."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from janua.base import audit
from janua.base.actors import current_actor
from janua.base.clock import now
from janua.casework.models import Claim, Task
from janua.casework.permissions import NotPermitted, accounts_of_kin, may_submit_for
from janua.casework.states import ClaimState, TaskState, WrongState, require_claim_may_become

OFFERED_ONLY = _("Only what we offered by ourselves is answered with yes or no.")


def withdraw(*, claim: UUID, on: date) -> Claim:
    """Take a claim back before anything is decided; nothing is lost, the person may apply again.

    Raises   NotPermitted, WrongState
    """
    row = _locked(claim, on=on)
    if row.state == ClaimState.OFFERED:
        raise WrongState(_("This was offered and not asked for: answer the offer with no instead."))
    return _become(row, ClaimState.WITHDRAWN, "claim.withdraw")


def accept_offer(*, claim: UUID, on: date) -> Claim:
    """Say yes to what an event started: the claim is checked and assessed like any other.

    Raises   NotPermitted, WrongState
    """
    row = _locked(claim, on=on)
    if row.state != ClaimState.OFFERED:
        raise WrongState(OFFERED_ONLY)
    return _become(row, ClaimState.SUBMITTED, "claim.accept_offer")


def decline_offer(*, claim: UUID, on: date) -> Claim:
    """Say no to what an event started; the no may be taken back.

    Raises   NotPermitted, WrongState
    """
    row = _locked(claim, on=on)
    if row.state != ClaimState.OFFERED:
        raise WrongState(OFFERED_ONLY)
    return _become(row, ClaimState.WITHDRAWN, "claim.decline_offer")


def restore_offer(*, claim: UUID, on: date) -> Claim:
    """Take a no to an offer back: it waits for a yes again.

    Raises   NotPermitted, WrongState
    """
    row = _locked(claim, on=on)
    if row.origin != Claim.Origin.EVENT:
        raise WrongState(OFFERED_ONLY)
    return _become(row, ClaimState.OFFERED, "claim.restore_offer")


def close_withdrawn(*, limit: int = 200) -> int:
    """Close what waits for officers on claims that were taken back, which a citizen's page may not see."""
    taken_back = Claim.objects.filter(state=ClaimState.WITHDRAWN).values("id")
    waiting = Task.objects.filter(state=TaskState.OPEN, object_type="claim", object_id__in=taken_back)
    ids = list(waiting.order_by("id").values_list("id", flat=True)[:limit])
    return Task.objects.filter(id__in=ids).update(state=TaskState.DONE, finished_at=now()) if ids else 0


def _locked(claim: UUID, *, on: date) -> Claim:
    actor = current_actor()
    row = Claim.objects.filter(id=claim).first()
    if row is not None and actor.kind == "staff" and actor.account_id in _kin(row, on=on):
        raise NotPermitted("This is about a relative of yours, or somebody of your dwelling. Hand the case over.")
    if row is None or not may_submit_for(actor, applicant=row.claimant_id, area_id=row.area_id, on=on):
        raise NotPermitted("The person answers for their own claim, or somebody with their mandate to apply.")
    # Row security leaves a citizen nothing to lock once it is decided.
    locked = Claim.objects.select_for_update(of=("self",)).filter(id=claim).first()
    if locked is None:
        raise WrongState(_("This claim has been decided: look at the decision, you may challenge it."))
    return locked


def _kin(row: Claim, *, on: date) -> set[UUID]:
    return accounts_of_kin(person_id=row.claimant_id, on=on)


def _become(row: Claim, then: ClaimState, action: str) -> Claim:
    require_claim_may_become(row.state, then)
    row.state = then
    row.save(update_fields=["state"])
    audit.record(
        action, subject=row.claimant_id, object_type="claim", object_id=row.id, details={"programme": row.programme}
    )
    return row
