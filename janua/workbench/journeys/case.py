"""The case on one page: everything an officer needs to finish it, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from janua.base.accounts.permissions import NotPermitted
from janua.base.accounts.queries import names_of_staff, permissions_in
from janua.base.clock import now
from janua.base.prepared import Given, prepared
from janua.casework.actions.decision import DEALT_FOR_DECIDING
from janua.casework.models import Case, Claim, Decision, IntendedDecision, Task
from janua.casework.queries.file import CaseRecord, open_discrepancies, record_of, submitted_by_mandate
from janua.casework.states import TaskState
from janua.pack.installed import country
from janua.registers.models import Dwelling, Person
from janua.registers.queries import accounts_of_kin, circles_of
from janua.registers.queries.urgent import open_urgent_access_to
from janua.ui.on_page import day_text
from janua.values import age_on
from janua.workbench.journeys.case_rows import (
    CheckRow,
    ClaimRow,
    NoteRow,
    QuestionRow,
    RemarkRow,
    TaskAbout,
    check_row,
    claim_row,
    note_row,
    question_row,
    task_row,
)
from janua.workbench.journeys.doing import Doing, Standing, doing
from janua.workbench.journeys.explained import Explained, Step, Teller, explained
from janua.workbench.journeys.facts import Contradiction, FactsOf, contradictions_of, facts_of
from janua.workbench.journeys.family import DrawnFamily, Kinsfolk, drawn, name_of
from janua.workbench.journeys.history import Happening, MoneyLine, Paper, money_of, papers_of, timeline
from janua.workbench.journeys.looked import looked_at
from janua.workbench.journeys.wording import (
    OUTCOME_COLOURS,
    OUTCOMES,
    called,
    pack_text,
    value_text,
)

READ = "read_case"


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """Everything on the page of a case."""

    record: CaseRecord
    holder: Person
    age: int | None
    claims: tuple[ClaimRow, ...]
    doing: Doing
    law: Explained | None
    outcome: str
    outcome_colour: str
    family: DrawnFamily
    facts: tuple[FactsOf, ...]
    contradictions: tuple[Contradiction, ...]
    checks: tuple[CheckRow, ...]
    questions: tuple[QuestionRow, ...]
    notice: IntendedDecision | None
    timeline: tuple[Happening, ...]
    papers: tuple[Paper, ...]
    notes: tuple[NoteRow, ...]
    money: tuple[MoneyLine, ...]
    tasks: tuple[TaskAbout, ...]
    declared: tuple[tuple[str, str], ...]
    reconsiderations: tuple[UUID, ...]
    remarks: tuple[RemarkRow, ...]

    @property
    def shown(self) -> ClaimRow | None:
        """The claim that is opened."""
        return next((row for row in self.claims if row.is_shown), None)

    @property
    def identity(self) -> list[dict[str, object]]:
        """What tells this person from another, for the bar at the top."""
        born = day_text(self.holder.born_on) if self.holder.born_on is not None else _("not known")
        facts = [
            (_("Number"), self.holder.identifier or "–"),
            (_("Born"), born),
            (_("Case"), self.record.case.reference),
        ]
        if self.holder.died_on is not None:
            facts.insert(2, (_("Died"), day_text(self.holder.died_on)))
        return [{"label": label, "value": value} for label, value in facts]

    @property
    def choices(self) -> list[dict[str, object]]:
        """The claims of the case, to go from one to another."""
        return [
            {
                "text": _("%(programme)s, %(reference)s") % {"programme": row.programme, "reference": row.reference},
                "href": reverse("workbench:claim", args=[row.id]),
                "current": row.is_shown,
            }
            for row in self.claims
        ]


def case_file(*, case: UUID, claim: UUID | None, officer: UUID, page: str, on: date) -> CaseFile:
    """The page of a case, with one row in the access log for everybody on it.

    Raises   Case.DoesNotExist, Claim.DoesNotExist, NotPermitted
    """
    row = _case.first(case=case)
    if row is None:
        raise Case.DoesNotExist
    allowed = _allowed(row, officer=officer, on=on)
    record = record_of(case=row, claim=claim)
    of = kinsfolk(record, on=on)
    looked_at(of.persons, page=page)
    return _file(record, of, officer=officer, allowed=allowed, on=on)


def _allowed(case: Case, *, officer: UUID, on: date) -> frozenset[str]:
    """What the officer may do in the case's area; nothing but read, where they opened the file in urgency."""
    held = permissions_in(account_id=officer, area_id=case.area_id, on=on)
    if READ not in held and open_urgent_access_to(person=case.holder_id, account=officer) is None:
        raise NotPermitted(f"This needs the permission {READ!r} in the office's area: ask an administrator for it.")
    return held


def case_of_claim(*, claim: UUID) -> UUID:
    """The case that a claim belongs to. Raises Claim.DoesNotExist."""
    case = _case_of.first(claim=claim)
    if case is None:
        raise Claim.DoesNotExist
    return case


@prepared
def _case(case: Given) -> QuerySet[Case]:
    return Case.objects.select_related("holder", "office").filter(id=case)


@prepared
def _case_of(claim: Given) -> QuerySet[Claim, UUID]:
    return Claim.objects.filter(id=claim).values_list("case_id", flat=True)


@prepared
def _persons(ids: Given) -> QuerySet[Person]:
    return Person.objects.filter(id__among=ids)


@prepared
def _dwellings(ids: Given) -> QuerySet[Dwelling]:
    return Dwelling.objects.filter(id__among=ids)


def kinsfolk(record: CaseRecord, *, on: date) -> Kinsfolk:
    """Who stands around a case's person, as far as the officer may see them."""
    holder = record.case.holder
    circle = circles_of(persons=[holder.id], known_at=now())[holder.id]
    unit = set(record.shown.unit) if record.shown is not None else set()
    return Kinsfolk(
        claimant=holder.id,
        circle=circle,
        persons={one.id: one for one in _persons(ids=[*{*circle.persons, *unit, holder.id}])},
        dwellings={one.id: one for one in _dwellings(ids=list(circle.dwellings))},
        counted=unit,
        on=on,
    )


def steps_of(*, record: CaseRecord, of: Kinsfolk) -> Step | None:
    """Every value on the way to what the law says of the opened claim; None before it was assessed."""
    if record.shown is None:
        return None
    return Teller(record.shown, _names(of)).steps(record.shown.result["root"])


def _file(record: CaseRecord, of: Kinsfolk, *, officer: UUID, allowed: frozenset[str], on: date) -> CaseFile:
    claim, shown, holder = record.claim, record.shown, record.case.holder
    names = _names(of)
    staff = _staff(record)
    programme = claim.programme if claim is not None else ""
    disputes = open_discrepancies(persons=_counted(of), programme=programme) if claim is not None else []
    is_kin = officer in accounts_of_kin(person_id=holder.id, on=on)
    return CaseFile(
        record=record,
        holder=holder,
        age=age_on(holder.born_on, on) if holder.born_on is not None else None,
        claims=tuple(claim_row(one, claim) for one in record.claims),
        doing=doing(_standing(record, officer, allowed=allowed, is_kin=is_kin, disputed=len(disputes), on=on)),
        law=explained(shown, names=names, teller=Teller(shown, names)) if shown is not None else None,
        outcome=called(OUTCOMES, shown.outcome) if shown is not None else "",
        outcome_colour=OUTCOME_COLOURS.get(shown.outcome, "yellow") if shown is not None else "",
        family=drawn(of),
        facts=facts_of(subjects=_subjects(of), read=_read(programme), on=on, known_at=now()),
        contradictions=contradictions_of(disputes, names={id_: name_of(of, id_) for id_ in of.persons}),
        checks=tuple(map(check_row, record.checks)),
        questions=tuple(question_row(one, staff) for one in record.questions),
        notice=_notice(record),
        timeline=timeline(record, names=staff, by_mandate=submitted_by_mandate(case=record.case.id)),
        papers=papers_of(record),
        notes=tuple(note_row(one, staff) for one in record.notes),
        money=money_of(record.lines),
        tasks=tuple(
            task_row(one, record.claims, staff, officer) for one in record.tasks if one.state == TaskState.OPEN
        ),
        declared=_declared(claim),
        reconsiderations=tuple(one.id for one in record.reconsiderations if one.state != "decided"),
        remarks=tuple(
            RemarkRow(names.get(str(one.subject), ""), _remarked(one.attribute), one.reason, one.made_at)
            for one in record.remarks
        ),
    )


def _standing(
    record: CaseRecord, officer: UUID, *, allowed: frozenset[str], is_kin: bool, disputed: int, on: date
) -> Standing:
    return Standing(
        claim=record.claim,
        shown=record.shown,
        notice=_notice(record),
        decision=_challengeable(record),
        allowed=allowed,
        is_kin=is_kin,
        is_dealt=any(_is_dealt(one, record.claim, officer) for one in record.tasks),
        disputed=disputed,
        on=on,
    )


def _is_dealt(task: Task, claim: Claim | None, officer: UUID) -> bool:
    """Whether a task is the officer's work of deciding on the opened claim."""
    of_claim = claim is not None and task.object_id == claim.id and task.kind in DEALT_FOR_DECIDING
    return of_claim and task.state == TaskState.OPEN and task.owner_id == officer


def _notice(record: CaseRecord) -> IntendedDecision | None:
    """The newest notice on the opened claim."""
    claim = record.claim
    return next((one for one in record.notices if claim is not None and one.claim_id == claim.id), None)


def _challengeable(record: CaseRecord) -> Decision | None:
    """The decision on the opened claim that stands, unless it is being looked at again already."""
    claim = record.claim
    mine = [one for one in record.decisions if claim is not None and one.claim_id == claim.id]
    replaced = {one.supersedes_id for one in mine}
    asked = {one.decision_id for one in record.reconsiderations if one.state != "decided"}
    return next((one for one in mine if one.id not in replaced | asked), None)


def _names(of: Kinsfolk) -> dict[str, str]:
    return {str(person): name_of(of, person) for person in of.persons}


def _counted(of: Kinsfolk) -> set[UUID]:
    return set(of.counted) or set(of.circle.persons)


def _subjects(of: Kinsfolk) -> list[tuple[UUID, str]]:
    """The claimant first, then whom the law counts, then the others, then the homes."""
    others = sorted(set(of.circle.persons) - {of.claimant}, key=lambda one: (one not in of.counted, one.int))
    persons = [(one, name_of(of, one)) for one in (of.claimant, *others) if one in of.persons]
    homes = [(id_, home.street or str(home.reference or "")) for id_, home in of.dwellings.items()]
    return [*persons, *homes]


def _read(programme: str) -> frozenset[str]:
    return frozenset(country().law.used_attributes(programme)) if programme else frozenset()


def _staff(record: CaseRecord) -> dict[UUID, str]:
    """Every officer named anywhere in the case; one query."""
    accounts: set[UUID | None] = {one.decided_by_id for one in record.decisions}
    accounts |= {one.given_by_id for one in record.notices} | {one.asked_by_id for one in record.questions}
    accounts |= {one.written_by_id for one in record.notes} | {one.owner_id for one in record.tasks}
    accounts |= {one.by_id for one in record.hand_overs}
    accounts |= {one.asked_by_id for one in record.transfers}
    accounts |= {one.answered_by_id for one in record.transfers if one.answered_by_id is not None}
    # Asked also where nobody is named, so that every case costs the same.
    return names_of_staff(accounts - {None} or {UUID(int=0)})


def _remarked(attribute: str) -> str:
    return pack_text(attribute) if attribute else _("Who belongs to the family")


def _declared(claim: Claim | None) -> tuple[tuple[str, str], ...]:
    """What the claimant stated about the claim itself."""
    stated = claim.declared if claim is not None else {}
    return tuple((pack_text(name), value_text(value, attribute=name)) for name, value in stated.items())
