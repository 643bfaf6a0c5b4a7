"""One child, two people who are paid for it: whole to one, or to each their share of custody, never whole to both."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from janua.casework.actions.assessment import AssessedClaim
from janua.casework.models import EntitlementLine
from janua.casework.states import LineState
from janua.registers.models import Relationship

CUSTODY = (
    Relationship.Kind.PARENT,
    Relationship.Kind.ADOPTIVE_PARENT,
    Relationship.Kind.FOSTER_PARENT,
    Relationship.Kind.GUARDIAN,
)


class _Paid(NamedTuple):
    """Days for which somebody is paid, and the persons whom the law counted for it."""

    starts_on: date
    ends_on: date
    unit: frozenset[UUID]


# person who is paid, programme
_Payments = defaultdict[tuple[UUID, str], list[_Paid]]


def lock_and_find_doubled(*, assessed: Sequence[AssessedClaim]) -> set[UUID]:
    """Of these claims those that would pay for a child for whom somebody else is paid, beyond both shares of custody.

    Waits first for whoever grants something just now to a claimant, or for a child of theirs, so that it is seen as
    standing. Once in a transaction, before anything is granted in it: two that wait for each other never end.
    A share that nobody recorded counts as the whole.
    """
    claimants = {one.claim.claimant_id for one in assessed}
    counted = {person for one in assessed for person in one.first.unit}
    custody: defaultdict[UUID, list[Relationship]] = defaultdict(list)
    for row in Relationship.objects.known().filter(kind__in=CUSTODY, to_person__in=counted).order_by("id"):
        custody[row.to_person_id].append(row)
    theirs = {child: rows for child, rows in custody.items() if any(row.of_person_id in claimants for row in rows)}
    wait_for_grants_to([*claimants, *theirs])
    paid = _payments_of(
        persons={row.of_person_id for rows in theirs.values() for row in rows},
        programmes={one.claim.programme for one in assessed},
    )
    doubled = set()
    for one in assessed:
        if _is_doubled(one, theirs, paid):
            doubled.add(one.claim.id)
        else:
            # Two of one batch count each other too.
            paid[one.claim.claimant_id, one.claim.programme] += [
                _Paid(row.period_starts_on, row.period_ends_on, frozenset(row.unit)) for _, row in one.periods
            ]
    return doubled


def wait_for_grants_to(persons: Iterable[UUID]) -> None:
    """Wait for whoever grants something just now to one of these persons, so that it is seen as standing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('casework_entitlement ' || person, 0))"
            " FROM (SELECT DISTINCT person FROM unnest(%s::uuid[]) AS person ORDER BY person) AS concerned",
            [list(persons)],
        )


def _payments_of(*, persons: Collection[UUID], programmes: Collection[str]) -> _Payments:
    """What stands for these persons; one query."""
    rows = (
        EntitlementLine.objects.filter(person__in=persons, programme__in=programmes)
        .exclude(state=LineState.ENDED)
        .values_list("person_id", "programme", "starts_on", "ends_on", "assessment__unit")
    )
    paid: _Payments = defaultdict(list)
    for person, programme, starts_on, ends_on, unit in rows:
        paid[person, programme].append(_Paid(starts_on, ends_on, frozenset(unit)))
    return paid


def _is_doubled(one: AssessedClaim, custody: dict[UUID, list[Relationship]], paid: _Payments) -> bool:
    claimant = one.claim.claimant_id
    for child in set(one.first.unit) & custody.keys():
        others = {row.of_person_id for row in custody[child]} - {claimant}
        for other in others:
            for standing in paid[other, one.claim.programme]:
                if child in standing.unit and any(
                    _beyond_the_whole(
                        {claimant, other},
                        custody[child],
                        first=max(row.period_starts_on, standing.starts_on),
                        last=min(row.period_ends_on, standing.ends_on),
                    )
                    for _, row in one.periods
                ):
                    return True
    return False


def _beyond_the_whole(two: set[UUID], custody: Sequence[Relationship], *, first: date, last: date) -> bool:
    """Whether two people have more than the whole custody of a child, on days for which both would be paid."""
    shares: dict[UUID, Fraction] = {}
    for row in custody:
        if row.of_person_id in two and _holds(row, first, last):
            share = Fraction(1) if row.share is None else row.share
            shares[row.of_person_id] = max(share, shares.get(row.of_person_id, share))
    return first <= last and len(shares) == len(two) and sum(shares.values()) > 1


def _holds(row: Relationship, first: date, last: date) -> bool:
    return (row.true_from is None or row.true_from <= last) and (row.true_to is None or row.true_to >= first)
