"""The reads of casework."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from janua.base.accounts.models import RoleAssignment, RolePermission, StaffProfile
from janua.base.areas.models import Area, Office
from janua.casework.models import Assessment, CheckTaken, Claim, ClaimCheck, EntitlementLine, EventTaken, RulingTaken
from janua.casework.states import ClaimState, LineState
from janua.checks.models import Check, Discrepancy
from janua.checks.states import FINISHED, CheckState
from janua.pack.installed import country
from janua.registers.models import Event, Person, Relationship


class NoOffice(Exception):
    """No open office serves this area; an administrator opens one or widens the area of another."""


def office_serving(*, area_id: int | None, on: date) -> Office:
    """The nearest office that serves an area: there or above it. Nobody's area is the whole country.

    Raises   NoOffice
    """
    if area_id is None:
        paths = list(Area.objects.filter(parent__isnull=True).values_list("path", flat=True))
    else:
        paths = list(Area.objects.filter(id=area_id).values_list("path", flat=True))
    steps = [step for path in paths for step in path]
    offices = Office.objects.filter(area_id__in=steps, opens_on__lte=on).filter(
        Q(closes_on__isnull=True) | Q(closes_on__gte=on)
    )
    found = sorted(offices, key=lambda office: (-steps.index(office.area_id), office.id))
    if not found:
        raise NoOffice("No open office serves this area: open one, or widen the area of another.")
    return found[0]


def offices_for(*, area_id: int, on: date) -> list[Office]:
    """Open offices that serve an area: its own and those of the areas above it; the nearest first."""
    path = list(Area.objects.filter(id=area_id).values_list("path", flat=True))
    steps = [step for one in path for step in one]
    offices = Office.objects.filter(Q(closes_on__isnull=True) | Q(closes_on__gte=on), area_id__in=steps)
    return sorted(offices.filter(opens_on__lte=on), key=lambda office: (-steps.index(office.area_id), office.id))


def language_for(claim: Claim) -> str:
    """The language of a claim's letters: of the application, else the person's, else the first of the country."""
    letters = country().letters
    wanted = claim.application.language if claim.application is not None else claim.claimant.language
    return wanted if wanted in letters.languages else letters.languages[0]


def officers_of(*, office_id: int, permission: str, on: date) -> set[UUID]:
    """Accounts of an office's staff who hold a permission in its area on a day."""
    path = Area.objects.get(offices=office_id).path
    staff = StaffProfile.objects.filter(office_id=office_id)
    return _holders(path, permission, on).intersection(staff.values_list("account_id", flat=True))


def officers_of_area(*, area_id: int, permission: str, on: date) -> set[UUID]:
    """Accounts of whoever holds a permission in an area on a day, wherever their office is."""
    return _holders(Area.objects.get(id=area_id).path, permission, on)


def assignments_in_force(*, on: date) -> QuerySet[RoleAssignment]:
    """Roles that are held on a day."""
    return RoleAssignment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        Q(revoked_on__isnull=True) | Q(revoked_on__gt=on),
        confirmed_at__isnull=False,
        starts_on__lte=on,
    )


def _holders(path: list[int], permission: str, on: date) -> set[UUID]:
    serving = StaffProfile.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=on))
    allowing = RolePermission.objects.filter(permission=permission)
    held = assignments_in_force(on=on).filter(
        area_id__in=path, account_id__in=serving.values("account_id"), role_id__in=allowing.values("role_id")
    )
    return set(held.values_list("account_id", flat=True))


def claims_all_answered(*, claim_ids: Iterable[UUID]) -> list[UUID]:
    """Of these claims those that wait for no check any more; the manual route keeps a claim waiting."""
    waiting = ClaimCheck.objects.filter(claim_id__in=claim_ids).exclude(
        check_asked__state__in=[CheckState.ANSWERED, CheckState.DISCREPANCY, CheckState.WITHDRAWN]
    )
    return list(
        Claim.objects.filter(id__in=claim_ids, state__in=[ClaimState.SUBMITTED, ClaimState.CHECKING])
        .exclude(id__in=waiting.values("claim_id"))
        .values_list("id", flat=True)
    )


def payable_lines(*, due_until: date) -> QuerySet[EntitlementLine]:
    """Lines that are due by a day, whose decision is in force; whether one was paid is for payments to know."""
    return EntitlementLine.objects.filter(
        state=LineState.DUE,
        due_on__lte=due_until,
        entitlement__state="in_force",
        entitlement__decision__outcome="grant",
    )


@dataclass(frozen=True)
class Family:
    """Whom a claimant's checks may be about."""

    claimant: UUID
    partners: tuple[UUID, ...]
    children: tuple[UUID, ...]

    def of(self, role: str) -> tuple[UUID, ...]:
        """The persons of a role: claimant, partner, child."""
        return {"claimant": (self.claimant,), "partner": self.partners, "child": self.children}[role]


def family_of(*, claimants: Collection[UUID], on: date) -> dict[UUID, Family]:
    """Partners and children of each claimant on a day, as now known; one query for all."""
    rows = (
        Relationship.objects.known()
        .true_on(on)
        .filter(Q(of_person__in=claimants) | Q(to_person__in=claimants, kind__in=Relationship.BETWEEN_EQUALS))
        .order_by("id")
    )
    partners: defaultdict[UUID, list[UUID]] = defaultdict(list)
    children: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for row in rows:
        if row.kind in Relationship.BETWEEN_EQUALS:
            partners[row.of_person_id].append(row.to_person_id)
            partners[row.to_person_id].append(row.of_person_id)
        else:
            children[row.of_person_id].append(row.to_person_id)
    return {
        claimant: Family(claimant, tuple(partners[claimant]), tuple(dict.fromkeys(children[claimant])))
        for claimant in claimants
    }


def dead_of(*, persons: Collection[UUID]) -> set[UUID]:
    """Of these persons those who are known to have died."""
    return set(Person.objects.filter(id__in=persons, died_on__isnull=False).values_list("id", flat=True))


def disputed_claims(*, assessed: Iterable[tuple[Claim, Assessment]]) -> set[UUID]:
    """Of these claims those for which a discrepancy is open on something that their programme's law reads."""
    pairs = list(assessed)
    persons = {person for _, assessment in pairs for person in assessment.unit}
    disputes: defaultdict[UUID, set[str]] = defaultdict(set)
    for subject, attribute in Discrepancy.objects.filter(subject__in=persons, ruling__isnull=True).values_list(
        "subject_id", "attribute"
    ):
        disputes[subject].add(attribute)
    law = country().law
    return {
        claim.id
        for claim, assessment in pairs
        if any(disputes[person] & law.used_attributes(claim.programme) for person in assessment.unit)
    }


def finished_checks_not_taken(*, limit: int) -> list[Check]:
    """Checks that finished and were not taken up in the state that they are in.

    Looked for from the claims that wait, which are few, not from all checks ever finished.
    """
    taken = CheckTaken.objects.filter(check_asked=OuterRef("id"), state=OuterRef("state"))
    awaited = ClaimCheck.objects.filter(claim__state=ClaimState.CHECKING).values("check_asked_id")
    return list(Check.objects.filter(~Exists(taken), id__in=awaited, state__in=FINISHED).order_by("id")[:limit])


def rulings_not_taken(*, limit: int) -> list[Discrepancy]:
    """Discrepancies that an officer ruled on and nobody has answered here yet."""
    taken = RulingTaken.objects.filter(discrepancy=OuterRef("id"))
    return list(Discrepancy.objects.filter(~Exists(taken), ruling__isnull=False).order_by("id")[:limit])


def claims_about(*, persons: Collection[UUID]) -> list[UUID]:
    """Claims that wait for a person's decision and whose assessment counted one of these persons."""
    return list(
        Claim.objects.filter(
            state__in=[ClaimState.ASSESSED, ClaimState.STUCK, ClaimState.NOTICE_GIVEN],
            assessments__unit__overlap=list(persons),
        )
        .distinct()
        .values_list("id", flat=True)
    )


def events_not_taken(*, limit: int) -> list[Event]:
    """Events that nobody has answered here yet, oldest first."""
    taken = EventTaken.objects.filter(event=OuterRef("id"))
    return list(Event.objects.filter(~Exists(taken)).order_by("known_from", "id")[:limit])
