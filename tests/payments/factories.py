"""Entitled persons with accounts, and two payments officers; dull rows, written as the superuser."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from demo.population.mt.numbers import iban
from janua.base.accounts.models import Account
from janua.base.actors import Actor, acting_as, system_actor
from janua.base.areas.models import Office
from janua.casework.models import Assessment, Case, Claim, Decision, Entitlement, EntitlementLine, LawText
from janua.pack.installed import country
from janua.payments.models import AccountChange, PayeeAccount
from janua.registers.models import Event, Person
from janua.values import new_reference, uuid7
from tests.registers import factories as people

TODAY = date(2026, 3, 2)
EXECUTE_ON = date(2026, 3, 4)
KNOWN_AT = datetime(2026, 2, 20, 9, tzinfo=UTC)
AREA = 1


@dataclass(frozen=True)
class Entitled:
    """A person with an entitlement, its lines, and where they are paid."""

    person: Person
    entitlement: Entitlement
    lines: tuple[EntitlementLine, ...]
    account: PayeeAccount | None

    @property
    def amount(self) -> int:
        """What all lines come to."""
        return sum(line.amount for line in self.lines)


def office() -> Office:
    """The office that serves the whole country."""
    area = people.area(AREA)
    return Office.objects.get_or_create(
        id=AREA, defaults={"code": "office-1", "names": {}, "area": area, "opens_on": date(2020, 1, 1)}
    )[0]


def preparer() -> Account:
    """Who prepares and proposes."""
    return people.officer("prepare_run", "propose_account")


def approver() -> Account:
    """Who approves and confirms."""
    return people.officer("approve_run", "confirm_account")


def actor(account: Account) -> Actor:
    """The account as who acts."""
    return Actor("staff", account.id, str(account.login))


def law() -> LawText:
    """The pack's law, kept as decisions keep it."""
    return LawText.objects.get_or_create(
        hash=country().law.hash, defaults={"country": "mt", "files": {}, "kept_at": KNOWN_AT}
    )[0]


def account_of(payee: Person, number: str = "", **more: Any) -> PayeeAccount:
    """A confirmed account."""
    values = {"state": "confirmed", "usable_from_on": date(2026, 1, 1), "holder_name": payee.name} | more
    with acting_as(system_actor("keeper")):
        made = PayeeAccount.objects.create(
            payee=payee,
            area=payee.area,
            sealed_number=number or iban(f"{uuid7().int % 9_000_000 + 1_000_000}M"),
            **values,
        )
    AccountChange.objects.create(
        account=made, proposed_by=people.officer(), confirmed_by=people.officer(), proposed_at=KNOWN_AT,
        confirmed_at=KNOWN_AT, reason="first account",
    )  # fmt: skip
    return made


def claim_of(person: Person, programme: str) -> Claim:
    """A decided claim."""
    assert person.area is not None
    case, _ = Case.objects.get_or_create(
        holder=person,
        defaults={"reference": new_reference("C"), "area": person.area, "office": office(), "opened_on": TODAY},
    )
    event = Event.objects.create(
        kind="birth", person=person, about=person, source="civil", reference=str(uuid7()),
        happened_on=date(2026, 2, 1), known_from=KNOWN_AT - timedelta(days=1), id=_at(KNOWN_AT - timedelta(days=1)),
    )  # fmt: skip
    return Claim.objects.create(
        reference=new_reference("C"), case=case, area=person.area, origin="event", event=event, programme=programme,
        claimant=person, about_on=date(2026, 2, 1), state="decided", opened_at=KNOWN_AT,
    )  # fmt: skip


def assessment_of(claim: Claim, amount: int, starts_on: date, **more: Any) -> Assessment:
    """What the law said of a quarter; it read nothing."""
    values = {
        "on": starts_on, "applied_on": date(2026, 2, 1), "period_starts_on": starts_on,
        "period_ends_on": starts_on + timedelta(days=89), "known_at": KNOWN_AT, "law": law(), "engine_version": "1",
        "outcome": "eligible", "amount_kind": "exact", "amount": amount, "currency": "EUR", "period_unit": "quarter",
        "unit": [claim.claimant_id], "inputs": [], "situation": {}, "result": {}, "digest": b"d" * 32,
    }  # fmt: skip
    return Assessment.objects.create(claim=claim, id=_at(KNOWN_AT), **values | more)


def entitled(
    *amounts: int,
    person: Person | None = None,
    programme: str = "MT-CA",
    number: str | None = "",
    due_on: date = TODAY,
    **more: Any,
) -> Entitled:
    """A person granted a quarter for each amount, with an account unless its number is None."""
    person = person or people.person(area_id=AREA)
    assert person.area is not None
    claim = claim_of(person, programme)
    starts = [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)]
    rows = [assessment_of(claim, amount, start) for amount, start in zip(amounts, starts, strict=False)]
    decision = Decision.objects.create(
        reference=new_reference("D"), claim=claim, assessment=rows[0], outcome="grant", amount=amounts[0],
        currency="EUR", period_unit="quarter", from_on=starts[0], reasons=[], decided_by_system="assessor",
        decided_at=KNOWN_AT, on=date(2026, 2, 20), challenge_until=date(2026, 3, 22),
    )  # fmt: skip
    entitlement = Entitlement.objects.create(
        decision=decision, person=person, area=person.area, programme=programme, starts_on=starts[0],
        ends_on=date(2026, 12, 31), state=more.pop("entitlement_state", "in_force"),
    )  # fmt: skip
    lines = tuple(
        EntitlementLine.objects.create(
            entitlement=entitlement, assessment=row, person=person, area=person.area, programme=programme,
            starts_on=row.period_starts_on, ends_on=row.period_ends_on, due_on=due_on, amount=row.amount or 0,
            currency=more.get("currency", "EUR"), state=more.get("state", "due"),
        )
        for row in rows
    )  # fmt: skip
    account = None
    if number is not None:
        account = PayeeAccount.objects.filter(payee=person, state="confirmed").first() or account_of(person, number)
    return Entitled(person, entitlement, lines, account)


def _at(instant: datetime) -> UUID:
    """A key made at an instant: keys carry the time they were made."""
    fresh = uuid7().int & ((1 << 80) - 1)
    return UUID(int=(int(instant.timestamp() * 1000) << 80) | fresh)
