"""What an officer may do on a case, and what comes next: the same questions that the actions ask, put beforehand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from janua.casework.models import Assessment, Claim, Decision, IntendedDecision
from janua.casework.states import ClaimState
from janua.ui.on_page import day_text

_UNDER_WAY = (
    ClaimState.SUBMITTED,
    ClaimState.CHECKING,
    ClaimState.ASSESSED,
    ClaimState.NOTICE_GIVEN,
    ClaimState.STUCK,
)


@dataclass(frozen=True, kw_only=True)
class Doing:
    """What the officer may do, one truth a button, and a sentence that says what comes next."""

    next: str
    is_kin: bool = False
    grant: bool = False
    give_notice: bool = False
    refuse: bool = False
    ask: bool = False
    send_round: bool = False
    withdraw: bool = False
    note: bool = False
    challenge: UUID | None = None

    @property
    def nothing(self) -> bool:
        """Whether there is no button to press."""
        return not (self.grant or self.give_notice or self.refuse or self.ask or self.send_round or self.challenge)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a claim stands, as far as it decides what may be done.

    allowed    the officer's permissions in the case's area
    is_dealt   whether the lot gave the work on the claim to this officer: nobody else decides
    disputed   how many contradictions wait for a ruling
    """

    claim: Claim | None
    shown: Assessment | None
    notice: IntendedDecision | None
    decision: Decision | None
    allowed: Collection[str]
    is_kin: bool
    is_dealt: bool
    disputed: int
    on: date


def doing(of: Standing) -> Doing:
    """What may be done now, by this officer."""
    note = "write_note" in of.allowed and not of.is_kin
    if of.is_kin:
        return Doing(
            next=_("This is about you, a relative, or somebody of your home: a colleague handles it."), is_kin=True
        )
    if of.claim is None:
        return Doing(next=_("Nothing was asked for in this case yet."), note=note)
    state = ClaimState(of.claim.state)
    may_decide = "decide_claim" in of.allowed and state in (ClaimState.ASSESSED, ClaimState.NOTICE_GIVEN)
    decides = may_decide and of.is_dealt
    heard = is_heard(of.notice, of.shown, on=of.on)
    lawful = of.shown is not None and of.shown.outcome == "eligible"
    exact = of.shown is not None and of.shown.amount_kind == "exact"
    prepares = "prepare_decision" in of.allowed
    dealt_elsewhere = _("The lot gives this to one officer, who decides. Whoever has it may hand it over.")
    return Doing(
        next=dealt_elsewhere if may_decide and not of.is_dealt else _next(of, state, heard=heard),
        grant=decides and lawful and exact,
        give_notice=decides and not lawful and of.shown is not None and state == ClaimState.ASSESSED,
        refuse=decides and not lawful and heard,
        ask=(prepares or "decide_claim" in of.allowed) and state in _UNDER_WAY,
        send_round=prepares and state in (ClaimState.ASSESSED, ClaimState.NOTICE_GIVEN, ClaimState.STUCK),
        withdraw="submit_application" in of.allowed and state in (*_UNDER_WAY, ClaimState.OFFERED),
        note=note,
        challenge=_challenged(of),
    )


def is_heard(notice: IntendedDecision | None, shown: Assessment | None, *, on: date) -> bool:
    """Whether the person was told of every reason that stands now, and answered or let the time pass."""
    if notice is None or shown is None or (notice.answered_at is None and on <= notice.answer_by):
        return False
    told = {one["key"] for one in notice.reasons if one["met"] is not True}
    return {one["key"] for one in shown.result["conditions"] if one["met"] is not True} <= told


def _challenged(of: Standing) -> UUID | None:
    """The decision that may be challenged, where this officer may record it."""
    if of.decision is None or not {"reconsider_claim", "submit_application"} & set(of.allowed):
        return None
    return of.decision.id


def _next(of: Standing, state: ClaimState, *, heard: bool) -> str:
    waiting = {
        ClaimState.SUBMITTED: _("The machine asks the registers next."),
        ClaimState.CHECKING: _("Registers are being asked. Where one stays silent, answer in its place from papers."),
        ClaimState.DECIDED: _("This claim was decided. The person may challenge the decision."),
        ClaimState.WITHDRAWN: _("The person withdrew this claim. Nothing is to be done."),
        ClaimState.OFFERED: _("The person was offered this and has not answered yet."),
        ClaimState.STUCK: _("The machine stopped here. Mend what is wrong in the facts, then check it again."),
    }
    if state in waiting:
        return waiting[state]
    if of.disputed:
        return _("Two sources contradict each other. Rule on it first; the claim is then looked at again by itself.")
    if of.shown is not None and of.shown.outcome == "eligible":
        if of.shown.amount_kind == "exact":
            return _("The law gives this. Look at the reasons, then grant it.")
        return _("The law gives this, but not exactly how much: find out what is missing.")
    if state == ClaimState.NOTICE_GIVEN:
        return _next_after_notice(of, heard=heard)
    if of.shown is not None and of.shown.outcome == "cannot_decide":
        return _("Something is not known. Ask the person, or answer for the register, then check it again.")
    return _("The law does not give this. Look at the reasons, then give notice: the person may answer first.")


def _next_after_notice(of: Standing, *, heard: bool) -> str:
    if heard:
        return _("The person answered, or their time is over. Read the answer, then decide.")
    if of.notice is not None and of.notice.answered_at is None and of.on <= of.notice.answer_by:
        return _("The person may answer until %(day)s.") % {"day": day_text(of.notice.answer_by)}
    return _("There are reasons that the person was not told. Give notice of them first.")
