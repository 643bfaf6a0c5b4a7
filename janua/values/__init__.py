"""Values that mean the same everywhere: money, periods, identifiers, names, references, keys, legal dates.

Plain Python on the standard library. Refuses input and output, formatting for people, and anything of a country.
"""

from janua.values.alphabets import label_key, sort_key
from janua.values.canonical import canonical_json
from janua.values.dates import LeapBirthday, add_months, add_years, age_on, months_between, yyyymmdd
from janua.values.identifiers import Identifier
from janua.values.money import MINOR_UNIT_DIGITS, CurrencyMismatch, Money, NotMoney
from janua.values.names import Name, WrittenName
from janua.values.periods import EndBeforeStart, NoEnd, Period, PeriodUnit
from janua.values.references import ReferenceMistyped, new_reference, parse_reference
from janua.values.rounding import Rounding, round_to
from janua.values.uuids import uuid7, uuid7s

__all__ = [
    "MINOR_UNIT_DIGITS",
    "CurrencyMismatch",
    "EndBeforeStart",
    "Identifier",
    "LeapBirthday",
    "Money",
    "Name",
    "NoEnd",
    "NotMoney",
    "Period",
    "PeriodUnit",
    "ReferenceMistyped",
    "Rounding",
    "WrittenName",
    "add_months",
    "add_years",
    "age_on",
    "canonical_json",
    "label_key",
    "months_between",
    "new_reference",
    "parse_reference",
    "round_to",
    "sort_key",
    "uuid7",
    "uuid7s",
    "yyyymmdd",
]
