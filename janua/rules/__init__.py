"""The law engine: reads law written in a restricted Python, checks it, lowers it to whole numbers and explains it.

Owns the language of docs/rules-language.md. Refuses rows, requests and anything of a country; only loading does I/O.
"""

from janua.rules.assessment import AmountKind, Assessment, ConditionResult, Outcome, assess, assess_all
from janua.rules.attributes import NO_DEFAULT, Attribute
from janua.rules.coverage import Branch
from janua.rules.errors import ExceptionConflict, LawError, LawErrors, NoSuchProgramme, SituationError
from janua.rules.explanation import Explanation, Node
from janua.rules.law import ENGINE, Law
from janua.rules.loader import load_law
from janua.rules.run import Missing
from janua.rules.situation import Situation
from janua.rules.units import MANY, ONE, OPTIONAL, Given, Members, UnitDefinition, View, unit

__all__ = [
    "ENGINE",
    "MANY",
    "NO_DEFAULT",
    "ONE",
    "OPTIONAL",
    "AmountKind",
    "Assessment",
    "Attribute",
    "Branch",
    "ConditionResult",
    "ExceptionConflict",
    "Explanation",
    "Given",
    "Law",
    "LawError",
    "LawErrors",
    "Members",
    "Missing",
    "NoSuchProgramme",
    "Node",
    "Outcome",
    "Situation",
    "SituationError",
    "UnitDefinition",
    "View",
    "assess",
    "assess_all",
    "load_law",
    "unit",
]
