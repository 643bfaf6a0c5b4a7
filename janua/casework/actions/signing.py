"""An officer signs each decision: what was decided, on what, under which law. A machine step signs nothing."""

from janua.base.seals.actions import sign_act
from janua.casework.models import Decision

DECIDES = "decide"


def sign_decision(decision: Decision) -> None:
    """Put the officer's signature under a decision, in the transaction of the decision.

    Raises   SealMissing
    """
    assessment = decision.assessment
    sign_act(
        act=DECIDES,
        object_type="decision",
        object_id=decision.id,
        area_id=decision.claim.area_id,
        statement={
            "reference": decision.reference,
            "claim": str(decision.claim_id),
            "outcome": str(decision.outcome),
            "amount": decision.amount,
            "currency": decision.currency,
            "on": decision.on.isoformat(),
            "assessment": str(assessment.id),
            "digest": bytes(assessment.digest).hex(),
            "supersedes": str(decision.supersedes_id) if decision.supersedes_id else None,
        },
    )
