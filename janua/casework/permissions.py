"""Who may do what with a claim."""

from datetime import date
from uuid import UUID

from janua.base.accounts.permissions import NotPermitted, may
from janua.base.actors import Actor, system_actor
from janua.casework.models import Case, Claim, IntendedDecision, Question
from janua.registers.models import AccountLink, Mandate
from janua.registers.queries import accounts_of_kin

__all__ = [
    "NotPermitted",
    "accounts_of_kin",
    "may_answer_notice",
    "may_answer_question",
    "may_challenge",
    "may_decide",
    "may_reconsider",
    "may_submit_for",
    "require_may_ask_person",
    "require_may_decide",
    "require_may_write_note",
]


def may_submit_for(actor: Actor, *, applicant: UUID, area_id: int | None, on: date) -> bool:
    """Whether an actor may apply for a person: the person, a holder of their mandate to apply, an officer there."""
    if actor.kind == "staff":
        allowed = area_id is not None and may(actor, "submit_application", area_id=area_id, on=on)
        return allowed and not _is_kin(actor, applicant, on=on)
    return _acts_for(actor, applicant, scopes=("apply", "all"), on=on)


def _acts_for(actor: Actor, person: UUID, *, scopes: tuple[str, ...], on: date) -> bool:
    """Whether a citizen's account is the person, or holds their mandate for one of these."""
    if actor.account_id is None:
        return False
    own = AccountLink.objects.filter(account_id=actor.account_id, known_to__isnull=True).values("person_id")
    if AccountLink.objects.filter(account_id=actor.account_id, person_id=person, known_to__isnull=True).exists():
        return True
    mandates = Mandate.objects.known().true_on(on).filter(giver_id=person, holder_id__in=own)
    return mandates.filter(scope__overlap=list(scopes)).exists()


def _is_kin(actor: Actor, person: UUID, *, on: date) -> bool:
    """Whether an officer is the person, a relative of theirs, or lives with them: a colleague handles it."""
    return actor.account_id in accounts_of_kin(person_id=person, on=on)


def may_decide(actor: Actor, *, claim: Claim, on: date) -> bool:
    """Whether an actor may decide on a claim: a decision officer there who is no kin and shares no dwelling."""
    return may(actor, "decide_claim", area_id=claim.area_id, on=on) and (
        actor.account_id not in accounts_of_kin(person_id=claim.claimant_id, on=on)
    )


def require_may_decide(actor: Actor, *, claim: Claim, on: date) -> None:
    """Refuse whoever may not decide on a claim.

    Raises   NotPermitted
    """
    if not may_decide(actor, claim=claim, on=on):
        raise NotPermitted(
            "Only a decision officer of this office decides here, and never on a relative or somebody of the same"
            " dwelling. Hand the case over instead."
        )


def may_challenge(actor: Actor, *, claim: Claim, on: date) -> bool:
    """Whether an actor may ask for a decision to be looked at again: the person, their mandate's holder, the office."""
    if actor.kind == "staff":
        words = ("reconsider_claim", "submit_application")
        allowed = any(may(actor, word, area_id=claim.area_id, on=on) for word in words)
        return allowed and not _is_kin(actor, claim.claimant_id, on=on)
    return _acts_for(actor, claim.claimant_id, scopes=("challenge", "all"), on=on)


def may_reconsider(actor: Actor, *, claim: Claim, on: date) -> bool:
    """Whether an actor may look at a decision again: an officer there for that, who is no kin."""
    return may(actor, "reconsider_claim", area_id=claim.area_id, on=on) and (
        actor.account_id not in accounts_of_kin(person_id=claim.claimant_id, on=on)
    )


def may_answer_notice(actor: Actor, *, notice: IntendedDecision, on: date) -> bool:
    """Whether an actor may say what the person answers: never who gave the notice, and waits for the answer."""
    if actor.kind == "staff":
        area_id = notice.claim.area_id
        allowed = actor.account_id != notice.given_by_id and may(actor, "submit_application", area_id=area_id, on=on)
        return allowed and not _is_kin(actor, notice.person_id, on=on)
    return _acts_for(actor, notice.person_id, scopes=("apply", "challenge", "all"), on=on)


def may_decide_by_machine(actor: Actor) -> bool:
    """Whether this machine step may say yes; none may say no."""
    return actor == system_actor("assessor")


def may_answer_question(actor: Actor, *, question: Question, on: date) -> bool:
    """Whether an actor may give the person's answer: they themselves, their mandate's holder, the office's desk."""
    if actor.kind == "staff":
        allowed = may(actor, "submit_application", area_id=question.claim.area_id, on=on)
        return allowed and not _is_kin(actor, question.person_id, on=on)
    return _acts_for(actor, question.person_id, scopes=("apply", "all"), on=on)


def require_may_ask_person(actor: Actor, *, claim: Claim, on: date) -> UUID:
    """The account of the officer who asks the person something about a claim.

    Raises   NotPermitted
    """
    allowed = any(may(actor, word, area_id=claim.area_id, on=on) for word in ("prepare_decision", "decide_claim"))
    return _officer_who_is_no_kin(actor, allowed=allowed, person=claim.claimant_id, word="prepare_decision", on=on)


def require_may_write_note(actor: Actor, *, case: Case, on: date) -> UUID:
    """The account of the officer who writes a note in a file.

    Raises   NotPermitted
    """
    allowed = may(actor, "write_note", area_id=case.area_id, on=on)
    return _officer_who_is_no_kin(actor, allowed=allowed, person=case.holder_id, word="write_note", on=on)


def _officer_who_is_no_kin(actor: Actor, *, allowed: bool, person: UUID, word: str, on: date) -> UUID:
    if not allowed or actor.account_id is None:
        raise NotPermitted(f"This needs the permission {word!r} in the office's area: ask an administrator for it.")
    if actor.account_id in accounts_of_kin(person_id=person, on=on):
        raise NotPermitted("This is about a relative of yours, or somebody of your dwelling. Hand the case over.")
    return actor.account_id
