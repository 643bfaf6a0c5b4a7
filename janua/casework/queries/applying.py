"""What stands of a person's applications when they apply: drafts, claims under way, what is granted already."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from janua.base.actors import current_actor
from janua.casework.models import Application, Claim, Draft, Entitlement
from janua.casework.states import ClaimState, EntitlementState

_ENDED = (ClaimState.DECIDED, ClaimState.WITHDRAWN)


@dataclass(frozen=True)
class Standing:
    """What a new application for the same would meet.

    under_way   claims that are not decided yet, newest first
    offered     a claim that an event started, which waits for one yes
    in_force    what is granted and running
    """

    under_way: tuple[Claim, ...]
    offered: Claim | None
    in_force: tuple[Entitlement, ...]


@dataclass(frozen=True)
class UnfinishedApplication:
    """A draft as a list shows it; what is in it is opened on its own pages alone."""

    id: UUID
    service: str
    applicant: UUID
    updated_on: date


def standing_of(*, person: UUID, programmes: tuple[str, ...]) -> Standing:
    """What stands for a person of some programmes; two queries."""
    claims = list(
        Claim.objects.filter(claimant_id=person, programme__in=programmes)
        .exclude(state__in=_ENDED)
        .select_related("application")
        .order_by("-id")
    )
    granted = Entitlement.objects.filter(
        person_id=person, programme__in=programmes, state=EntitlementState.IN_FORCE
    ).order_by("id")
    return Standing(
        under_way=tuple(claim for claim in claims if claim.state != ClaimState.OFFERED),
        offered=next((claim for claim in claims if claim.state == ClaimState.OFFERED), None),
        in_force=tuple(granted),
    )


def drafts_of(*, person: UUID) -> tuple[UnfinishedApplication, ...]:
    """The acting account's own unfinished applications for a person, the last touched first; of nobody else."""
    rows = (
        Draft.objects.filter(account=current_actor().account_id, applicant_id=person, discarded_at__isnull=True)
        .order_by("-updated_at")
        .values_list("id", "service", "applicant_id", "updated_at")
    )
    return tuple(UnfinishedApplication(row[0], row[1], row[2], row[3].date()) for row in rows)


def application_with_key(*, key: str) -> Application | None:
    """The application that a form's key became, as far as the actor may see it."""
    return Application.objects.filter(key=key).first()


def application_sent(*, application_id: UUID) -> Application | None:
    """An application with its service's description, its claims and papers; None where it is not the actor's."""
    return (
        Application.objects.select_related("service_version", "applicant", "case__office")
        .prefetch_related("claims", "papers")
        .filter(id=application_id)
        .first()
    )
