"""What a calculator asks: each question in words that a person knows, and the facts that its answer makes known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Role = Literal["you", "partner", "child", "other"]
About = Literal["you", "partner", "adult", "child", "other", "member", "claim", "dwelling"]
AnswerKind = Literal["yes_no", "choice", "ticks", "country", "money", "count", "day"]
Words = Mapping[str, str]

_WHOM: Mapping[About, tuple[Role, ...]] = {
    "you": ("you",),
    "partner": ("partner",),
    "adult": ("you", "partner"),
    "child": ("child",),
    "other": ("other",),
    "member": ("you", "partner", "child", "other"),
}


@dataclass(frozen=True)
class Member:
    """One of those who live together, as the first page asks for them.

    key       `you`, `partner`, `child-1`, `other-1` …
    kind      of a partner or another: what the person is to you, as the pack's household says
    """

    key: str
    role: Role
    date_of_birth: date
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class CalculatorQuestion:
    """One page of the calculator: a question, put once for each person whom it is about.

    of          whom it is about; `adult` is you and your partner, `member` everybody at home
    attributes  what an answer makes known, in the law's words; a question is asked only while one of them can still
                change a result
    facts       (answer, legal day) → attribute → value as a situation writes it. An answer is a yes/no, the key of a
                choice, a tuple of the keys ticked, the code of a country, an amount of money as text, a whole number,
                or a day
    choices     of `choice` and `ticks`: key → language → text
    per         of money: for which time the amount is meant
    least, most of a count or money: what makes sense, in whole units
    evidence    language → the paper or office that answers it, for those who cannot
    """

    code: str
    of: About
    kind: AnswerKind
    texts: Words
    attributes: tuple[str, ...]
    facts: Callable[[Any, date], Mapping[str, Any]]
    hints: Words = field(default_factory=dict)
    choices: Mapping[str, Words] = field(default_factory=dict)
    per: Words = field(default_factory=dict)
    evidence: Words = field(default_factory=dict)
    least: int = 0
    most: int | None = None

    def subjects(self, members: tuple[Member, ...]) -> tuple[str, ...]:
        """Keys of those whom it is about; the claim and the dwelling have one each."""
        if self.of in ("claim", "dwelling"):
            return (self.of,)
        return tuple(member.key for member in members if member.role in _WHOM[self.of])


@dataclass(frozen=True, kw_only=True)
class HouseholdKinds:
    """How a family becomes relationships of the pack.

    partners    kind of relationship → language → words (married, living together …), in the order offered
    others      kind of relationship that you are to another at home → words; with `<` before it, that they are to you
    child       what an adult is to a child
    resident    how somebody lives in the dwelling
    """

    partners: Mapping[str, Words]
    others: Mapping[str, Words]
    child: str = "parent"
    resident: str = "registered"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """How the amount of a programme is drawn: against one amount that the household may have, or its children.

    over     code of a question for money, put about you; or `children`
    most     where the picture ends, in whole units of the answer
    across   what is varied, in words
    """

    programme: str
    over: str
    most: int
    across: Words


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """All questions of a country's calculator, the strongest first: what rules out many programmes before details.

    programmes   those told of where all are asked about; empty: every one of the law. Each has a calculator of its own
                 even so: a licence or a fine is nothing that a family asks for with its benefits
    """

    household: HouseholdKinds
    questions: tuple[CalculatorQuestion, ...]
    pictures: tuple[Picture, ...] = ()
    programmes: tuple[str, ...] = ()

    def question(self, code: str) -> CalculatorQuestion:
        """A question by its code; KeyError for another."""
        return next(question for question in self.questions if question.code == code)

    @property
    def attributes(self) -> frozenset[str]:
        """Everything that an answer can make known."""
        return frozenset(name for question in self.questions for name in question.attributes)


def plainly(attribute: str) -> Callable[[Any, date], Mapping[str, Any]]:
    """The answer is the attribute's value on the day."""

    def facts(answer: Any, _on: date) -> Mapping[str, Any]:
        return {attribute: answer.isoformat() if isinstance(answer, date) else answer}

    return facts


def ticked(**keys: str) -> Callable[[Any, date], Mapping[str, Any]]:
    """Each key that is ticked makes its yes/no attribute true, each other one false."""

    def facts(answer: Any, _on: date) -> Mapping[str, Any]:
        return {attribute: key in answer for key, attribute in keys.items()}

    return facts


def of_year(attribute: str, years_back: int) -> Callable[[Any, date], Mapping[str, Any]]:
    """The answer is the amount of one whole calendar year, so many years before the day."""

    def facts(answer: Any, on: date) -> Mapping[str, Any]:
        year = on.year - years_back
        return {attribute: [{"value": answer, "starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31"}]}

    return facts


def from_day(attribute: str, value: Any = True) -> Callable[[Any, date], Mapping[str, Any]]:
    """The answer is the day from which something has held without a break."""

    def facts(answer: Any, _on: date) -> Mapping[str, Any]:
        return {attribute: [{"value": value, "starts_on": answer.isoformat()}]}

    return facts
