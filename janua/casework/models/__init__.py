"""The rows of casework, a module a noun."""

from janua.casework.models.application import Application, Case, Draft
from janua.casework.models.assessment import Assessment, LawText
from janua.casework.models.claim import CheckTaken, Claim, ClaimCheck, EventTaken, RulingTaken
from janua.casework.models.decision import Decision, IntendedDecision, Letter, Reconsideration
from janua.casework.models.entitlement import Entitlement, EntitlementLine
from janua.casework.models.paper import ApplicationPaper, Remark
from janua.casework.models.redecision import RatesTaken, Redecision
from janua.casework.models.task import Task
from janua.casework.models.transfer import Transfer
from janua.casework.models.work import HandOver, Note, Question

__all__ = [
    "Application",
    "ApplicationPaper",
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
    "HandOver",
    "IntendedDecision",
    "LawText",
    "Letter",
    "Note",
    "Question",
    "RatesTaken",
    "Reconsideration",
    "Redecision",
    "Remark",
    "RulingTaken",
    "Task",
    "Transfer",
]
