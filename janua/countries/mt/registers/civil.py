"""Public Registry: births, parents, marriages and deaths, asked and told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from janua.exchange.dci import Interface, Notified, Query
from janua.exchange.dci.civil import (
    BIRTH,
    DEATH,
    CivilPerson,
    births_since,
    deaths_since,
    person_query,
    read_person,
)
from janua.exchange.dci.records import RecordUnreadable
from janua.pack.registers import (
    AnswerUnreadable,
    News,
    PersonStated,
    RegisterQuestion,
    RegisterSubscription,
    RelationStated,
    Statement,
)
from janua.values import Identifier

SCHEME = "mt-id-card"
_FAMILY = "Cap. 318, Part VI: care and custody of children"
_EVENTS = "Cap. 318, Part VI: allowance and bonus paid from the registration of the birth"


@dataclass(frozen=True)
class Civil:
    """The civil registry over the CRVS interface; sends births and deaths as they are registered."""

    code: str = "civil"
    names: Mapping[str, str] = field(default_factory=lambda: {"en": "Public Registry", "mt": "Ir-Reġistru Pubbliku"})
    scheme: str = SCHEME
    wire: Literal["dci"] = "dci"
    interface: Interface = Interface.CRVS
    questions: Mapping[str, RegisterQuestion] = field(
        default_factory=lambda: {
            "person": RegisterQuestion(
                "person",
                ("date_of_birth", "sex", "date_of_death"),
                {"family": _FAMILY},
                fresh_for_days=90,
                complete_for=("date_of_birth", "sex", "date_of_death"),
            )
        }
    )
    subscriptions: Mapping[str, RegisterSubscription] = field(
        default_factory=lambda: {
            "birth": RegisterSubscription(BIRTH, "births", _EVENTS, births_since),
            "death": RegisterSubscription(DEATH, "deaths", _EVENTS, deaths_since),
        }
    )

    def parameters(self, kind: str, *, about_on: date) -> dict[str, Any]:
        return {}

    def query(self, kind: str, *, subject: Identifier, parameters: Mapping[str, Any]) -> Query:
        return person_query(identity_number=subject.value)

    def statements(
        self, kind: str, *, subject: Identifier, parameters: Mapping[str, Any], records: Sequence[Mapping[str, Any]]
    ) -> tuple[Statement, ...]:
        """Birth, sex and death; no record: somebody whose birth is registered elsewhere."""
        if not records:
            return (Statement(subject, "date_of_birth", None, status="not_known"),)
        persons = [_read(record) for record in records]
        if [person.identity_number for person in persons] != [subject.value]:
            raise AnswerUnreadable("the answer is about another person than asked")
        return tuple(_of_person(subject, persons[0]))

    def news(self, notified: Notified) -> News:
        """A birth with the newborn and the parents, or a death."""
        person = _read(notified.record)
        if not person.identity_number:
            raise AnswerUnreadable("the notice names no identity number")
        subject = Identifier(SCHEME, person.identity_number)
        if notified.event_type == DEATH:
            return _death(notified, person, subject)
        if notified.event_type != BIRTH or not person.parents:
            raise AnswerUnreadable("the notice is of no birth with a parent and of no death")
        parents = [Identifier(SCHEME, parent) for parent in person.parents]
        return News(
            kind="birth",
            reference=notified.reference_id,
            happened_on=person.born_on,
            subject=subject,
            # The standard names the mother first; the law pays her.
            about=parents[0],
            persons=(PersonStated((subject,), person.given_name, person.surname, person.born_on),),
            relations=tuple(RelationStated(parent, subject, "parent", person.born_on) for parent in parents),
            statements=tuple(_of_person(subject, person)),
        )


def _death(notified: Notified, person: CivilPerson, subject: Identifier) -> News:
    if person.died_on is None:
        raise AnswerUnreadable("the notice of a death names no day")
    return News(
        kind="death",
        reference=notified.reference_id,
        happened_on=person.died_on,
        subject=subject,
        about=subject,
        statements=(Statement(subject, "date_of_death", person.died_on.isoformat()),),
    )


def _of_person(subject: Identifier, person: CivilPerson) -> list[Statement]:
    said = [Statement(subject, "date_of_birth", person.born_on.isoformat())]
    if person.sex in ("female", "male"):
        said.append(Statement(subject, "sex", person.sex))
    if person.died_on is not None:
        said.append(Statement(subject, "date_of_death", person.died_on.isoformat()))
    return said


def _read(record: Mapping[str, Any]) -> CivilPerson:
    try:
        return read_person(record)
    except RecordUnreadable as error:
        raise AnswerUnreadable(str(error)) from error


CIVIL = Civil()
