"""The rows of casework, a module a noun."""

from janua.casework.models.application import Application, Case, Draft
from janua.casework.models.assessment import Assessment, LawText
from janua.casework.models.claim import CheckTaken, Claim, ClaimCheck, EventTaken, RulingTaken
from janua.casework.models.decision import Decision, IntendedDecision, Letter, Reconsideration
from janua.casework.models.entitlement import Entitlement, EntitlementLine
from janua.casework.models.task import Task

__all__ = [
    "Application",
    "Assessment",
    "Case",
    "CheckTaken",
    "Claim",
    "ClaimCheck",
    "Decision",
    "Draft",
    "Entitlement",
    "EntitlementLine",
    "EventTaken",
    "IntendedDecision",
    "LawText",
    "Letter",
    "Reconsideration",
    "RulingTaken",
    "Task",
]
