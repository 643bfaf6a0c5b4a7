"""What can be known of a person, a dwelling or a claim: the words that a country's law reads and its forms ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from janua.rules import Attribute as LawAttribute

Sensitivity = Literal["ordinary", "sensitive"]


@dataclass(frozen=True, kw_only=True)
class Attribute(LawAttribute):
    """One thing that can be known: what the law reads of it, and how it is asked, fetched and guarded.

    registers        codes of the registers that supply it, the most trusted first; a person's own word comes last
    questions        language → the question a form asks; empty where nobody is asked
    questions_to_you language → the same question put to the person whom it is about; else `questions`. In both, the
                     place `{year}` stands for the year of a yearly amount
    fresh_for_days   how long an answer is used without asking again; None: it does not change
    sensitivity      sensitive values are shown to the officer in charge and the person alone
    """

    questions: Mapping[str, str] = field(default_factory=dict)
    questions_to_you: Mapping[str, str] = field(default_factory=dict)
    fresh_for_days: int | None = None
    sensitivity: Sensitivity = "ordinary"
