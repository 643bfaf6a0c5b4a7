"""How a country pays, writes letters and grants by itself: calendar, bank, letters, proactive entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, Protocol

from janua.values import Period


@dataclass(frozen=True)
class PaidPeriod:
    """One period that a programme pays for and the day on which it falls due.

    deciding_on   the day whose parameters and facts decide (first day of the period, or the event)
    """

    period: Period
    due_on: date
    deciding_on: date


@dataclass(frozen=True)
class Instalment:
    """A part of one period's amount, in minor units, with the days that it is for and the day it falls due."""

    period: Period
    due_on: date
    amount: int


class PaymentCalendar(Protocol):
    """When each programme pays, and which days the bank works."""

    def paid_periods(self, programme: str, *, about_on: date, until: date) -> tuple[PaidPeriod, ...]:
        """Periods from the one in which the right begins to the last that starts on or before `until`.

        about_on   application date, or the event of a one-off grant
        """
        ...

    def instalments(
        self, programme: str, *, paid: PaidPeriod, amount: int, nodes: Sequence[Mapping[str, Any]]
    ) -> tuple[Instalment, ...]:
        """The amount of a period as it is paid out: whole, or week by week; the parts add up to it.

        amount   minor units
        nodes    the explanation's, for a split that follows the law's own rates
        """
        ...

    def granted_until(self, programme: str, *, about_on: date) -> date:
        """Last day for which a decision of today grants lines (the review date less a day)."""
        ...

    def is_working_day(self, day: date) -> bool:
        """Whether the country's banks settle on the day."""
        ...


@dataclass(frozen=True)
class Debtor:
    """Whose account pays: name and account as the bank file names them."""

    name: str
    account: str
    agent: str


class Bank(Protocol):
    """The country's bank rules for its payment files.

    service_level    pain.001 SvcLvl code (SEPA) or empty
    replacements     character → replacement, where the bank restricts characters; the original name is kept
    """

    @property
    def debtor(self) -> Debtor:
        """Whose account pays."""
        ...

    @property
    def currency(self) -> str:
        """The currency of its payments."""
        ...

    @property
    def service_level(self) -> str:
        """As the file names it; may be empty."""
        ...

    @property
    def replacements(self) -> Mapping[str, str]:
        """What is written instead; empty where the bank takes every script."""
        ...

    def account_fault(self, account: str) -> str | None:
        """A message key of what is wrong with an account number, or None; for example a wrong check digit."""
        ...

    def agent_of(self, account: str) -> str:
        """BIC of the account's bank, or empty where the file may leave it out."""
        ...


@dataclass(frozen=True)
class ProactiveEntry:
    """An event that starts claims without an application, as the cited law allows.

    declared       what stands on the claim instead of an application (what started it), as the law reads it
    confirmation   none: granted and told; one: an offer that waits for one yes
    """

    event: str
    programmes: tuple[str, ...]
    declared: Mapping[str, str | int | bool]
    confirmation: Literal["none", "one"]
    citation: str


@dataclass(frozen=True)
class Letters:
    """Letter templates: a folder a language, each file a whole letter in that language.

    citations       language → article as the law files name it → as letters of that language write it
    sources         language → code of a register or other source of facts → how letters call it
    asks_for_more   programmes granted by themselves at the least, of which more may be asked for
    """

    folder: Path
    languages: tuple[str, ...]
    citations: Mapping[str, Mapping[str, str]]
    sources: Mapping[str, Mapping[str, str]]
    asks_for_more: frozenset[str] = frozenset()
