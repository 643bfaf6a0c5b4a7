"""Contradictions that wait for an officer: the list, and one of them with both sides beside each other."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from janua.base.accounts.queries import areas_with
from janua.base.prepared import Given, prepared
from janua.casework.models import ClaimCheck
from janua.casework.queries.file import remark_stating
from janua.checks.models import Discrepancy
from janua.registers.queries import accounts_of_kin
from janua.workbench.journeys.facts import Contradiction, contradictions_of
from janua.workbench.journeys.looked import looked_at

RULE = "rule_on_fact"
PAGE = 50


@dataclass(frozen=True)
class Rulings:
    """A page of contradictions; `older` is the id to go on from."""

    rows: tuple[Contradiction, ...]
    older: str


@dataclass(frozen=True)
class OneRuling:
    """A contradiction to rule on.

    said    the words of the person who says that what we know is wrong
    claim   the claim that waits for the ruling, where one does
    """

    contradiction: Contradiction
    is_kin: bool
    is_ruled: bool
    said: str
    claim: UUID | None


def contradictions(*, officer: UUID, after: str, on: date) -> Rulings:
    """What two sources say differently of people in the areas where the officer rules, the longest waiting first."""
    areas = areas_with(account_id=officer, permission=RULE, on=on)
    found = _waiting(areas=list(areas), after=_uuid(after) or UUID(int=0))
    shown = found[:PAGE]
    looked_at((row.subject_id for row in shown), page="discrepancies")
    return Rulings(contradictions_of(shown, names={}), str(shown[-1].id) if len(found) > PAGE else "")


@prepared
def _waiting(areas: Given, after: Given) -> QuerySet[Discrepancy]:
    here = Q(subject__area_id__among=areas) | Q(subject__cared_in_id__among=areas)
    rows = Discrepancy.objects.filter(here, ruling__isnull=True, id__gt=after)
    return rows.select_related("check_asked", "subject").order_by("id")[: PAGE + 1]


def one_contradiction(*, discrepancy: UUID, officer: UUID, on: date) -> OneRuling:
    """One contradiction, with a row in the access log. Raises Discrepancy.DoesNotExist."""
    row = Discrepancy.objects.select_related("check_asked", "subject").get(id=discrepancy)
    areas = areas_with(account_id=officer, permission=RULE, on=on)
    if not {row.subject.area_id, row.subject.cared_in_id} & set(areas):
        raise Discrepancy.DoesNotExist
    looked_at([row.subject_id], page="rule")
    kin = officer in accounts_of_kin(person_id=row.subject_id, on=on)
    (told,) = contradictions_of([row], names={})
    remark = remark_stating(fact=row.stated)
    waiting = (
        ClaimCheck.objects.filter(check_asked=row.check_asked_id).order_by("id").values_list("claim_id", flat=True)
    )
    said = remark.reason if remark is not None else ""
    return OneRuling(told, kin, row.ruling is not None, said, waiting.first())


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
