"""Every kind of record of one family, each as its action would have left it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from PIL import Image

from demo.population.mt.numbers import iban
from janua.analytics.integrity.models import Sample, Signal, SignalRow
from janua.analytics.models import Simulation
from janua.base.accounts.models import Account, Invitation, RoleAssignment
from janua.base.actors import acting_as, system_actor
from janua.base.clock import now
from janua.base.documents.actions import store_document
from janua.base.documents.models import Document
from janua.base.notices.actions import send_notice
from janua.base.notices.models import Notice
from janua.base.retention.models import ErasureItem, ErasureList
from janua.base.retention.models import Hold as LegalHold
from janua.casework.models import (
    Application,
    ApplicationPaper,
    Assessment,
    Case,
    Claim,
    Decision,
    EntitlementLine,
    HandOver,
    IntendedDecision,
    Letter,
    Note,
    Question,
    Reconsideration,
    Remark,
    Task,
    Transfer,
)
from janua.catalogue.models import Announcement, RateChange
from janua.checks.models import Check, Discrepancy
from janua.payments.models import (
    AccountChange,
    BankReport,
    Disbursement,
    Hold,
    LedgerEntry,
    LeftOut,
    Order,
    OrderLine,
    PayeeAccount,
    Run,
)
from janua.registers.models import (
    Consent,
    ConsentRequest,
    Event,
    Fact,
    LookAlert,
    LookHold,
    Mandate,
    Person,
    PersonContact,
    Ruling,
    UrgentAccess,
)
from janua.values import new_reference
from tests.casework import factories as f
from tests.faces import portal_client
from tests.registers import factories as people
from tests.walks.pages import SERVICE

Kinds = dict[str, UUID]
# Nobody's in particular: what an office has, and the runs in which many are paid.
OF_AN_OFFICE = {"news", "unpublished-news", "rates", "role-proposal", "staff", "staff-link", "run"}
OF_AN_OFFICE |= {"look-alert", "signal", "sample", "simulation", "prepared-run"}
# Whose time is over is on these lists, restricted or not: records officers see ids and no names.
OF_AN_OFFICE |= {"erasure-list", "erasure-item", "legal-hold"}
KEEPER = system_actor("keeper")


@dataclass(frozen=True)
class Known:
    """A family with what it applied for, the mark that its words carry, and who works in its area, by role."""

    whose: str
    mark: str
    family: f.Family
    applied: tuple[Application, Application]
    officers: Mapping[str, Account]

    @property
    def area(self) -> int:
        """Where it lives."""
        found = self.family.mother.area_id
        assert found is not None
        return found


def fill(of: Known, *, on: date) -> tuple[Kinds, frozenset[UUID]]:
    """Make everything; kind of record → id, and every id that tells of the family alone."""
    paper = {"paper": _paper(of)}
    with acting_as(KEEPER):
        found = paper | _register(of, on) | _casework(of, on) | _checks(of, on)
        found |= _work(of, on, found) | _money(of, on)
        if of.whose != "restricted":
            found |= _offices(of, on)
    if of.whose == "restricted":
        found = {kind: id_ for kind, id_ in found.items() if kind not in OF_AN_OFFICE}
    persons = {one.id for one in (of.family.mother, of.family.father, *of.family.children)}
    public = {id_ for kind, id_ in found.items() if kind == "news"}
    return found, frozenset({*found.values(), *persons} - public)


def _register(of: Known, on: date) -> Kinds:
    mother, father, at = of.family.mother, of.family.father, people.LONG_AGO
    PersonContact.objects.create(person=mother, kind="email", value=f"{of.mark}@example.org", source="x", known_from=at)
    wage = people.fact(mother.id, "employment_income", item=of.mark, number=12345, true_from=date(2024, 1, 1),
                       true_to=date(2024, 12, 31))  # fmt: skip
    asked = ConsentRequest.objects.create(asker=father, asked=mother, purpose="see_values", asked_at=now())
    consent = Consent.objects.create(
        person=mother, purpose="see_values", recipient=str(father.id), true_from=on, known_from=at
    )
    mandate = Mandate.objects.create(
        giver=mother, holder=father, scope=["receive_payment"], ground="given", true_from=on, known_from=at
    )
    Ruling.objects.create(
        subject_id=mother.id, subject_kind=1, attribute="employment_income", item=of.mark, fact=wage,
        reason=of.mark, ruled_by=of.officers["steward"].id, ruled_by_name="x", known_from=at,
    )  # fmt: skip
    people_of = {"person": mother.id, "fact": wage.id, "consent": consent.id, "mandate": mandate.id}
    return people_of | {"consent-request": asked.id, **_looks(of, mother, on)}


def _looks(of: Known, mother: Person, on: date) -> Kinds:
    hold = LookHold.objects.create(
        person=mother, area_id=of.area, ground="violence", law="x", reason=of.mark, since=on, ends_on=on,
        asked_by=of.officers["protection_officer"], asked_at=now(), provisional_until=now() + timedelta(days=2),
    )  # fmt: skip
    other = Account.objects.create(kind="staff", login=f"urgent-{of.whose}", opened_at=people.LONG_AGO)
    urgent = UrgentAccess.objects.create(
        account=other, person=mother, area_id=of.area, reason=of.mark, opened_at=now() - timedelta(hours=9),
        ends_at=now() - timedelta(hours=1), review_by=now() + timedelta(hours=9),
    )  # fmt: skip
    return {"look-hold": hold.id, "urgent-access": urgent.id}


def _casework(of: Known, on: date) -> Kinds:
    mother = of.family.mother
    first, second = of.applied
    decision = Decision.objects.filter(claim__claimant=mother).order_by("claim__programme")[0]
    letter = Letter.objects.filter(decision=decision)[0]
    waiting = Claim.objects.filter(application=second).order_by("programme")[0]
    refusable, notified = (_assessed(of, decision, date(2026, 1, day)) for day in (1, 2))
    told = IntendedDecision.objects.create(
        claim=notified, assessment=notified.assessments.get(), reasons=decision.reasons, person=mother,
        given_by=of.officers["decision_officer"], given_on=on, answer_by=on + timedelta(days=14),
    )  # fmt: skip
    Claim.objects.filter(id=notified.id).update(state="notice_given")
    question = Question.objects.create(
        claim=waiting, person=mother, kind="say", text=of.mark, asked_by=of.officers["case_officer"], asked_at=now(),
        answer_by=on + timedelta(days=14),
    )  # fmt: skip
    again = Reconsideration.objects.create(
        decision=decision, asked_by=of.family.account, asked_on=on, person=mother, grounds=of.mark, state="asked"
    )
    case = Case.objects.get(holder=mother)
    Note.objects.create(
        case=case, area=case.area, person=mother, text=of.mark, written_by=of.officers["case_officer"], written_at=now()
    )
    Remark.objects.create(
        application=first, person=mother, subject=mother.id, attribute="employment_income", reason=of.mark,
        made_at=now(), known=Fact.objects.filter(subject_id=mother.id)[0].id,
    )  # fmt: skip
    ApplicationPaper.objects.create(application=first, document=_document(of))
    told_of = {"programme": "MT-CA", "claim": of.mark, "answer_by": on.isoformat(), "kind": "say"}
    send_notice(person_id=mother.id, area_id=of.area, template="question", values=told_of, language="en")
    return {
        "application": first.id, "open-application": second.id, "decision": decision.id, "letter": letter.id,
        "open-claim": waiting.id, "refusable-claim": refusable.id, "notice": told.id, "question": question.id,
        "reconsideration": again.id, "case": case.id, "document": letter.document_id,
        "message": Notice.objects.filter(person_id=mother.id).order_by("id")[0].id,
    }  # fmt: skip


def _assessed(of: Known, decision: Decision, on: date) -> Claim:
    """A claim of the family that waits for an officer, on what the law said of the one that is decided."""
    model = Assessment.objects.get(id=decision.assessment_id)
    event = Event.objects.create(
        kind="birth", person=of.family.mother, about=of.family.children[0], source="civil",
        reference=f"{of.mark} {on}", happened_on=on, known_from=people.NOW,
    )  # fmt: skip
    claim = Claim.objects.create(
        reference=new_reference("C"), case=decision.claim.case, area_id=of.area, origin="event", event=event,
        programme=decision.claim.programme, claimant=of.family.mother, about_on=on, state="assessed",
        opened_at=now(),
    )  # fmt: skip
    copied = {one.attname: getattr(model, one.attname) for one in Assessment._meta.concrete_fields}
    Assessment.objects.create(
        **{name: value for name, value in copied.items() if name != "id"} | {"claim_id": claim.id}
    )
    return claim


def _picture(kind: str) -> BytesIO:
    content = BytesIO()
    Image.new("RGB", (900, 1200), (240, 240, 235)).save(content, kind)
    content.seek(0)
    content.name = "paper.png"
    return content


def _document(of: Known) -> Document:
    content = _picture("JPEG").getvalue()
    return store_document(person_id=of.family.mother.id, area_id=of.area, content=content, media_type="image/jpeg")


def _paper(of: Known) -> UUID:
    """A paper of an application that the mother has begun and not sent: no office has it."""
    browser = portal_client(of.family.account)
    browser.post(browser.at("apply", SERVICE))
    browser.post(browser.at("upload", SERVICE, "papers"), {"file": _picture("PNG")})
    return Document.objects.get(person_id=of.family.mother.id, area__isnull=True).id


def _checks(of: Known, on: date) -> Kinds:
    mother = of.family.mother
    check = Check.objects.create(
        subject=mother, register="revenue", kind="income_of_year", ground="means_test", parameters={"year": 2023},
        asked_for="system:assessor", state="manual", attempts=3, next_attempt_at=now(), deadline_on=on,
    )  # fmt: skip
    sides = [
        people.fact(mother.id, "working_share", source=source, number=number, item=of.mark)
        for source, number in (("declared", 1), ("revenue", 2))
    ]
    differs = Discrepancy.objects.create(
        check_asked=check, subject=mother, attribute="working_share", item=of.mark, stated=sides[0].id,
        answered=sides[1].id, found_at=now(),
    )  # fmt: skip
    return {"check": check.id, "discrepancy": differs.id}


def _work(of: Known, on: date, found: Kinds) -> Kinds:
    mother, office = of.family.mother, of.area
    about = {"person": mother, "office_id": office, "area_id": office, "deadline_on": on, "opened_at": now()}
    task = Task.objects.create(
        kind="rule_on_discrepancy", object_type="discrepancy", object_id=found["discrepancy"],
        owner=of.officers["case_officer"], state="open", **about,
    )  # fmt: skip
    there = Task.objects.create(
        kind="decide", object_type="claim", object_id=found["refusable-claim"],
        owner=of.officers["decision_officer"], state="open", **about,
    )  # fmt: skip
    Task.objects.create(
        kind="reconsider", object_type="reconsideration", object_id=found["reconsideration"], state="open", **about
    )
    over = HandOver.objects.create(
        task=task, area_id=office, person=mother, reason="skill", words=of.mark, by=of.officers["case_officer"],
        at=now(), to_owner=of.officers["steward"],
    )  # fmt: skip
    transfer = Transfer.objects.create(
        case_id=found["case"], person=mother, from_office_id=office, from_area_id=office, to_office_id=office + 10,
        to_area_id=office, reason="moved", words=of.mark, asked_by=of.officers["case_officer"], asked_at=now(),
    )  # fmt: skip
    return {"task": there.id, "own-task": task.id, "hand-over": over.id, "transfer": transfer.id}


def _money(of: Known, on: date) -> Kinds:
    mother, at = of.family.mother, people.NOW
    prepares, approves = of.officers["payments_preparer"], of.officers["payments_approver"]
    account, proposed = (
        PayeeAccount.objects.create(
            payee=mother, area_id=of.area, sealed_number=iban(f"00{number}2384M"), holder_name=mother.name, **more
        )
        for number, more in ((1, {"state": "confirmed", "usable_from_on": on}), (2, {"state": "proposed"}))
    )
    AccountChange.objects.create(
        account=account, proposed_by=prepares, confirmed_by=approves, proposed_at=at, confirmed_at=at, reason=of.mark
    )
    AccountChange.objects.create(account=proposed, proposed_by=of.family.account, proposed_at=at, reason=of.mark)
    lines = list(EntitlementLine.objects.filter(person=mother).order_by("due_on", "id")[:3])
    runs = {}
    for state, line in zip(("reconciled", "prepared", "sent"), lines, strict=True):
        run = Run.objects.create(
            reference=new_reference("R"), area_id=of.area, state=state, execute_on=on, prepared_by=prepares,
            approved_by=approves if state != "prepared" else None, approved_at=at if state != "prepared" else None,
            frozen_at=at, prepared_at=at, currency="EUR", order_count=1, control_sum=line.amount,
        )  # fmt: skip
        runs[state] = run, _order(run, account, line, state)
        LeftOut.objects.create(run=run, line=lines[0], person=mother, reason="hold")
    hold = Hold.objects.create(
        person=mother, area_id=of.area, reason="account", opened_at=at, opened_by=str(prepares.id)
    )
    return {
        "account": proposed.id, "run": runs["reconciled"][0].id, "prepared-run": runs["prepared"][0].id,
        "returned-order": runs["sent"][1].id, "hold": hold.id,
    }  # fmt: skip


def _order(run: Run, account: PayeeAccount, line: EntitlementLine, state: str) -> Order:
    of_order = {"reconciled": "paid", "prepared": "prepared", "sent": "returned"}[state]
    order = Order.objects.create(
        run=run, person=line.person, payee=line.person, account=account, amount=line.amount, currency="EUR",
        state=of_order,
    )  # fmt: skip
    OrderLine.objects.create(
        order=order, line=line, programme=line.programme, amount=line.amount, holds=of_order != "returned"
    )
    if state == "prepared":
        return order
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            order=order, journal="approved", account=side, person=line.person, programme=line.programme, amount=amount,
            currency="EUR", booked_on=run.execute_on,
        )
        for side, amount in (("expense", line.amount), ("owed", -line.amount))
    )  # fmt: skip
    document = Document.objects.create(
        person_id=order.id, media_type="text/xml", size=1, salt=b"s" * 16, digest=b"d" * 32,
        stored_by="system:paymaster", stored_at=people.NOW,
    )  # fmt: skip
    report = BankReport.objects.create(
        kind="camt.054", sha256=order.id.bytes * 2, document=document, received_at=people.NOW
    )
    Disbursement.objects.create(
        order=order, report=report, outcome=of_order, amount=order.amount, booked_on=run.execute_on, reason="AC04"
    )
    if state == "sent":
        Task.objects.create(
            kind="returned_payment", object_type="order", object_id=order.id, person=line.person, area_id=run.area_id,
            office_id=run.area_id, deadline_on=run.execute_on, opened_at=people.NOW, state="open",
        )  # fmt: skip
    return order


def _offices(of: Known, on: date) -> Kinds:
    """What an office has and no person: announcements, rates, staff, roles."""
    writer, publisher = of.officers["communications_writer"], of.officers["communications_publisher"]
    texts: dict[str, Any] = {
        "kind": "closure", "titles": {"en": of.whose, "mt": of.whose}, "texts": {"en": of.whose, "mt": of.whose},
        "shows_from": on, "area_id": of.area, "written_by": writer, "written_at": people.NOW,
    }  # fmt: skip
    news = Announcement.objects.create(**texts, published_by=publisher, published_at=people.NOW)
    draft = Announcement.objects.create(**texts)
    rates = RateChange.objects.create(
        title=of.whose, reason=of.whose, source=of.whose, files={}, first_day=date(2026, 7, 1), programmes=["MT-CA"],
        base_hash="x", law_hash="y", area_id=of.area, proposed_by=of.officers["rates_proposer"],
        proposed_at=people.NOW,
    )  # fmt: skip
    alert = LookAlert.objects.create(
        kind="searches", account=of.officers["case_officer"], area_id=of.area, on=on, at=now(), looks=90, usual=3,
        days=20, peers=4, colleagues=6,
    )  # fmt: skip
    signal = Signal.objects.create(
        kind="urgent_often", key=of.whose, area_id=of.area, threshold={"files": 3, "not_justified": 1}, found_at=now(),
        changed_at=now(),
    )  # fmt: skip
    SignalRow.objects.create(
        signal=signal, thing="person", row=of.mark, person_id=of.family.mother.id, area_id=of.area, joined_at=now()
    )
    sample = Sample.objects.create(
        asked_by=of.officers["auditor"], asked_at=now(), purpose=of.whose, wanted={}, size=1, areas=[of.area]
    )
    tried = Simulation.objects.create(
        title=of.whose, files={}, programmes=["MT-CA"], base_hash="x", law_hash="y", on=on, area_id=of.area,
        asked_by=of.officers["policy_analyst"], asked_at=now(),
    )  # fmt: skip
    over = ErasureList.objects.create(area_id=of.area, found_on=on, found_at=now())
    item = ErasureItem.objects.create(
        erasure_list=over, person_id=of.family.children[1].id, last_on=on, kinds=["case"], state="found"
    )
    kept = LegalHold.objects.create(
        person_id=of.family.mother.id, area_id=of.area, ground="inquiry", law="x", reason=of.mark, ends_on=on,
        asked_by=of.officers["records_officer"], asked_at=now(),
    )  # fmt: skip
    proposal = RoleAssignment.objects.create(
        account=of.officers["case_officer"], role_id="steward", area_id=of.area, starts_on=on,
        proposed_by=of.officers["administrator"], proposed_at=datetime(2026, 1, 31, 9, tzinfo=people.NOW.tzinfo),
    )  # fmt: skip
    link = Invitation.objects.create(
        account=of.officers["case_officer"], digest=of.whose.encode(), made_by=of.officers["supervisor"],
        made_at=now(), ends_at=now() + timedelta(days=3),
    )  # fmt: skip
    return {
        "news": news.id, "unpublished-news": draft.id, "rates": rates.id, "role-proposal": proposal.id,
        "staff-link": link.id, "staff": of.officers["supervisor"].id,
        "look-alert": alert.id, "simulation": tried.id, "signal": signal.id,
        "sample": sample.id, "erasure-list": over.id, "erasure-item": item.id, "legal-hold": kept.id,
    }  # fmt: skip
