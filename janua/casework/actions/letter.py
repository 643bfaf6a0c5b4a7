"""Write the letters: of each decision, and of each notice before a refusal, as a sealed PDF of the person."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from janua.base import audit
from janua.base.accounts.models import StaffProfile
from janua.base.clock import now
from janua.base.documents.actions import read_document, store_document
from janua.base.keys.datakeys import KeyDestroyed
from janua.base.notices.actions import send_notice
from janua.base.prepared import prepared
from janua.casework.actions import sealing
from janua.casework.actions.task import open_task
from janua.casework.models import (
    Assessment,
    Claim,
    Decision,
    EntitlementLine,
    IntendedDecision,
    Letter,
    Redecision,
    Task,
)
from janua.casework.queries import language_for
from janua.casework.states import TaskState
from janua.pack.giving import Letters
from janua.pack.installed import country
from janua.pack.letters import LetterFaulty, render_letter
from janua.pack.telling import Words, told_conditions, told_lines, told_missing
from janua.registers.models import Fact, Person, PersonName, Residence
from janua.registers.queries.acting import citizens_named
from janua.registers.queries.shown import shown_to
from janua.values import Money

log = logging.getLogger(__name__)
PDF = "application/pdf"
ELIGIBLE = "eligible"
# The letters that wait are looked for among the newest; a nightly look at all finds whatever was passed over.
NEWEST = timedelta(days=1)
LETTERS_AT_ONCE = 50
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
_OF_DECISION, _OF_NOTICE = "decision", "intended_decision"


@dataclass(frozen=True)
class _Subject:
    """What a letter is about: a decision, or the notice of an intended refusal or decrease."""

    kind: str
    template: str
    claim: Claim
    assessment: Assessment
    language: str
    on: date
    at: datetime
    about: Decision | IntendedDecision

    @property
    def link(self) -> dict[str, Any]:
        """The column of Letter that names it."""
        return {"decision" if isinstance(self.about, Decision) else "intended": self.about}


def write_letters(*, on: date, limit: int = LETTERS_AT_ONCE, decided_since: datetime | None = None) -> int:
    """Write the letters that are missing, each once, and tell the person; returns how many were looked at.

    One that cannot be written holds up no other: an officer gets a task.
    decided_since   look no further back; all where None
    """
    decisions, notices = _decisions_waiting(since=decided_since or _EVER), _notices_waiting()
    subjects = [
        *map(_of_decision, _whole_decisions(decisions[:limit])),
        *map(_of_notice, _whole_notices(notices[:limit])),
    ]
    for subject in subjects:
        try:
            with transaction.atomic():
                write_letter(subject)
        except (LetterFaulty, KeyDestroyed, LookupError, ValueError):
            log.exception("the letter of %s %s cannot be written", subject.kind, subject.about.id)
            open_task(
                kind="write_letter",
                office=subject.claim.case.office,
                object_type=subject.kind,
                object_id=subject.about.id,
                deadline_on=on + timedelta(days=2),
                person_id=subject.claim.claimant_id,
            )
    return len(subjects)


def write_letter(subject: _Subject) -> Letter:
    """Render one letter in the person's language, seal it, keep it as a document of theirs, and leave them a notice.

    Raises   LetterFaulty, KeyDestroyed, SealMissing
    """
    claim, values = subject.claim, _values(subject)
    sealed = sealing.state(about=subject.about, kind=subject.template, values=values, on=subject.on)
    content = render_letter(
        country().letters,
        name=subject.template,
        language=subject.language,
        values=values | {"seal": sealing.on_the_letter(sealed)},
        at=subject.at,
    )
    content = sealing.seal(
        about=subject.about, content=content, sealed=sealed, kind=subject.template, values=values, on=subject.on
    )
    document = store_document(person_id=claim.claimant_id, area_id=claim.area_id, content=content, media_type=PDF)
    letter = Letter.objects.create(**subject.link, language=subject.language, document=document, rendered_at=subject.at)
    send_notice(
        person_id=claim.claimant_id,
        area_id=claim.area_id,
        template=subject.template,
        values={"programme": values["programme"], "outcome": values["outcome"], "claim": claim.reference},
        language=subject.language,
        about_type="letter",
        about_id=letter.id,
    )
    audit.record("letter.write", subject=claim.claimant_id, object_type="letter", object_id=letter.id)
    return letter


def open_letter(*, letter: UUID, page: str, purpose: str) -> bytes:
    """Give a letter's PDF to whoever may see it, and log that they were shown it.

    Raises   Letter.DoesNotExist for whoever may not
    """
    row = Letter.objects.select_related("document").get(id=letter)
    return read_document(document=row.document, page=page, purpose=purpose)


# Asked every second, and nearly always for nothing: alone and prepared, since with everything that a letter needs
# beside it planning costs a hundred times what looking does.
@prepared
def _decisions_waiting(since: Any) -> QuerySet[Decision, UUID]:
    waiting = Decision.objects.filter(
        ~Exists(Letter.objects.filter(decision=OuterRef("id"))), ~Exists(_set_aside(_OF_DECISION))
    )
    # In the order of the index that finds the newest: by id all decisions would be walked through first.
    newest = waiting.filter(decided_at__gte=since).order_by("decided_at", "id")
    return newest.values_list("id", flat=True)[:LETTERS_AT_ONCE]


@prepared
def _notices_waiting() -> QuerySet[IntendedDecision, UUID]:
    waiting = IntendedDecision.objects.filter(
        ~Exists(Letter.objects.filter(intended=OuterRef("id"))), ~Exists(_set_aside(_OF_NOTICE))
    )
    return waiting.order_by("id").values_list("id", flat=True)[:LETTERS_AT_ONCE]


def _whole_decisions(ids: list[UUID]) -> Iterable[Decision]:
    if not ids:
        return ()
    beside = ("assessment", "claim__application", "claim__claimant", "claim__case__office", "supersedes")
    return Decision.objects.filter(id__in=ids).select_related(*beside).order_by("id")


def _whole_notices(ids: list[UUID]) -> Iterable[IntendedDecision]:
    if not ids:
        return ()
    beside = ("assessment", "claim__application", "claim__claimant", "claim__case__office")
    return IntendedDecision.objects.filter(id__in=ids).select_related(*beside).order_by("id")


def _set_aside(kind: str) -> QuerySet[Task]:
    return Task.objects.filter(kind="write_letter", object_type=kind, object_id=OuterRef("id"), state=TaskState.OPEN)


def _of_decision(row: Decision) -> _Subject:
    return _Subject(_OF_DECISION, "decision", row.claim, row.assessment, language_for(row.claim), row.on, now(), row)


def _of_notice(row: IntendedDecision) -> _Subject:
    template = "intended_decrease" if row.assessment.outcome == ELIGIBLE else "intended_refusal"
    return _Subject(_OF_NOTICE, template, row.claim, row.assessment, language_for(row.claim), row.given_on, now(), row)


def _values(subject: _Subject) -> dict[str, Any]:
    """Everything a template may say, as plain JSON."""
    letters, claim, result = country().letters, subject.claim, subject.assessment.result
    words = Words(country().messages, subject.language, letters.citations.get(subject.language, {}))
    names = _names_shown(claim, subject.on)
    conditions = told_conditions(result["conditions"], words)
    unit = {str(person) for person in subject.assessment.unit}
    common = {
        "programme": words.text(claim.programme),
        "claim": claim.reference,
        "person": _addressee(claim.claimant, subject.on),
        "concerns": [name for person, name in names.items() if person in unit and person != str(claim.claimant_id)],
        "period": subject.assessment.period_unit,
        "conditions": [condition.to_json() for condition in conditions],
        "failed": sum(condition.met is False for condition in conditions),
        "missing": list(told_missing(result["missing"], words)),
        "applied_by": _applied_by(claim),
    }
    calculation = _calculation(subject.assessment, words, names, letters)
    if isinstance(subject.about, IntendedDecision):
        return common | {"calculation": calculation} | _of_intended(subject.about)
    return common | {"calculation": calculation} | _of_decided(subject.about, claim, letters)


def _of_intended(notice: IntendedDecision) -> dict[str, Any]:
    intended = notice.assessment
    standing = Decision.objects.filter(claim=notice.claim, decided_at__lte=intended.known_at).order_by("-id").first()
    return {
        "outcome": "refuse" if intended.outcome != ELIGIBLE else "decrease",
        "given_on": notice.given_on.isoformat(),
        "answer_by": notice.answer_by.isoformat(),
        "given_by": _officer(notice.given_by_id),
        "amount": _money(intended.amount, intended.currency),
        "from_on": intended.period_starts_on.isoformat(),
        "before": None if standing is None else _money(standing.amount, standing.currency),
        "reference": "" if standing is None else standing.reference,
    }


def _calculation(
    assessment: Assessment, words: Words, names: Mapping[str, str], letters: Letters
) -> list[dict[str, Any]]:
    """The calculation line by line; nothing where the law gives nothing."""
    if assessment.outcome != ELIGIBLE:
        return []
    nodes = assessment.result["explanation"]["nodes"]
    sources = _sources(nodes, letters.sources.get(words.language, {}))
    told = told_lines(nodes, assessment.result["root"], words=words, names=names, sources=sources)
    return [line.to_json() for line in told]


def _of_decided(decision: Decision, claim: Claim, letters: Letters) -> dict[str, Any]:
    granted = decision.outcome == Decision.Outcome.GRANT
    lines = list(EntitlementLine.objects.filter(entitlement__decision=decision).order_by("starts_on", "id"))
    earlier = decision.supersedes
    return {
        "reference": decision.reference,
        "decided_on": decision.on.isoformat(),
        "outcome": decision.outcome,
        "amount": _money(decision.amount, decision.currency),
        "from_on": None if decision.from_on is None else decision.from_on.isoformat(),
        "lines": [_line(line) for line in lines],
        "total": _money(sum(line.amount for line in lines), decision.currency),
        "counted": granted and (not lines or lines[0].amount != decision.amount),
        "asks_for_more": granted and claim.event_id is not None and claim.programme in letters.asks_for_more,
        "supersedes": None if earlier is None else {"reference": earlier.reference, "on": earlier.on.isoformat()},
        "rates": _rates(decision),
        "challenge_until": decision.challenge_until.isoformat(),
        "decided_by": _officer(decision.decided_by_id),
    }


def _rates(decision: Decision) -> dict[str, str] | None:
    """The new rates for which a decision took the place of another; None where it did not, or for another reason."""
    if decision.supersedes_id is None:
        return None
    by_machine, by_officer = (
        Q(decision=decision),
        Q(reconsideration__decision=decision.supersedes_id, reconsideration__asked_by__isnull=True),
    )
    row = Redecision.objects.filter(by_machine | by_officer).select_related("change").order_by("-id").first()
    return None if row is None else {"title": row.change.title, "source": row.change.source}


def _applied_by(claim: Claim) -> str:
    """Who applied by the person's mandate; empty where they did so themselves, or an officer or an event did."""
    account = claim.application.submitted_by_id if claim.application is not None else None
    person, name = citizens_named(accounts=[account]).get(account, (None, "")) if account is not None else (None, "")
    return name if person != claim.claimant_id else ""


def _names_shown(claim: Claim, on: date) -> dict[str, str]:
    """Whose values the letter may show: the claimant's, their children's, and those of adults who allowed it."""
    shown = shown_to(person=claim.claimant_id, on=on)
    aliases = _aliases([person.id for person in shown])
    return {str(person.id): aliases.get(person.id, person.name) for person in shown}


def _aliases(persons: list[UUID]) -> dict[UUID, str]:
    """What restricted persons are called on paper, as on the bank's; those alone who were given an alias."""
    names = PersonName.objects.known().filter(person__in=persons, person__restricted=True, kind=PersonName.Kind.ALIAS)
    return {name.person_id: f"{name.given} {name.family}".strip() for name in names.order_by("-place", "-script")}


def _addressee(person: Person, on: date) -> dict[str, Any]:
    """Name, address and number; of a restricted person the alias, and neither address nor number stand on a letter.

    A letter lies on a table, and its seal repeats to whom it is. The number of the decision is enough to claim by it.
    """
    if person.restricted:
        return {"name": _aliases([person.id]).get(person.id, person.name), "address": [], "identifier": ""}
    homes = Residence.objects.known().true_on(on).filter(person=person).select_related("dwelling")
    # Registered before actual before temporary, as a postman would find them.
    order = list(Residence.Kind.values)
    home = min(homes, key=lambda row: (order.index(row.kind), row.id), default=None)
    parts = () if home is None else (home.dwelling.street, home.dwelling.locality, home.dwelling.postcode)
    return {
        "name": person.name,
        "address": [part for part in parts if part],
        "identifier": person.identifier,
    }


def _sources(nodes: Iterable[Mapping[str, Any]], called: Mapping[str, str]) -> dict[str, str]:
    refs = set()
    for node in nodes:
        found = node["ref"] or ()
        refs |= {found} if isinstance(found, str) else set(found)
    facts = Fact.objects.filter(id__in=refs).values_list("id", "source")
    return {str(fact): called.get(source, source) for fact, source in facts}


def _line(line: EntitlementLine) -> dict[str, Any]:
    return {
        "starts_on": line.starts_on.isoformat(),
        "ends_on": line.ends_on.isoformat(),
        "due_on": line.due_on.isoformat(),
        "amount": _money(line.amount, line.currency),
    }


def _money(amount: int | None, currency: str) -> dict[str, str] | None:
    return None if amount is None else Money(amount, currency).to_json()


def _officer(account: UUID | None) -> str:
    """The name under a decision; empty for a machine step."""
    if account is None:
        return ""
    return StaffProfile.objects.get(account_id=account).display_name
