"""The reads of the registers."""

from janua.registers.queries.acceptance import DAYS_ALL, KnownFact, RulingInForce, accept, trust_order
from janua.registers.queries.facts_known import facts_known
from janua.registers.queries.persons import circle_of, find_persons, person_of_account, person_with

__all__ = [
    "DAYS_ALL",
    "KnownFact",
    "RulingInForce",
    "accept",
    "circle_of",
    "facts_known",
    "find_persons",
    "person_of_account",
    "person_with",
    "trust_order",
]
