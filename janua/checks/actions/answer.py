"""Record what a register answers, or an officer in its place; note what contradicts other sources."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from janua.base import audit
from janua.base.clock import now
from janua.checks.models import Check, Discrepancy
from janua.checks.permissions import require_may_answer_by_hand, require_system
from janua.checks.queries import contradictions, identifiers_of
from janua.checks.states import CheckState, require_check_may_become
from janua.pack.installed import country
from janua.pack.registers import AnswerUnreadable, Register, Statement
from janua.registers.actions import StatedFact, record_facts
from janua.registers.models import Assurance, Status
from janua.registers.queries import facts_known, trust_order
from janua.registers.queries.persons import persons_with
from janua.values import Identifier

# The source of what an officer states from papers in the place of a silent register.
OFFICE = "office"


def record_answer(*, check: Check, records: Sequence[Mapping[str, Any]], on: date) -> str:
    """Record what a register answers: facts of that source, and what contradicts other sources.

    An answer that comes again or late, after somebody answered by hand, changes nothing twice.
    Returns   the check's state now
    Raises    AnswerUnreadable
    """
    require_system("exchange", "checker")
    if check.state in (CheckState.ANSWERED, CheckState.DISCREPANCY, CheckState.WITHDRAWN):
        return check.state
    register = register_called(check.register)
    number = identifiers_of(persons=[check.subject_id], schemes=[register.scheme], on=on).get(
        (check.subject_id, register.scheme)
    )
    if number is None:
        raise AnswerUnreadable("the person no longer bears the number that was asked about")
    statements = register.statements(
        check.kind, subject=Identifier(register.scheme, number), parameters=check.parameters, records=records
    )
    facts = _record(register, statements, evidence_id=check.id, complete_about=check, on=on)
    return _close(check, facts=facts, source=register.code)


def answer_by_hand(*, check: UUID, statements: Sequence[StatedFact], on: date) -> Check:
    """Answer in the place of a silent register, from papers that an officer has seen.

    Raises   NotPermitted, WrongState, NotStated
    """
    row = Check.objects.select_for_update(of=("self",)).get(id=check)
    require_may_answer_by_hand(subject=row.subject_id, on=on)
    require_check_may_become(row.state, CheckState.ANSWERED)
    facts = record_facts(
        source=OFFICE,
        facts=statements,
        attributes=country().attributes_by_name,
        assurance=Assurance.DOCUMENTED,
        on=on,
        evidence_id=row.id,
    )
    _close(row, facts=facts, source=OFFICE)
    audit.record("check.answer_by_hand", subject=row.subject_id, object_type="check", object_id=row.id)
    return row


def _record(
    register: Register, statements: Sequence[Statement], *, evidence_id: UUID, complete_about: Check, on: date
) -> tuple[UUID, ...]:
    persons = persons_with({statement.subject for statement in statements})
    question = register.questions[complete_about.kind]
    return record_facts(
        source=register.code,
        facts=[_fact(statement, persons) for statement in statements],
        attributes=country().attributes_by_name,
        assurance=Assurance.CONFIRMED,
        on=on,
        evidence_id=evidence_id,
        complete=[(complete_about.subject_id, attribute) for attribute in question.complete_for],
        complete_within=(
            question.complete_within(complete_about.parameters) if question.complete_within else (None, None)
        ),
    )


def _fact(statement: Statement, persons: Mapping[Identifier, UUID]) -> StatedFact:
    if statement.subject not in persons:
        raise AnswerUnreadable("the answer states something of a person whom we do not know")
    return StatedFact(
        subject=persons[statement.subject],
        attribute=statement.attribute,
        value=statement.value,
        item=statement.item,
        true_from=statement.true_from,
        true_to=statement.true_to,
        status=Status.of_word(statement.status),
    )


def _close(check: Check, *, facts: Sequence[UUID], source: str) -> str:
    """End a check with its facts, as a discrepancy where another source says otherwise."""
    at = now()
    attributes = country().attributes_by_name
    known = facts_known(subjects=[check.subject_id], on=None, known_at=at, trust=trust_order(attributes.values()))
    mine = set(facts)
    pairs = [
        (theirs, ours)
        for theirs, ours in contradictions(known=known, source=source)
        if ours.id in mine and theirs.ruling is None and ours.ruling is None
    ]
    Discrepancy.objects.bulk_create(
        [
            Discrepancy(
                check_asked=check,
                subject_id=check.subject_id,
                attribute=ours.attribute,
                item=ours.item,
                stated=theirs.id,
                answered=ours.id,
                found_at=at,
            )
            for theirs, ours in pairs
        ],
        ignore_conflicts=True,
    )
    check.state = CheckState.DISCREPANCY if pairs else CheckState.ANSWERED
    check.answered_at, check.facts = at, list(facts)
    check.save(update_fields=["state", "answered_at", "facts"])
    return check.state


def register_called(code: str) -> Register:
    """The register of this code in the country's pack; raises AnswerUnreadable for another."""
    for register in country().registers:
        if register.code == code:
            return register
    raise AnswerUnreadable(f"{code} is no register of this country's pack")
