"""Looking at a decision again: what was asked, what the law said then and says now, line by line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from janua.base.accounts.models import StaffProfile
from janua.base.accounts.queries import areas_held
from janua.base.actors import current_actor
from janua.casework.actions.reconsideration import is_against
from janua.casework.models import Decision, IntendedDecision, Reconsideration, Task
from janua.casework.permissions import may_challenge, may_reconsider
from janua.casework.states import ReconsiderationState, TaskState
from janua.pack.installed import country
from janua.registers.models import Person
from janua.ui.on_page import day_text
from janua.workbench.journeys.case import READ
from janua.workbench.journeys.looked import looked_at
from janua.workbench.journeys.wording import OUTCOMES, called, minor, pack_text, period_text, value_text

__all__ = ["READ", "Difference", "LookingAgain", "decision_to_challenge", "looking_again"]

_FIRST = ("outcome",)


@dataclass(frozen=True)
class Difference:
    """One line that is not the same now."""

    period: str
    text: str
    about: str
    then: str
    now: str


@dataclass(frozen=True, kw_only=True)
class LookingAgain:
    """A request to look at a decision again, as far as it has come.

    main       what decides: the outcome and the amounts
    details    every other line that differs
    against    whether the person must be told first
    """

    row: Reconsideration
    decision: Decision
    person: Person
    programme: str
    decided_as: str
    decided_by: str
    amount_then: str
    period: str
    outcome_now: str
    amount_now: str
    main: tuple[Difference, ...]
    details: tuple[Difference, ...]
    against: bool
    notice: IntendedDecision | None
    is_heard: bool
    may_decide: bool
    is_own: bool

    @property
    def is_rerun(self) -> bool:
        """Whether the law was run again and nothing is decided yet."""
        return self.row.state == ReconsiderationState.RERUN

    @property
    def is_decided(self) -> bool:
        """Whether it is over."""
        return self.row.state == ReconsiderationState.DECIDED


def looking_again(*, reconsideration: UUID, on: date) -> LookingAgain:
    """A reconsideration for its page, and a row in the access log. Raises Reconsideration.DoesNotExist."""
    row = Reconsideration.objects.select_related(
        "assessment", "decision__claim__claimant", "decision__claim__case", "decision__assessment"
    ).get(id=reconsideration, decision__claim__area_id__in=areas_held(READ, on=on))
    decision, claim, shown = row.decision, row.decision.claim, row.assessment
    looked_at([row.person_id], page="reconsideration")
    actor = current_actor()
    deciders = set(Decision.objects.filter(claim=claim).values_list("decided_by_id", flat=True))
    notice = IntendedDecision.objects.filter(claim=claim, given_on__gte=row.asked_on).order_by("-id").first()
    names = {str(one.id): one.name for one in Person.objects.filter(id__in=shown.unit if shown else [])}
    told = tuple(_differences(row.differences, names))
    main = tuple(one for one, is_main in told if is_main)
    return LookingAgain(
        row=row,
        decision=decision,
        person=claim.claimant,
        programme=pack_text(claim.programme),
        decided_as=called(OUTCOMES, decision.outcome),
        decided_by=_officer(decision.decided_by_id),
        amount_then=minor(decision.amount, decision.currency),
        period=period_text(decision.period_unit),
        outcome_now=called(OUTCOMES, shown.outcome) if shown is not None else "",
        amount_now=minor(shown.amount, shown.currency) if shown is not None else "",
        main=main,
        details=tuple(one for one, is_main in told if not is_main),
        against=row.state == ReconsiderationState.RERUN and is_against(row),
        notice=notice,
        is_heard=notice is not None and (notice.answered_at is not None or on > notice.answer_by),
        may_decide=may_reconsider(actor, claim=claim, on=on)
        and actor.account_id not in deciders
        and Task.objects.filter(
            kind="reconsider", object_id=row.id, state=TaskState.OPEN, owner_id=actor.account_id
        ).exists(),
        is_own=actor.account_id in deciders,
    )


def decision_to_challenge(*, decision: UUID, on: date) -> Decision:
    """A decision that the officer may record a challenge of; a row in the access log.

    Raises   Decision.DoesNotExist, for one whom the officer may not help either
    """
    row = Decision.objects.select_related("claim__claimant").get(id=decision)
    if not may_challenge(current_actor(), claim=row.claim, on=on):
        raise Decision.DoesNotExist
    looked_at([row.claim.claimant_id], page="challenge")
    return row


def _differences(rows: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> Iterable[tuple[Difference, bool]]:
    """Each line in words, and whether it is one of those that decide."""
    law = country().messages.texts["en"]
    for row in rows:
        key = row["key"]
        is_outcome = key in _FIRST
        text = pack_text(key) if key in law or not is_outcome else ""
        yield (
            Difference(
                period=day_text(date.fromisoformat(row["period"])),
                text=text,
                about=names.get(row["subject"], ""),
                then=_value(row["then"], is_outcome=is_outcome),
                now=_value(row["now"], is_outcome=is_outcome),
            ),
            is_outcome or _is_amount(row),
        )


def _value(value: Any, *, is_outcome: bool) -> str:
    if is_outcome:
        return called(OUTCOMES, value) if value else "–"
    return value_text(value) if value is not None else "–"


def _is_amount(row: Mapping[str, Any]) -> bool:
    """An amount of the family as a whole, for no single week or person."""
    return not row["subject"] and not row["given"] and any(isinstance(row[side], dict) for side in ("then", "now"))


def _officer(account: UUID | None) -> str:
    found = (
        StaffProfile.objects.filter(account_id=account or UUID(int=0)).values_list("display_name", flat=True).first()
    )
    return found or ""
