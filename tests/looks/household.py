"""A household of adults whose every word is known: what each keeps to themselves, and all that somebody can open."""

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db import transaction
from pypdf import PdfReader

from demo.population.mt.numbers import iban
from janua.base.accounts.models import Account
from janua.base.actors import acting_as, system_actor
from janua.base.audit import log_access
from janua.base.documents.actions import store_document
from janua.base.notices.models import Notice
from janua.casework.models import Letter, Question, Reconsideration
from janua.registers.models import Fact, Person, PersonContact, Relationship
from tests.api.v1.calling import citizen_calls
from tests.database import as_process_role
from tests.faces import FaceClient, portal_client
from tests.payments import factories as paid
from tests.portal.follow import scene as s
from tests.registers import factories as people
from tests.walks.api import OPERATIONS
from tests.walks.pages import PORTAL, SERVICE

NOBODY = UUID(int=7)
# What the law read of each parent's work, as pages, letters and programs write it.
WAGES: Mapping[str, tuple[str, ...]] = {
    "mother": ("9,000.00", "9000.00", "900000"),
    "father": ("7,654.00", "7654.00", "765400"),
    "grown": ("6,543.00", "6543.00", "654300"),
    "former": ("5,432.00", "5432.00", "543200"),
}
# The sum of both: who knows one of them knows the other by it.
TOGETHER = ("16,654", "16654.00", "1665400")
# Ids and tokens of forms: random letters among which four figures of an account may stand by chance.
_RANDOM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[A-Za-z0-9]{64}\b")


@dataclass
class Home:
    """Mother and father with two children; a grown child who lives there; who was married to the mother before."""

    scene: s.Scene
    adults: Mapping[str, Person]
    accounts: Mapping[str, Account]
    secrets: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @cached_property
    def records(self) -> dict[str, UUID]:
        """What belongs to the mother, kind by kind; what there is not in this home is nobody's."""
        mother = self.adults["mother"]
        decision = self.scene.decision()
        found: dict[str, Any] = {
            "application": self.scene.application.id, "open-application": self.scene.application.id,
            "decision": decision.id, "open-claim": decision.claim_id, "person": mother.id,
            "letter": Letter.objects.filter(decision=decision).values_list("id", flat=True).first(),
            "message": Notice.objects.filter(person_id=mother.id).values_list("id", flat=True).first(),
            "fact": Fact.objects.filter(subject_id=mother.id, attribute="employment_income")
            .values_list("id", flat=True).first(),
            "question": Question.objects.filter(person=mother).values_list("id", flat=True).first(),
        }  # fmt: skip
        return {kind: id_ for kind, id_ in found.items() if id_ is not None}


def home(as_process: Any) -> Home:
    """Build it: everything that may be known of an adult is known of each, in words of their own."""
    scene = s.granted(as_process, letters=True)
    dwelling = scene.family.home
    grown = people.person(given="Grown", family="Zqgrown", area_id=1, born_on=date(2002, 4, 4), language="en")
    former = people.person(given="Former", family="Zqformer", area_id=1, born_on=date(1985, 4, 4), language="en")
    for person, number in ((grown, "0440402M"), (former, "0440485M")):
        people.identified(person, number)
    people.residence(grown, dwelling)
    people.residence(former, people.dwelling(1))
    _related(scene.mother, grown, "parent", date(2002, 4, 4))
    _related(scene.family.father, grown, "parent", date(2002, 4, 4))
    first, second = sorted((scene.mother, former), key=lambda one: one.id)
    _related(first, second, "spouse", date(2005, 1, 1), ends_on=date(2010, 1, 1))
    adults = {"mother": scene.mother, "father": scene.family.father, "grown": grown, "former": former}
    accounts = {"mother": scene.account, "father": scene.father_account}
    accounts |= {name: people.citizen(adults[name]) for name in ("grown", "former")}
    made = Home(scene, adults, accounts)
    made.secrets = {name: _kept(made, name, place) for place, name in enumerate(adults)}
    return made


def _related(one: Person, other: Person, kind: str, starts_on: date, *, ends_on: date | None = None) -> None:
    Relationship.objects.create(
        of_person=one, to_person=other, kind=kind, source="civil", true_from=starts_on, true_to=ends_on,
        known_from=people.LONG_AGO,
    )  # fmt: skip


def _kept(of: Home, name: str, place: int) -> dict[str, tuple[str, ...]]:
    """Keep of one adult what nobody else may see; what was kept, by kind."""
    person, mark = of.adults[name], f"zq{name}"
    # Each ends otherwise: the end is what pages show.
    number = iban(f"{2_111_111 + place * 1_111_111}M")
    Person.objects.filter(id=person.id).update(identifier=person.identifiers.get().value)
    with acting_as(system_actor("keeper")):
        for kind, value in (("email", f"{mark}@example.org"), ("telephone", f"+3567912345{place}")):
            PersonContact.objects.create(
                person=person, kind=kind, value=value, source="declared", known_from=people.LONG_AGO
            )
        s.notice_to(person, "account_proposed", ends_in=f"Q{place}Z9")
        paid.account_of(person, number, holder_name=f"Holder {mark}")
        store_document(person_id=person.id, area_id=1, content=f"{mark} paper".encode(), media_type="text/plain")
    if name in ("grown", "former"):
        people.fact(person.id, number=int(WAGES[name][2]), true_from=date(2024, 1, 1), true_to=date(2024, 12, 31))
    _asked(of, person, mark)
    # Who looked at one, and that it was urgent, stands on nobody else's log.
    with as_process_role("janua_workbench", people.officer("read_case").actor):
        log_access([person.id], f"zqpage-{name}", "urgent" if name == "father" else "casework")
    return {
        "contacts": (f"{mark}@example.org", f"7912345{place}"),
        "messages": (f"Q{place}Z9",),
        "questions": (f"{mark} asked",),
        "grounds": (f"{mark} grounds",),
        "account": (number, number[-4:], f"Holder {mark}"),
        "number": (person.identifiers.get().value,),
        "values": WAGES[name],
    }


def _asked(of: Home, person: Person, mark: str) -> None:
    """A question by an officer, and a wish to have a decision looked at again."""
    claim = of.scene.decision().claim
    officer = people.officer("read_case")
    Question.objects.create(
        claim=claim, person=person, kind="say", text=f"{mark} asked", asked_by=officer, asked_at=people.NOW,
        answer_by=s.ON + timedelta(days=14),
    )  # fmt: skip
    if person == of.scene.mother:
        Reconsideration.objects.create(
            decision=of.scene.decision(), asked_by=of.scene.account, asked_on=s.ON, person=person,
            grounds=f"{mark} grounds", state="asked",
        )  # fmt: skip


def everything(of: Home, account: Account, *, acts_for: UUID | None = None) -> dict[tuple[str, str], str]:
    """All that somebody gets of the portal: every page, every form that is refused, every operation, every file."""
    client = portal_client(account, acts_for=acts_for)
    client.post(client.at("apply", SERVICE))
    found: dict[tuple[str, str], str] = {}
    for page in PORTAL:
        named = {
            name: of.records.get(value[1:], NOBODY) if value.startswith("@") else value
            for name, value in page.arguments.items()
        }
        address = client.at(page.name, **named) + page.query
        found[page.name, "GET"] = _read(client, "get", address)
        found[page.name, "POST"] = _read(client, "post", address)
    for slug in _steps(client):
        found[f"apply-step {slug}", "GET"] = _read(client, "get", client.at("apply-step", SERVICE, slug))
    return found | _called(of, account)


def _steps(client: FaceClient) -> list[str]:
    """Every step of the application that was begun."""
    tasks = client.get(client.at("apply-tasks", SERVICE)).content.decode()
    return sorted(set(re.findall(rf"/apply/{SERVICE}/step/([\w:.-]+)/", tasks)))


def _called(of: Home, account: Account) -> dict[tuple[str, str], str]:
    caller, found = citizen_calls(account), {}
    headers = caller._headers() | {"idempotency-key": "a walk of today"}
    for one in OPERATIONS["portal"]:
        record = of.records.get(one.record[1:], NOBODY) if one.record.startswith("@") else one.record
        path = re.sub(r"\{\w+\}", str(record), one.path)
        with transaction.atomic():
            if one.method == "GET":
                answer = caller.client.get(path, headers=headers)
            else:
                answer = caller.client.post(path, json.dumps(dict(one.body)), "application/json", headers=headers)
            transaction.set_rollback(True)
        found[one.path, one.method] = str(answer.content.decode())
    return found


def _read(client: FaceClient, method: str, address: str) -> str:
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(address, {}) if method == "post" else client.get(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    if answer.headers.get("Content-Type") == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    return str(answer.content.decode(errors="replace"))


def leaks(of: Home, read: Mapping[tuple[str, str], str], reader: str, *, but: Mapping[str, set[str]]) -> list[Any]:
    """Where a reader came upon what another adult keeps; `but` says of whom they may see which kinds."""
    return [
        (where, name, kind, secret)
        for where, text in ((place, _RANDOM.sub("", said)) for place, said in read.items())
        for name, kinds in of.secrets.items()
        if name != reader
        for kind, secrets in kinds.items()
        if kind not in but.get(name, set())
        for secret in secrets
        if secret in text
    ]
