"""A Maltese family with everything that its registers know, and the office that serves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from janua.base.accounts.models import Account
from janua.base.actors import acting_as, system_actor
from janua.base.areas.models import Office
from janua.casework.actions.application import Submission, submit
from janua.casework.models import Application, Claim, Reconsideration, Task
from janua.catalogue.actions import ProgrammeOnOffer, publish
from janua.checks.actions.answer import record_answer
from janua.checks.models import Check
from janua.pack.installed import country
from janua.registers.models import Person, Relationship
from tests.registers import factories as people

TODAY = date(2026, 2, 1)


@dataclass(frozen=True)
class Family:
    """Two parents, their children, the mother's account, the office's area."""

    mother: Person
    father: Person
    children: tuple[Person, ...]
    account: Account
    home: Any


def publish_catalogue() -> None:
    """Put the pack's services on offer."""
    pack = country()
    with acting_as(system_actor("loader")):
        publish(
            programmes=[
                ProgrammeOnOffer(code, {"en": programme.title, "mt": programme.title}, programme.citation)
                for code, programme in pack.law.programmes.items()
            ],
            blueprints=pack.services,
            attributes=pack.attributes_by_name,
            languages=pack.languages,
            grounds={
                register.code: {kind: asked.legal_grounds for kind, asked in register.questions.items()}
                for register in pack.registers
            },
            on=date(2026, 1, 1),
        )


def family(*, born: tuple[date, ...] = (date(2016, 5, 4), date(2020, 9, 1)), number: int = 1) -> Family:
    """Maria and Ġużeppi, married, Maltese, resident from birth, with their children."""
    area = people.area(1)
    Office.objects.get_or_create(
        id=1, defaults={"code": "hub", "names": {}, "area": area, "opens_on": date(2020, 1, 1)}
    )
    home = people.dwelling(1)
    mother = _person("Maria", f"99{number:03}90M", date(1990, 3, 1), "female", home)
    father = _person("Ġużeppi", f"99{number:03}88M", date(1988, 7, 1), "male", home)
    children = tuple(
        _person(f"Luca {place}", f"99{number:03}{10 + place}L", day, "male", home) for place, day in enumerate(born)
    )
    first, second = sorted((mother.id, father.id))
    _relate(first, second, "spouse", date(2012, 6, 2))
    for child, day in zip(children, born, strict=True):
        for parent in (mother, father):
            _relate(parent.id, child.id, "parent", day)
    return Family(mother, father, children, people.citizen(mother), home)


def submit_as(
    as_process: Any, of: Family, *, service: str = "childrens-allowance", key: str = "k1", on: date = TODAY, **more: Any
) -> Application:
    """Submit as the mother, under the role of the portal."""
    with as_process("janua_portal", of.account.actor):
        return submission(of, service=service, key=key, on=on, **more)


def submission(
    of: Family, *, service: str = "childrens-allowance", key: str = "k1", on: date = TODAY, **more: Any
) -> Application:
    """Submit for the mother, as whoever acts."""
    asked = Submission(service=service, applicant=of.mother.id, language="mt", **more)
    return submit(submission=asked, key=key, on=on)


def answer_checks(as_process: Any, incomes: Mapping[UUID, Mapping[str, Any]], *, on: date = TODAY) -> None:
    """Have the registers answer every check that waits: births as they are, incomes as given (person → record)."""
    for check in Check.objects.exclude(state__in=["answered", "discrepancy", "manual"]):
        with as_process("janua_work", system_actor("exchange")):
            row = Check.objects.select_for_update(of=("self",)).get(id=check.id)
            record_answer(check=row, records=_records(row, incomes), on=on)


def income_record(number: str, *, gross: str, contributions: str = "0.00", tax: str = "0.00") -> dict[str, Any]:
    """What Revenue says of 2024, as its profile writes it."""
    return {
        "identifier": [{"identifier_type": "UIN", "identifier_value": number}],
        "year": 2024,
        "currency": "EUR",
        "incomes": [{"kind": "employment_income", "payer": "PE900001", "payer_name": "Ħanut Ltd", "amount": gross}],
        "contributions_paid": contributions,
        "tax_paid": tax,
        "final": True,
        "last_updated": "2025-07-01",
    }


def deal_to(account: Account, thing: Any) -> None:
    """Have the lot fall on an officer: the open work on a claim or reconsideration is theirs."""
    if isinstance(thing, Reconsideration):
        office = thing.decision.claim.case.office
        Task.objects.get_or_create(
            kind="reconsider", object_type="reconsideration", object_id=thing.id, state="open",
            defaults={"office": office, "area": office.area, "person": thing.person, "deadline_on": TODAY,
                      "opened_at": people.NOW},
        )  # fmt: skip
    Task.objects.filter(object_id=thing.id, state="open").update(owner=account)


def claims_of(application: Application) -> dict[str, Claim]:
    """Programme → claim, as they stand now."""
    return {claim.programme: claim for claim in Claim.objects.filter(application=application)}


def _records(check: Check, incomes: Mapping[UUID, Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    if check.register == "revenue":
        return [incomes[check.subject_id]] if check.subject_id in incomes else []
    person = Person.objects.get(id=check.subject_id)
    number = person.identifiers.get(known_to__isnull=True).value
    return [
        {
            "identifier": [{"identifier_type": "UIN", "identifier_value": number}],
            "name": {"given_name": person.given_names, "surname": person.family_name},
            "sex": "male",
            "birth_date": (person.born_on or TODAY).isoformat(),
            "marital_status": "S",
        }
    ]


def _person(given: str, number: str, born_on: date, sex: str, home: Any) -> Person:
    made = people.person(given=given, area_id=1, born_on=born_on, language="mt")
    people.identified(made, number)
    people.residence(made, home)
    facts: tuple[tuple[str, dict[str, Any]], ...] = (
        ("date_of_birth", {"day": born_on}),
        ("sex", {"words": sex}),
        ("citizenship", {"words": "MT", "item": "MT"}),
        ("resident_in_malta", {"truth": True, "true_from": born_on}),
    )
    for attribute, value in facts:
        people.fact(made.id, attribute, source="identita", **value)
    return made


def _relate(of: UUID, to: UUID, kind: str, starts_on: date) -> None:
    Relationship.objects.create(
        of_person_id=of, to_person_id=to, kind=kind, source="civil", true_from=starts_on, known_from=people.LONG_AGO
    )
