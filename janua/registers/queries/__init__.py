"""The reads of the registers."""

from janua.registers.queries.acceptance import DAYS_ALL, KnownFact, RulingInForce, accept, trust_order
from janua.registers.queries.circles import Circle, KnownRelationship, KnownResidence, circles_of
from janua.registers.queries.facts_known import facts_known
from janua.registers.queries.kin import accounts_of_kin, accounts_of_kin_to_any
from janua.registers.queries.persons import (
    find_persons,
    office_area_of,
    person_of_account,
    person_with,
    persons_with,
    residents_on,
)

__all__ = [
    "DAYS_ALL",
    "Circle",
    "KnownFact",
    "KnownRelationship",
    "KnownResidence",
    "RulingInForce",
    "accept",
    "accounts_of_kin",
    "accounts_of_kin_to_any",
    "circles_of",
    "facts_known",
    "find_persons",
    "office_area_of",
    "person_of_account",
    "person_with",
    "persons_with",
    "residents_on",
    "trust_order",
]
