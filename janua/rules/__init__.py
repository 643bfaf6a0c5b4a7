"""The law engine: reads law written in a restricted Python, checks it, lowers it to whole numbers and explains it.

Owns the language of docs/rules-language.md. Refuses rows, requests and anything of one country; only the loaders read files.
"""

from janua.rules.attributes import NO_DEFAULT, Attribute
from janua.rules.errors import ExceptionConflict, LawError, LawErrors, NoSuchProgramme, SituationError
from janua.rules.situation import Situation
from janua.rules.units import MANY, ONE, OPTIONAL, Given, Members, UnitDefinition, View, unit

__all__ = [
    "MANY", "NO_DEFAULT", "ONE", "OPTIONAL", "Attribute", "ExceptionConflict", "Given", "LawError", "LawErrors", "Members",
    "NoSuchProgramme", "Situation", "SituationError", "UnitDefinition", "View", "unit",
]  # fmt: skip
