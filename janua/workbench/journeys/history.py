"""A case's timeline, money and papers, as lists that a page can show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from janua.base.documents.models import Document
from janua.base.prepared import Given, prepared
from janua.casework.models import EntitlementLine, Letter
from janua.casework.queries.file import CaseRecord
from janua.payments.models import OrderLine
from janua.registers.models import Fact
from janua.ui.on_page import day_text
from janua.workbench.journeys.wording import (
    CHECKS,
    HAND_OVERS,
    LINES,
    ORDERS,
    ORIGINS,
    OUTCOMES,
    TRANSFERS,
    called,
    minor,
    pack_text,
    source_text,
)


@dataclass(frozen=True)
class Happening:
    """One line of the timeline."""

    at: datetime
    title: str
    by: str = ""
    text: str = ""
    href: str = ""


@dataclass(frozen=True)
class MoneyLine:
    """One amount that somebody has a right to, and what became of it."""

    programme: str
    days: str
    due_on: date
    amount: str
    state: str
    paid: str


@dataclass(frozen=True)
class Paper:
    """A file of the case."""

    id: UUID
    title: str
    kind: str
    kilobytes: int
    stored_at: datetime


def timeline(of: CaseRecord, *, names: Mapping[UUID, str], by_mandate: Mapping[UUID, str]) -> tuple[Happening, ...]:
    """Everything that happened in a case, newest first.

    names        officers' accounts → what they are called
    by_mandate   claims that somebody else made for the person → who
    """
    found = [*_claims(of, by_mandate), *_checks(of), *_words(of, names), *_decisions(of, names), *_work(of, names)]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _claims(of: CaseRecord, by_mandate: Mapping[UUID, str]) -> Iterator[Happening]:
    for claim in of.claims:
        title = _("%(origin)s: %(programme)s") % {
            "origin": called(ORIGINS, claim.origin),
            "programme": pack_text(claim.programme),
        }
        who = by_mandate.get(claim.id)
        by = _("%(name)s, by mandate") % {"name": who} if who else ""
        href = reverse("workbench:claim", args=[claim.id])
        yield Happening(claim.opened_at, title, by, text=claim.reference, href=href)


def _checks(of: CaseRecord) -> Iterator[Happening]:
    for check in of.checks:
        names = {"register": source_text(check.register)}
        if check.asked_at is not None:
            yield Happening(check.asked_at, _("%(register)s was asked") % names, text=check.subject.name)
        if check.answered_at is not None:
            title = _("%(register)s: %(state)s") % (names | {"state": called(CHECKS, check.state)})
            yield Happening(check.answered_at, title, text=check.subject.name)


def _words(of: CaseRecord, names: Mapping[UUID, str]) -> Iterator[Happening]:
    for notice in of.notices:
        letter = next((one for one in of.letters if one.intended_id == notice.id), None)
        at = letter.rendered_at if letter is not None else None
        if at is not None:
            text = _("The person may answer until %(day)s.") % {"day": day_text(notice.answer_by)}
            yield Happening(at, _("Notice of an intended decision"), names.get(notice.given_by_id, ""), text)
        if notice.answered_at is not None:
            yield Happening(notice.answered_at, _("The person answered the notice"))
    for question in of.questions:
        yield Happening(
            question.asked_at, _("The person was asked"), names.get(question.asked_by_id, ""), question.text
        )
        if question.answered_at is not None:
            yield Happening(question.answered_at, _("The person answered a question"), text=question.answer or "")


def _decisions(of: CaseRecord, names: Mapping[UUID, str]) -> Iterator[Happening]:
    for decision in of.decisions:
        title = _("%(outcome)s: %(programme)s") % {
            "outcome": called(OUTCOMES, decision.outcome),
            "programme": pack_text(decision.claim.programme),
        }
        by = names.get(decision.decided_by_id, "") if decision.decided_by_id else _("the machine")
        href = reverse("workbench:claim", args=[decision.claim_id])
        yield Happening(decision.decided_at, title, by, decision.reference, href)


def _work(of: CaseRecord, names: Mapping[UUID, str]) -> Iterator[Happening]:
    for given in of.hand_overs:
        yield Happening(
            given.at, _("A task was handed over"), names.get(given.by_id, ""), called(HAND_OVERS, given.reason)
        )
    for asked in of.transfers:
        title = _("%(office)s was asked to take the case") % {"office": asked.to_office.name}
        href = reverse("workbench:transfer-answer", args=[asked.id])
        yield Happening(asked.asked_at, title, names.get(asked.asked_by_id, ""), called(TRANSFERS, asked.reason), href)
        if asked.moved_at is not None:
            moved = _("The case came to %(office)s") % {"office": asked.to_office.name}
            yield Happening(asked.moved_at, moved, names.get(asked.answered_by_id, "") if asked.answered_by_id else "")


def money_of(lines: Sequence[EntitlementLine]) -> tuple[MoneyLine, ...]:
    """Each amount with what payments did with it; one query for all."""
    rows = _order_lines(lines=[line.id for line in lines]) if lines else ()
    orders = {row.line_id: row.order for row in rows}
    return tuple(
        MoneyLine(
            programme=pack_text(line.programme),
            days=_("%(first)s to %(last)s") % {"first": day_text(line.starts_on), "last": day_text(line.ends_on)},
            due_on=line.due_on,
            amount=minor(line.amount, line.currency),
            state=called(LINES, line.state),
            paid=_paid(orders.get(line.id)),
        )
        for line in lines
    )


@prepared
def _order_lines(lines: Given) -> QuerySet[OrderLine]:
    return OrderLine.objects.filter(line_id__among=lines, holds=True).select_related("order__run")


@prepared
def _documents(person: Given) -> QuerySet[Document]:
    return Document.objects.filter(person_id=person).order_by("-stored_at", "-id")


@prepared
def _borne_out(evidence: Given, subjects: Given) -> QuerySet[Fact, tuple[UUID | None, str]]:
    facts = Fact.objects.filter(subject_id__among=subjects, evidence_id__among=evidence)
    return facts.values_list("evidence_id", "attribute")


def _paid(order: Any) -> str:
    if order is None:
        return _("Not in a payment yet")
    words = {"state": called(ORDERS, order.state), "run": order.run.reference, "day": day_text(order.run.execute_on)}
    return _("%(state)s, %(day)s (%(run)s)") % words


def papers_of(of: CaseRecord) -> tuple[Paper, ...]:
    """The files of the case's person, newest first, each called what it is; one query."""
    titles = {letter.document_id: _letter(letter) for letter in of.letters}
    for paper in of.papers:
        about = pack_text(paper.attribute) if paper.attribute else _("the application")
        titles[paper.document_id] = _("Handed in about %(what)s") % {"what": about}
    for question in of.questions:
        titles |= dict.fromkeys(question.documents, _("Came with an answer"))
    rows = _documents(person=of.case.holder_id)
    # What came when the person said that something known is wrong.
    for evidence, attribute in _borne_out(evidence=[row.id for row in rows], subjects=list(_subjects(of))):
        if evidence is not None:
            titles.setdefault(evidence, _("Handed in about %(what)s") % {"what": pack_text(attribute)})
    return tuple(
        Paper(
            id=row.id,
            title=titles.get(row.id, _("A paper of the person")),
            kind=row.media_type.rpartition("/")[2].upper(),
            kilobytes=max(row.size // 1000, 1),
            stored_at=row.stored_at,
        )
        for row in rows
    )


def _subjects(of: CaseRecord) -> set[UUID]:
    """Whose statements a paper in the case may bear out: the holder's, and those of whom the law counts."""
    return {of.case.holder_id, *(of.shown.unit if of.shown is not None else ())}


def _letter(letter: Letter) -> str:
    if letter.decision is not None:
        names = {"programme": pack_text(letter.decision.claim.programme), "reference": letter.decision.reference}
        return _("Letter of the decision on %(programme)s, %(reference)s") % names
    programme = pack_text(letter.intended.claim.programme) if letter.intended is not None else ""
    return _("Notice of an intended decision on %(programme)s") % {"programme": programme}
