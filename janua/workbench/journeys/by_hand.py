"""Answering in the place of a silent register: what its answer would have said, and what an officer states instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from janua.base.accounts.queries import areas_held
from janua.base.documents.actions import store_document
from janua.base.documents.scanning import paper_of
from janua.checks.actions.answer import answer_by_hand, register_called
from janua.checks.models import Check
from janua.checks.states import CheckState
from janua.pack.attributes import Attribute
from janua.pack.installed import country
from janua.pack.registers import RegisterQuestion
from janua.registers.actions import StatedFact
from janua.registers.queries import accounts_of_kin
from janua.workbench.journeys.looked import looked_at
from janua.workbench.journeys.wording import CHECKS, called, source_text

ITEM = "papers"
ANSWER = "answer_discrepancy"


@dataclass(frozen=True)
class ByHand:
    """A check that went the manual route."""

    check: Check
    register: str
    person: str
    state: str
    is_open: bool
    is_kin: bool
    days: tuple[date, date] | None
    attributes: tuple[Attribute, ...]


def check_by_hand(*, check: UUID, officer: UUID, on: date) -> ByHand:
    """A check with what its register would have answered, and a row in the access log.

    Raises   Check.DoesNotExist
    """
    areas = areas_held(ANSWER, on=on)
    here = Q(subject__area_id__in=areas) | Q(subject__cared_in_id__in=areas)
    row = Check.objects.select_related("subject").get(here, id=check)
    looked_at([row.subject_id], page="answer-check")
    question = _question(row)
    return ByHand(
        check=row,
        register=source_text(row.register),
        person=row.subject.name,
        state=called(CHECKS, row.state),
        is_open=row.state == CheckState.MANUAL,
        is_kin=officer in accounts_of_kin(person_id=row.subject_id, on=on),
        days=question.complete_within(row.parameters) if question.complete_within else None,
        attributes=tuple(
            one for one in map(country().attributes_by_name.__getitem__, question.supplies) if one.entity == "person"
        ),
    )


def state_from_papers(*, of: ByHand, stated: Mapping[str, Any], since: date | None, paper: Any, on: date) -> Check:
    """Keep the paper where there is one, and answer the check from it.

    stated   attribute → value, as the form read it; what is empty is not stated
    Raises   NotPermitted, WrongState, NotStated, PaperRefused
    """
    facts = [
        StatedFact(
            subject=of.check.subject_id,
            attribute=attribute.name,
            value=stated[attribute.name],
            item=ITEM if attribute.repeats else "",
            true_from=of.days[0] if of.days else since,
            true_to=of.days[1] if of.days else None,
        )
        for attribute in of.attributes
        if stated.get(attribute.name) not in (None, "")
    ]
    done = answer_by_hand(check=of.check.id, statements=facts, on=on)
    if paper is not None:
        anew = paper_of(paper.read())
        store_document(
            person_id=of.check.subject_id,
            area_id=of.check.subject.cared_in_id or of.check.subject.area_id,
            content=anew.content,
            media_type=anew.media_type,
        )
    return done


def _question(row: Check) -> RegisterQuestion:
    return register_called(row.register).questions[row.kind]
