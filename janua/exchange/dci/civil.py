"""The civil registry over the CRVS interface: persons, the births of a parent, news of births and deaths."""

from dataclasses import dataclass
from datetime import date

from janua.exchange.dci.messages import Query, identifier_query, predicate_query
from janua.exchange.dci.records import IDENTITY_NUMBER, Record, RecordUnreadable, additional, day, identifier, text

REG_TYPE = "spdci-common:RegistryType:Civil"
RECORD_TYPE = "spdci-extensions-crvs:Person"
BIRTH = "spdci-common:RegistryEventType:LiveBirth"
DEATH = "spdci-common:RegistryEventType:Death"

_MARITAL_STATUS = {
    "": "", "S": "single", "U": "single", "M": "married", "W": "widowed", "A": "annulled", "D": "divorced",
    "L": "separated",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CivilPerson:
    """What a civil registry knows of one person; "" and None are "not known to the register".

    identity_number  as registered; "" for a newborn who has none yet
    birth_number     the number of the birth record
    parents          identity numbers, one or two
    birth_order      1 for the first child of the mother; None if the registry does not say
    marital_status   single, married, civil_union, widowed, annulled, divorced, separated
    """

    identity_number: str
    birth_number: str
    given_name: str
    surname: str
    maiden_name: str
    sex: str
    born_on: date
    born_in: str
    died_on: date | None
    marital_status: str
    married_on: date | None
    spouse: str
    parents: tuple[str, ...]
    birth_order: int | None
    registered_on: date | None


def person_query(*, identity_number: str) -> Query:
    """Ask for the person with this identity number."""
    return identifier_query(reg_type=REG_TYPE, record_type=RECORD_TYPE, id_type=IDENTITY_NUMBER, value=identity_number)


def births_query(*, parent: str) -> Query:
    """Ask for the children whose birth record names this identity number as a parent."""
    predicates = [("parent_identifier", "eq", parent)]
    return predicate_query(reg_type=REG_TYPE, record_type=RECORD_TYPE, all_of=predicates)


def births_since(day_: date) -> Query:
    """The filter of a subscription to every birth on or after a day."""
    predicates = [("birth_date", "ge", day_.isoformat())]
    return predicate_query(reg_type=REG_TYPE, record_type=RECORD_TYPE, all_of=predicates)


def deaths_since(day_: date) -> Query:
    """The filter of a subscription to every death on or after a day."""
    predicates = [("death_date", "ge", day_.isoformat())]
    return predicate_query(reg_type=REG_TYPE, record_type=RECORD_TYPE, all_of=predicates)


def read_person(record: Record) -> CivilPerson:
    """One record of a search answer or a notice.

    Raises  RecordUnreadable
    """
    name = record.get("name")
    born_on = day(record, "birth_date")
    if not isinstance(name, dict) or born_on is None:
        raise RecordUnreadable("a civil record has a name and a birth date")
    place = record.get("birth_place")
    if not isinstance(place, dict):
        place = {}
    parents = (identifier(record.get(f"parent{number}_identifier")) for number in (1, 2))
    return CivilPerson(
        identity_number=identifier(record.get("identifier")),
        birth_number=identifier(record.get("identifier"), "BRN"),
        given_name=text(name, "given_name"),
        surname=text(name, "surname"),
        maiden_name=text(name, "maiden_name"),
        sex=text(record, "sex"),
        born_on=born_on,
        born_in=text(place, "name"),
        died_on=day(record, "death_date"),
        marital_status=_marital_status(record),
        married_on=day(record, "marriage_date"),
        spouse=identifier(additional(record, "spouse_identifier")),
        parents=tuple(parent for parent in parents if parent),
        birth_order=_birth_order(record),
        registered_on=day(record, "registration_date"),
    )


def _marital_status(record: Record) -> str:
    # The standard has no code for a civil union; ours stands among the additional attributes.
    code = text(record, "marital_status")
    if additional(record, "civil_union") is True:
        return "civil_union"
    if code not in _MARITAL_STATUS:
        raise RecordUnreadable("marital_status is not a code of MaritalStatusEnum")
    return _MARITAL_STATUS[code]


def _birth_order(record: Record) -> int | None:
    order = additional(record, "birth_order")
    if order is not None and (not isinstance(order, int) or isinstance(order, bool) or order < 1):
        raise RecordUnreadable("birth_order is not a whole number from 1")
    return order
