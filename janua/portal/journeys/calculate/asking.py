"""What the calculator asks next, and how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from janua.catalogue.queries import rates_in_force
from janua.pack.calculator import Answers, Asked, Calculator
from janua.pack.country import Country
from janua.pack.installed import country
from janua.pack.questionnaire import CalculatorQuestion, Member, Questionnaire


class NoCalculator(LookupError):
    """The country's pack asks no questions, or has no such programme."""


@dataclass(frozen=True)
class Calculating:
    """One person's way through the calculator.

    programme   the only one asked about; empty: all of them
    """

    answers: Answers
    on: date
    programme: str = ""

    @property
    def programmes(self) -> tuple[str, ...] | None:
        """The programmes asked about; None: every one."""
        return (self.programme,) if self.programme else None

    @property
    def members(self) -> Mapping[str, Member]:
        """The household by key; the claim and the dwelling are nobody."""
        return {member.key: member for member in self.answers.members}

    def open(self) -> tuple[Asked, ...]:
        """The questions that can still change a result."""
        return calculator().asked(self.answers, self.on, programmes=self.programmes)

    def with_answers(self, given: Mapping[tuple[str, str], Any]) -> "Calculating":
        """The same with a question answered, or answered anew; then what it made idle is gone."""
        kept = {key: answer for key, answer in self.answers.given.items() if key not in given}
        answers = Answers(self.answers.members, {**kept, **given})
        order = [question.code for question in questionnaire().questions]
        place = max(order.index(code) for code, _ in given)
        if any(order.index(code) > place for code, _ in kept):
            answers = calculator().still_asked(answers, self.on, programmes=self.programmes)
        return Calculating(answers, self.on, self.programme)

    def can_be(self, given: Mapping[tuple[str, str], Any]) -> bool:
        """Whether an answer is possible at all: within what the law's numbers may be."""
        return calculator().can_be(Answers(self.answers.members, given), self.on)

    def without_last(self) -> "Calculating":
        """One question back."""
        last = next((code for code, _ in reversed(list(self.answers.given))), "")
        kept = {key: answer for key, answer in self.answers.given.items() if key[0] != last}
        return Calculating(Answers(self.answers.members, kept), self.on, self.programme)

    def asked(self, code: str) -> Asked | None:
        """A question that is answered already, to be changed; None where it was not asked."""
        subjects = tuple(subject for asked, subject in self.answers.given if asked == code)
        return Asked(questionnaire().question(code), subjects) if subjects else None

    @property
    def number(self) -> int:
        """How many questions are answered."""
        return len({code for code, _ in self.answers.given})


def calculator() -> Calculator:
    """The calculator of this installation's country, with the law in force.

    Raises   NoCalculator
    """
    return _made(country().code, tuple(tuple(sorted(files.items())) for files in rates_in_force()))


def questionnaire() -> Questionnaire:
    """What it asks.

    Raises   NoCalculator
    """
    asked = country().questionnaire
    if asked is None:
        raise NoCalculator("The country's pack asks no questions.")
    return asked


def programme_called(code: str) -> str:
    """A programme of the country's law.

    Raises   NoCalculator
    """
    if code and code not in country().law.programmes:
        raise NoCalculator(f"{code} is no programme of this country.")
    return code


def question_called(code: str) -> CalculatorQuestion | None:
    """A question by its code; None for another."""
    return next((one for one in questionnaire().questions if one.code == code), None)


@lru_cache(maxsize=4)
def _made(code: str, rates: tuple[tuple[tuple[str, str], ...], ...]) -> Calculator:
    pack: Country = country()
    if pack.code != code or pack.questionnaire is None:
        raise NoCalculator("The country's pack asks no questions.")
    return Calculator(pack, pack.questionnaire, [dict(files) for files in rates])
