"""The people of the story: officers with their roles, and citizens with their accounts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from demo.installation import Installation
from demo.product import ISSUER
from demo.walkthrough.signing_in import signed_in
from emulators.eid import subject_of
from janua.base.actors import Actor, system_actor
from janua.values import Money

SCHEME = "mt-id-card"
SINCE = date(2026, 1, 1)


@dataclass(frozen=True)
class Officer:
    """A member of staff: what they are called, the role that they hold, where, and the office in which they sit.

    area   code of the area of the role; the whole country where empty
    """

    login: str
    name: str
    role: str
    office: str = "hub-malta"
    area: str = ""


OFFICERS = (
    Officer("case", "Marisa Attard", "case_officer"),
    Officer("decision", "Joseph Fenech", "decision_officer"),
    Officer("second-look", "Daniela Cassar", "reconsideration_officer"),
    Officer("prepares", "Mark Spiteri", "payments_preparer"),
    Officer("approves", "Ritianne Zerafa", "payments_approver"),
    Officer("steward", "Josianne Abela", "steward"),
    Officer("supervisor", "Victor Saliba", "supervisor"),
    Officer("writes", "Graziella Vassallo", "communications_writer", office="dss"),
    Officer("publishes", "Noel Buttigieg", "communications_publisher", office="dss"),
    Officer("administrator", "Anton Mifsud", "administrator", office="dss"),
    Officer("administrator-2", "Sina Pulis", "administrator", office="dss"),
    Officer("auditor", "Carmel Ellul", "auditor", office="dss"),
    Officer("operates", "Kurt Zahra", "operator", office="dss"),
    Officer("proposes-rates", "Tessa Grima", "rates_proposer", office="dss"),
    Officer("approves-rates", "Etienne Farrugia", "rates_approver", office="dss"),
    Officer("records", "Doreen Micallef", "records_officer", office="dss"),
    Officer("records-2", "Pawlu Sciberras", "records_supervisor", office="dss"),
    Officer("analyses", "Mariella Zammit", "policy_analyst", office="dss"),
)


@dataclass(frozen=True)
class Citizen:
    """A person of the population with an account of their own."""

    name: str
    card: str
    person: UUID
    actor: Actor
    language: str


@dataclass(frozen=True)
class Known:
    """What the story knows of its people from the population's folder."""

    folder: Path

    def family(self, key: str) -> dict[str, str]:
        """The members of a named family: role → identity card."""
        members: dict[str, str] = self._entry(key)["members"]
        return members

    def declares(self, key: str) -> list[dict[str, Any]]:
        """What a named family says of itself against what a register knows."""
        members = self.family(key)
        return [
            {
                "card": members[one["member"]],
                "attribute": one["attribute"],
                "year": one["year"],
                "minor": Money.from_json(one["amount"]).minor,
            }
            for one in self._entry(key).get("declares", ())
        ]

    def account_number(self, card: str) -> str:
        """The account that the department has on record of a person."""
        wanted = f'"id_card": "{card}"'
        with (self.folder / "department.jsonl").open(encoding="utf-8") as lines:
            return str(next(json.loads(line) for line in lines if wanted in line)["iban"])

    def _entry(self, key: str) -> dict[str, Any]:
        manifest: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text())
        entry: dict[str, Any] = manifest["families"][key]
        return entry


def engage_officers(installation: Installation, officers: Sequence[Officer] = OFFICERS) -> dict[str, Actor]:
    """Open the officers' accounts and give each the role; officer's login → actor."""
    from janua.base.accounts.actions.role import load_roles
    from janua.base.accounts.models import Account
    from janua.base.accounts.roles import FORBIDDEN, ROLES

    with signed_in(installation, "owner", system_actor("loader"), purpose="the officers of the demo"):
        load_roles(roles=ROLES, forbidden=FORBIDDEN)
        for officer in officers:
            if not Account.objects.filter(login=officer.login).exists():
                _engage(officer)
        accounts = Account.objects.filter(login__in=[officer.login for officer in officers])
        return {str(account.login): account.actor for account in accounts}


def _engage(officer: Officer) -> None:
    from janua.base.accounts.actions.account import open_staff_account
    from janua.base.accounts.actions.role import found_role
    from janua.base.accounts.models import StaffProfile
    from janua.base.areas.models import Area, Office

    area = Area.objects.get(code=officer.area) if officer.area else Area.objects.get(parent__isnull=True)
    account = open_staff_account(
        display_name=officer.name,
        staff_number=f"DSS-{StaffProfile.objects.count() + 1:04}",
        office=Office.objects.get(code=officer.office),
        on=SINCE,
        login=officer.login,
    )
    found_role(account=account, role_code=officer.role, area=area, starts_on=SINCE)


def sign_up(installation: Installation, card: str, *, on: date) -> Citizen:
    """Give a person of the population an account, as the first sign-in with the national identity does."""
    from janua.base.accounts.actions.account import open_citizen_account
    from janua.base.accounts.models import Account
    from janua.registers.actions.accounts import link_account
    from janua.registers.models import Person

    with signed_in(installation, "owner", system_actor("loader"), purpose="whom the identity names"):
        person = Person.objects.get(identifiers__scheme=SCHEME, identifiers__value=card)
    subject = subject_of(card)
    with signed_in(installation, "portal", system_actor("door"), purpose="first sign-in"):
        account = Account.objects.filter(issuer=ISSUER, subject=subject).first() or open_citizen_account(
            issuer=ISSUER, subject=subject, language=person.language
        )
        link_account(account_id=account.id, account_kind="citizen", person=person.id, confirmed_by=ISSUER, on=on)
    return Citizen(name=person.name, card=card, person=person.id, actor=account.actor, language=person.language or "en")
