"""What an event started and waits for one yes: what it is, how much, and under which law."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from janua.casework.models import Assessment, Claim
from janua.casework.states import ClaimState
from janua.catalogue.queries import blueprints_by_programme
from janua.pack.installed import country
from janua.portal.journeys.spoken import lang_mark, pack_language, programme_name
from janua.values import Money

ELIGIBLE, EXACT = "eligible", "exact"


@dataclass(frozen=True)
class Offer:
    """An offer as its page shows it.

    amount   what the law gives on what we know; None where that is not certain
    state    offered, withdrawn (said no), or anything later (said yes)
    """

    id: UUID
    programme: str
    summary: str
    lang: str
    event: str
    about_on: date
    amount: Money | None
    period: str
    citation: str
    state: str
    exit_page: bool

    @property
    def waits(self) -> bool:
        """Whether it waits for a yes."""
        return self.state == ClaimState.OFFERED

    @property
    def declined(self) -> bool:
        """Whether the person said no."""
        return self.state == ClaimState.WITHDRAWN


def offer_of(*, claim: UUID, person: UUID, on: date) -> Offer | None:
    """An offer to the person; None where there is none that the actor may see."""
    row = Claim.objects.select_related("event").filter(id=claim, claimant_id=person, origin=Claim.Origin.EVENT).first()
    if row is None or row.event is None:
        return None
    entries = [one for one in country().proactive if one.event == row.event.kind and row.programme in one.programmes]
    if not entries:
        return None
    law = Assessment.objects.filter(claim=row).order_by("-known_at", "period_starts_on").first()
    known = law is not None and law.outcome == ELIGIBLE and law.amount_kind == EXACT and law.amount is not None
    blueprint = blueprints_by_programme(on=on).get(row.programme)
    return Offer(
        id=row.id,
        programme=programme_name(row.programme),
        summary="" if blueprint is None else blueprint.summaries.get(pack_language(), ""),
        lang=lang_mark(),
        event=row.event.kind,
        about_on=row.about_on,
        amount=Money(law.amount, law.currency) if known and law is not None and law.amount is not None else None,
        period=law.period_unit if law is not None else "",
        citation=entries[0].citation,
        state=row.state,
        exit_page=blueprint is not None and blueprint.exit_page,
    )
