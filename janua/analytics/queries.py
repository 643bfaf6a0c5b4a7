"""Which claims are counted, which snapshots there are, and what was tried over them."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from janua.analytics.models import Simulation, Snapshot
from janua.base.accounts.queries import areas_held
from janua.casework.models import Claim, Decision, Entitlement
from janua.casework.states import ClaimState, EntitlementState

# How long ago a decision may lie that counts as one of late.
LATELY = timedelta(days=366)


def claims_counted(*, programmes: Collection[str], once: Collection[str], on: date) -> QuerySet[Claim]:
    """Claims that stand for the population of some programmes on a day, in order of their id.

    Those with an entitlement in force; those refused within a year before or since, of whom nothing is in force; and
    those granted what is paid once in that time.

    once   which of the programmes are paid once
    """
    reaches = Q(state=EntitlementState.IN_FORCE) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    in_force = Entitlement.objects.filter(reaches, decision__claim=OuterRef("id"))
    of_claimant = Entitlement.objects.filter(reaches, person=OuterRef("claimant"), programme=OuterRef("programme"))
    lately = Decision.objects.filter(claim=OuterRef("id"), superseded_by__isnull=True, on__gt=on - LATELY)
    refused, granted = lately.filter(outcome=Decision.Outcome.REFUSE), lately.filter(outcome=Decision.Outcome.GRANT)
    rows = Claim.objects.filter(programme__in=programmes, state=ClaimState.DECIDED)
    counted = Q(Exists(in_force)) | Q(Exists(refused) & ~Exists(of_claimant))
    return rows.filter(counted | Q(Exists(granted), programme__in=once)).order_by("id")


def unfinished() -> Snapshot | None:
    """The oldest snapshot whose files are not whole yet, locked, unless another worker has it."""
    rows = Snapshot.objects.filter(finished_at__isnull=True, deleted_at__isnull=True)
    return rows.order_by("begun_at", "id").select_for_update(skip_locked=True, of=("self",)).first()


def snapshot_alive(*, snapshot: UUID, at: datetime) -> Snapshot | None:
    """A finished snapshot that may still be read."""
    return Snapshot.objects.filter(
        id=snapshot, finished_at__isnull=False, deleted_at__isnull=True, deletes_at__gt=at
    ).first()


def newest_snapshot(*, programmes: Collection[str], on: date, law_hash: str, at: datetime) -> Snapshot | None:
    """The newest finished snapshot that holds these programmes for a day and may still be read."""
    return (
        Snapshot.objects.filter(programmes__contains=sorted(programmes), on=on, law_hash=law_hash)
        .filter(finished_at__isnull=False, deleted_at__isnull=True, deletes_at__gt=at)
        .order_by("-finished_at")
        .first()
    )


PAGE = 20


def simulation_waiting() -> Simulation | None:
    """The oldest simulation without an end, locked, unless another worker has it."""
    rows = Simulation.objects.filter(finished_at__isnull=True).select_related("snapshot")
    return rows.order_by("asked_at", "id").select_for_update(skip_locked=True, of=("self",)).first()


def simulations_here() -> QuerySet[Simulation]:
    """Simulations of the areas where who asks may simulate."""
    return Simulation.objects.filter(area_id__in=areas_held("simulate"))


def simulations_asked(*, after: UUID | None = None, limit: int = PAGE) -> list[Simulation]:
    """Simulations of the officer's area, newest first, from the one after another on; one more than `limit`."""
    rows = simulations_here().defer("files", "result")
    if after is not None:
        place = simulations_here().filter(id=after).values_list("asked_at", flat=True).first()
        rows = rows.filter(Q(asked_at__lt=place) | Q(asked_at=place, id__lt=after)) if place else rows.none()
    return list(rows.order_by("-asked_at", "-id")[: limit + 1])


def overdue(*, at: datetime) -> list[Snapshot]:
    """Snapshots whose hours are over and whose files are still there, locked."""
    rows = Snapshot.objects.filter(deleted_at__isnull=True, deletes_at__lte=at).order_by("deletes_at", "id")
    return list(rows.select_for_update(skip_locked=True, of=("self",)))
