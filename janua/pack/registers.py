"""What a country says of another authority's register: what may be asked of it and how its answers read.

Plain data and pure functions: sending, retrying and recording are `janua.checks`; wire formats are `janua.exchange`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol

from janua.exchange.dci import Interface, Notified, Query
from janua.values import Identifier

ValueStatus = Literal["known", "not_known", "refused", "not_applicable"]


@dataclass(frozen=True)
class Statement:
    """One thing a register says of one person: it becomes a Fact of that source.

    value      plain JSON value in the attribute's unit (money: minor units as an integer)
    item       tells repeated items apart (a job, a payer and year); empty where the attribute does not repeat
    true_from, true_to   days on which it holds, both included; None is open
    """

    subject: Identifier
    attribute: str
    value: Any
    item: str = ""
    true_from: date | None = None
    true_to: date | None = None
    status: ValueStatus = "known"


@dataclass(frozen=True)
class PersonStated:
    """A person named in news, who may be new to us (a newborn)."""

    identifiers: tuple[Identifier, ...]
    given_names: str
    family_name: str
    born_on: date | None = None
    died_on: date | None = None


@dataclass(frozen=True)
class RelationStated:
    """A relationship named in news: `of` is the `kind` of `to` (of is parent of to)."""

    of: Identifier
    to: Identifier
    kind: str
    starts_on: date
    share: tuple[int, int] | None = None


@dataclass(frozen=True)
class News:
    """What a register tells us unasked; `reference` is its own, so the same news twice is one event.

    kind       birth, death, …
    about      whose event it is (the mother for a birth), and `subject` whom it happened to
    """

    kind: str
    reference: str
    happened_on: date
    subject: Identifier
    about: Identifier
    persons: tuple[PersonStated, ...] = ()
    relations: tuple[RelationStated, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class RegisterQuestion:
    """One question that a register answers, and under which law we may ask it.

    legal_grounds   key → citation; a check names one of the keys
    fresh_for_days  an answer younger than this is used again instead of asking
    complete_for    attributes of which an answer states all that the register knows: what it named earlier and
                    names no longer is held for right no more
    complete_within parameters → first and last of the days of which it does so; all days where there is none
    """

    kind: str
    supplies: tuple[str, ...]
    legal_grounds: Mapping[str, str]
    fresh_for_days: int
    complete_for: tuple[str, ...] = ()
    complete_within: Callable[[Mapping[str, Any]], tuple[date, date]] | None = None


class Register(Protocol):
    """A register that a country's pack knows how to ask.

    scheme      scheme of the identifiers by which it knows people
    questions   kind → question
    """

    @property
    def code(self) -> str: ...
    @property
    def names(self) -> Mapping[str, str]: ...
    @property
    def scheme(self) -> str: ...
    @property
    def wire(self) -> Literal["dci", "xroad"]: ...
    @property
    def questions(self) -> Mapping[str, RegisterQuestion]: ...

    def parameters(self, kind: str, *, about_on: date) -> dict[str, Any]:
        """What the question says beside the person, for something about a day (the year two before, say).

        Equal parameters mean that one answer serves both.
        """
        ...

    def statements(
        self, kind: str, *, subject: Identifier, parameters: Mapping[str, Any], records: Sequence[Mapping[str, Any]]
    ) -> tuple[Statement, ...]:
        """What the answer says of the person asked about; no record states `not_known`.

        Raises   AnswerUnreadable, when the records are not what the register's own profile promises
        """
        ...


@dataclass(frozen=True)
class RegisterSubscription:
    """News that a register sends us unasked, and under which law.

    since   day → the standard's filter for events from that day on
    """

    event_type: str
    ground: str
    citation: str
    since: Callable[[date], Query]


class DciRegister(Register, Protocol):
    """A register that speaks the Digital Convergence Initiative's messages.

    interface       which of the standard's interfaces it serves
    subscriptions   kinds of news that we ask it for
    """

    @property
    def interface(self) -> Interface: ...
    @property
    def subscriptions(self) -> Mapping[str, RegisterSubscription]: ...

    def query(self, kind: str, *, subject: Identifier, parameters: Mapping[str, Any]) -> Query:
        """The standard's query for this question."""
        ...

    def news(self, notified: Notified) -> News:
        """What one event of a notify message tells.

        Raises   AnswerUnreadable
        """
        ...


class XRoadRegister(Register, Protocol):
    """A register reached by X-Road's REST protocol."""

    def path(self, kind: str, *, subject: Identifier, parameters: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
        """What follows the service's address for this question, and its query parameters."""
        ...


class AnswerUnreadable(Exception):
    """A register's answer does not have the form that it published; ask its steward, nothing was recorded."""


@dataclass(frozen=True)
class AskedCheck:
    """A check that a service asks for by itself.

    of         whose record: claimant, partner, child (each child of the unit)
    ground     key of the register's legal grounds
    """

    register: str
    kind: str
    of: Literal["claimant", "partner", "child"]
    ground: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
