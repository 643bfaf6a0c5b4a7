"""Maria, Ġużeppi and their children; what Maria asked for, what was decided, and what was paid."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from demo.population.mt.numbers import iban
from janua.base.accounts.models import Account
from janua.base.actors import acting_as, system_actor
from janua.base.documents.models import Document
from janua.base.notices.actions import send_notice
from janua.casework.actions.claim import begin_claims, take_up_checks
from janua.casework.actions.decision import intend_refusal
from janua.casework.actions.letter import write_letters
from janua.casework.models import Application, Assessment, Claim, Decision, EntitlementLine, IntendedDecision
from janua.payments.models import BankReport, Disbursement, Order, OrderLine, PayeeAccount, Run
from janua.registers.models import Consent, Person
from tests.casework import factories as f
from tests.payments import factories as paid
from tests.registers import factories as people

ON = f.TODAY
ASSESSOR = system_actor("assessor")
MARIAS_WAGE, GUZEPPIS_WAGE = "9000.00", "7654.00"


@dataclass(frozen=True)
class Scene:
    """A family whose application for the children's allowance was granted by the machine."""

    family: f.Family
    application: Application
    father_account: Account

    @property
    def mother(self) -> Person:
        """Who applied."""
        return self.family.mother

    @property
    def account(self) -> Account:
        """The mother's."""
        return self.family.account

    def decision(self, programme: str = "MT-CA") -> Decision:
        """The newest decision of a programme."""
        return Decision.objects.filter(claim__programme=programme, claim__claimant=self.mother).order_by("-id")[0]


def applied(as_process: Any, *, children: int = 2) -> Scene:
    """Applied for; the registers were asked and have not answered."""
    f.publish_catalogue()
    family = f.family(born=tuple(date(2016 + number, 5, 4) for number in range(children)))
    application = f.submit_as(as_process, family)
    with as_process("janua_work", ASSESSOR):
        begin_claims(on=ON)
    return Scene(family, application, people.citizen(family.father))


def granted(as_process: Any, *, children: int = 2, letters: bool = False) -> Scene:
    """Granted by the machine on what Revenue says of both parents."""
    scene = applied(as_process, children=children)
    wages = {scene.family.mother: MARIAS_WAGE, scene.family.father: GUZEPPIS_WAGE}
    answers = {parent.id: f.income_record(parent.identifiers.get().value, gross=wage) for parent, wage in wages.items()}
    f.answer_checks(as_process, answers)
    with as_process("janua_work", ASSESSOR):
        take_up_checks(on=ON)
        if letters:
            write_letters(on=ON)
    return scene


def told_of_refusal(as_process: Any) -> tuple[Scene, IntendedDecision]:
    """The children are in foster care: an officer gave notice that they intend to refuse."""
    scene = applied_with_children_in_care(as_process)
    claim = Claim.objects.get(application=scene.application, programme="MT-CA")
    newest = Assessment.objects.filter(claim=claim).order_by("-known_at", "period_starts_on")[0]
    officer = people.officer("read_case", "decide_claim", "prepare_decision")
    f.deal_to(officer, claim)
    with as_process("janua_workbench", paid.actor(officer)):
        notice = intend_refusal(claim=claim.id, assessment=newest.id, on=ON, answer_days=14)
    return scene, notice


def applied_with_children_in_care(as_process: Any) -> Scene:
    """The law gives nothing."""
    f.publish_catalogue()
    family = f.family()
    for child in family.children:
        people.fact(child.id, "in_care", source="appogg", words="foster", true_from=child.born_on)
    application = f.submit_as(as_process, family)
    with as_process("janua_work", ASSESSOR):
        begin_claims(on=ON)
    answers = {
        parent.id: f.income_record(parent.identifiers.get().value, gross=MARIAS_WAGE)
        for parent in (family.mother, family.father)
    }
    f.answer_checks(as_process, answers)
    with as_process("janua_work", ASSESSOR):
        take_up_checks(on=ON)
    return Scene(family, application, people.citizen(family.father))


def consents(giver: Person, to: Person) -> Consent:
    """One lets the other see."""
    return Consent.objects.create(
        person=giver, purpose="see_values", recipient=str(to.id), true_from=ON - timedelta(days=1),
        known_from=people.LONG_AGO,
    )  # fmt: skip


def account_for(person: Person, **more: Any) -> PayeeAccount:
    """A confirmed account of a person."""
    return paid.account_of(person, iban("0012384M"), **more)


def paid_to(scene: Scene, *, lines: int = 1, state: str = "paid", reason: str = "") -> list[Order]:
    """So many lines of the mother's entitlements, each in an order of its own run."""
    account = PayeeAccount.objects.filter(payee=scene.mother).first() or account_for(scene.mother)
    rows = EntitlementLine.objects.filter(person=scene.mother).order_by("due_on", "id")[:lines]
    return [_ordered(line, account, state=state, reason=reason, number=number) for number, line in enumerate(rows)]


def _ordered(line: EntitlementLine, account: PayeeAccount, *, state: str, reason: str, number: int) -> Order:
    run = Run.objects.create(
        reference=f"R{line.id.hex[-10:]}", area=line.area, state="sent", execute_on=date(2026, 2, 4),
        prepared_by=paid.preparer(), approved_by=paid.approver(), frozen_at=paid.KNOWN_AT, currency="EUR",
    )  # fmt: skip
    order = Order.objects.create(
        run=run, person=line.person, payee=line.person, account=account, amount=line.amount, currency="EUR", state=state
    )
    OrderLine.objects.create(
        order=order, line=line, programme=line.programme, amount=line.amount, holds=state == "paid"
    )
    if state in ("paid", "returned", "rejected"):
        _said(order, state, reason)
    return order


def _said(order: Order, outcome: str, reason: str) -> None:
    document = Document.objects.create(
        person_id=order.id, media_type="text/xml", size=1, salt=b"s" * 16, digest=b"d" * 32,
        stored_by="system:paymaster", stored_at=paid.KNOWN_AT,
    )  # fmt: skip
    report = BankReport.objects.create(
        kind="camt.054", sha256=order.id.bytes * 2, document=document, received_at=paid.KNOWN_AT
    )
    Disbursement.objects.create(
        order=order, report=report, outcome=outcome, amount=order.amount, booked_on=date(2026, 2, 5), reason=reason
    )


def notice_to(person: Person, template: str, **values: Any) -> None:
    """A message to a person."""
    with acting_as(system_actor("keeper")):
        send_notice(person_id=person.id, area_id=person.area_id, template=template, values=values, language="en")
