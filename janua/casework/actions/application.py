"""Submit an application: kept exactly once, whatever the network did."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import rfc8785
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from janua.base import audit
from janua.base.actors import current_actor
from janua.base.clock import now
from janua.base.documents.actions import hand_in
from janua.casework.models import Application, ApplicationPaper, Case, Claim, Draft, Remark
from janua.casework.permissions import NotPermitted, may_submit_for
from janua.casework.queries import office_serving
from janua.casework.states import ClaimState
from janua.catalogue.queries import version_in_force
from janua.pack.blueprints import Blueprint
from janua.pack.installed import country
from janua.registers.actions import StatedFact, record_facts
from janua.registers.models import Assurance, Person, Status
from janua.registers.row_security import DECLARED
from janua.values import new_reference

# Greater numbers are not written exactly in JSON.
_EXACT = 2**53 - 1


class KeyUsedOtherwise(Exception):
    """This submission's key was used before for other answers; open the application that stands, or start anew."""


class AnswerNotAsked(Exception):
    """An answer to a question that this service does not ask; nothing was submitted."""


@dataclass(frozen=True)
class Answer:
    """One answer, about one person.

    value       plain JSON value in the attribute's unit (money: minor units)
    status      known, not_known, refused, not_applicable
    """

    subject: UUID
    attribute: str
    value: Any
    item: str = ""
    true_from: date | None = None
    true_to: date | None = None
    status: str = "known"


@dataclass(frozen=True)
class PaperSent:
    """A stored document that comes with an application, and what it bears out."""

    document: UUID
    attribute: str = ""
    subject: UUID | None = None


@dataclass(frozen=True)
class WrongSaid:
    """What a person says is wrong or missing in what we know.

    attribute   what it is about; empty for who belongs to the family. The right value, where they know it, is an answer
    known       the statement said to be wrong
    """

    subject: UUID
    reason: str
    attribute: str = ""
    known: UUID | None = None


@dataclass(frozen=True)
class Submission:
    """All that a person submits at once.

    declared   attributes of the claim itself, which are no facts about a person
    """

    service: str
    applicant: UUID
    language: str
    answers: tuple[Answer, ...] = ()
    declared: Mapping[str, Any] = field(default_factory=dict)
    papers: tuple[PaperSent, ...] = ()
    wrong: tuple[WrongSaid, ...] = ()

    def digest(self) -> bytes:
        """What tells this submission from another: 32 bytes."""
        plain = asdict(self) | {"declared": dict(self.declared)}
        return hashlib.sha256(rfc8785.dumps(_plain(plain))).digest()


def submit(*, submission: Submission, key: str, on: date) -> Application:
    """Take an application and start its claims, one a programme; their checks are asked next, by the worker.

    key      made by the form, the same for every press of the button: the same key gives the same application
    Raises   NotPermitted, NotOnOffer, AnswerNotAsked, KeyUsedOtherwise
    """
    actor = current_actor()
    person = Person.objects.filter(id=submission.applicant).first()
    area_id = None if person is None else person.cared_in_id or person.area_id
    if person is None or not may_submit_for(actor, applicant=person.id, area_id=area_id, on=on):
        raise NotPermitted("You may apply for yourself, or for somebody who gave you a mandate to apply.")
    standing = Application.objects.filter(key=key).first()
    if standing is not None:
        return _same(standing, submission)
    version, blueprint = version_in_force(service=submission.service, on=on)
    _require_asked(submission, blueprint)
    case = case_of(person, on=on)
    try:
        with transaction.atomic():
            application = _write(submission, case=case, person=person, key=key, version_id=version.id, on=on)
    except IntegrityError:
        # The other press of the same button was quicker.
        standing = Application.objects.filter(key=key).first()
        if standing is None:
            # Of somebody whom this actor does not see; a form's key is made by chance, so this is no accident.
            raise KeyUsedOtherwise(_("This form was sent before by somebody else: start anew.")) from None
        return _same(standing, submission)
    _write_claims(application, submission, blueprint.programmes, on=on)
    stated = _record_answers(application, submission, on=on)
    _keep_papers(application, submission)
    _keep_remarks(application, submission, stated)
    if actor.kind == "citizen" and actor.account_id is not None:
        Draft.objects.filter(account_id=actor.account_id, applicant=person, service=submission.service).delete()
    audit.record(
        "application.submit",
        subject=person.id,
        object_type="application",
        object_id=application.id,
        details={"service": submission.service, "reference": application.reference},
    )
    return application


def _write(submission: Submission, *, case: Case, person: Person, key: str, version_id: UUID, on: date) -> Application:
    return Application.objects.create(
        reference=new_reference("A"),
        case=case,
        area_id=case.area_id,
        service_version_id=version_id,
        applicant=person,
        submitted_by_id=current_actor().account_id,
        key=key,
        answers_digest=submission.digest(),
        language=submission.language,
        submitted_at=now(),
        on=on,
    )


def case_of(person: Person, *, on: date) -> Case:
    """Give a person's file; opened now, with the office that serves where they live, where there is none."""
    standing = Case.objects.filter(holder=person).first()
    if standing is not None:
        return standing
    office = office_serving(area_id=person.area_id, on=on)
    # Another application or a birth may open it at the same moment: theirs is then ours.
    case, _new = Case.objects.get_or_create(
        holder=person,
        defaults={"reference": new_reference("C"), "office": office, "area_id": office.area_id, "opened_on": on},
    )
    return case


def _write_claims(application: Application, submission: Submission, programmes: tuple[str, ...], *, on: date) -> None:
    Claim.objects.bulk_create(
        Claim(
            reference=new_reference("K"),
            case_id=application.case_id,
            area_id=application.area_id,
            application=application,
            origin=Claim.Origin.APPLICATION,
            programme=programme,
            claimant_id=application.applicant_id,
            about_on=on,
            declared=dict(submission.declared),
            state=ClaimState.SUBMITTED,
            opened_at=application.submitted_at,
        )
        for programme in programmes
    )


def _record_answers(application: Application, submission: Submission, *, on: date) -> dict[tuple[UUID, str], UUID]:
    """Record the answers as the person's own word. Gives (subject, attribute) → its first fact.

    Of what repeats, the answers are all there is: of a yearly amount in that year, of anything else for all time. What
    was said before and is said no more is then no longer held for right.
    """
    attributes = country().attributes_by_name
    groups: dict[tuple[date | None, date | None], list[Answer]] = {}
    for answer in submission.answers:
        yearly = answer.attribute in attributes and attributes[answer.attribute].type == "money"
        groups.setdefault((answer.true_from, answer.true_to) if yearly else (None, None), []).append(answer)
    first: dict[tuple[UUID, str], UUID] = {}
    for days, answers in groups.items():
        repeat = {
            (one.subject, one.attribute)
            for one in answers
            if one.attribute in attributes and attributes[one.attribute].repeats
        }
        ids = record_facts(
            source=DECLARED,
            facts=[_stated(answer) for answer in answers],
            attributes=attributes,
            assurance=Assurance.DECLARED,
            on=on,
            evidence_id=application.id,
            complete=sorted(repeat, key=str),
            complete_within=days,
        )
        for answer, fact in zip(answers, ids, strict=True):
            first.setdefault((answer.subject, answer.attribute), fact)
    return first


def _stated(answer: Answer) -> StatedFact:
    return StatedFact(
        subject=answer.subject,
        attribute=answer.attribute,
        value=answer.value,
        item=answer.item,
        true_from=answer.true_from,
        true_to=answer.true_to,
        status=Status.of_word(answer.status),
    )


def _keep_papers(application: Application, submission: Submission) -> None:
    """Hand the papers in: from now on the office of the case sees them."""
    if not submission.papers:
        return
    hand_in(documents=[paper.document for paper in submission.papers], area_id=application.area_id)
    ApplicationPaper.objects.bulk_create(
        ApplicationPaper(
            application=application, document_id=paper.document, attribute=paper.attribute, subject=paper.subject
        )
        for paper in submission.papers
    )


def _keep_remarks(application: Application, submission: Submission, stated: Mapping[tuple[UUID, str], UUID]) -> None:
    Remark.objects.bulk_create(
        Remark(
            application=application,
            person_id=application.applicant_id,
            subject=wrong.subject,
            attribute=wrong.attribute,
            known=wrong.known,
            stated=stated.get((wrong.subject, wrong.attribute)),
            reason=wrong.reason,
            made_at=application.submitted_at,
        )
        for wrong in submission.wrong
    )


def _require_asked(submission: Submission, blueprint: Blueprint) -> None:
    """Nothing is said that the service does not ask; of the claim itself, days above all are ours to say."""
    of_claim = {question.attribute for question in blueprint.questions if question.of == "claim"}
    of_people = {question.attribute for question in blueprint.questions if question.of != "claim"}
    named = {answer.attribute for answer in submission.answers} | {wrong.attribute for wrong in submission.wrong}
    strangers = sorted((named - of_people - {""}) | (set(submission.declared) - of_claim))
    if strangers:
        raise AnswerNotAsked(f"{submission.service} does not ask for {', '.join(strangers)}.")


def _same(standing: Application, submission: Submission) -> Application:
    if bytes(standing.answers_digest) != submission.digest():
        raise KeyUsedOtherwise(_("These answers differ from those of an application that was sent before."))
    return standing


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, int) and abs(value) > _EXACT:
        return str(value)
    return value if value is None or isinstance(value, bool | int | str) else str(value)
