"""The reads of checks."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from janua.checks.models import Check, PartnerKey
from janua.checks.states import CheckState
from janua.registers.models import PersonIdentifier
from janua.registers.queries import KnownFact

# What may still be answered, and an answer that may be used again.
_STANDING = (CheckState.WAITING, CheckState.ASKING, CheckState.ASKED, CheckState.ANSWERED, CheckState.DISCREPANCY)
Question = tuple[UUID, str, str, str]


def standing_checks(
    *, subjects: Collection[UUID], registers: Collection[str], since: Mapping[tuple[str, str], datetime]
) -> dict[Question, Check]:
    """Checks that are under way, or were answered freshly enough to be used again, by what they ask.

    since   (register, kind) → the earliest instant of an answer that is still fresh
    """
    found: dict[Question, Check] = {}
    for check in Check.objects.filter(subject__in=subjects, register__in=registers, state__in=_STANDING).order_by("id"):
        earliest = since.get((check.register, check.kind))
        if check.answered_at is None or (earliest is not None and check.answered_at >= earliest):
            found[question_of(check)] = check
    return found


def question_of(check: Check) -> Question:
    """What tells one question from another."""
    return check.subject_id, check.register, check.kind, repr(sorted(check.parameters.items()))


def identifiers_of(*, persons: Collection[UUID], schemes: Collection[str], on: date) -> dict[tuple[UUID, str], str]:
    """(person, scheme) → the number by which a register knows them; of several the one learnt last."""
    rows = (
        PersonIdentifier.objects.known()
        .true_on(on)
        .filter(person__in=persons, scheme__in=schemes)
        .order_by("known_from", "id")
    )
    return {(row.person_id, row.scheme): row.value for row in rows}


def key_in_force(*, sender_id: str, key_id: str, at: datetime) -> PartnerKey | None:
    """A partner's public key, if it was in force at an instant."""
    return (
        PartnerKey.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=at))
        .filter(partner__sender_id=sender_id, key_id=key_id, valid_from__lte=at)
        .select_related("partner")
        .first()
    )


def contradictions(*, known: Sequence[KnownFact], source: str) -> list[tuple[KnownFact, KnownFact]]:
    """Pairs (what another source says, what `source` says) that cannot both be true, one a pair of attributes' days.

    What repeats is compared as a whole: amounts by their sum and choices as a set over the same days, since two
    sources need not name an item alike.
    """
    groups: dict[tuple[UUID, str], dict[str, list[KnownFact]]] = {}
    for fact in known:
        if fact.status.word == "known":
            groups.setdefault((fact.subject, fact.attribute), {}).setdefault(fact.source, []).append(fact)
    pairs = []
    for by_source in groups.values():
        ours = by_source.pop(source, [])
        for theirs in by_source.values():
            pairs += _disagreement(theirs, ours)
    return pairs


def _disagreement(theirs: list[KnownFact], ours: list[KnownFact]) -> list[tuple[KnownFact, KnownFact]]:
    found = []
    for fact in theirs:
        same_days = [one for one in ours if _overlaps(one, fact)]
        beside = [one for one in theirs if one is fact or _overlaps(one, fact)]
        if same_days and beside[0] is fact and _said(beside) != _said(same_days):
            found.append((fact, same_days[0]))
    return found


def _overlaps(one: KnownFact, other: KnownFact) -> bool:
    first, last = one.days
    return first <= other.days[1] and other.days[0] <= last


def _said(facts: Sequence[KnownFact]) -> object:
    values = [fact.value for fact in facts]
    if all(isinstance(value, int) and not isinstance(value, bool) for value in values):
        return sum(value for value in values if isinstance(value, int))
    return frozenset(values)
