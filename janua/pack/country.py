"""A country: everything that differs from one to the next, in one object."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from janua.pack.attributes import Attribute
from janua.pack.blueprints import Blueprint
from janua.pack.giving import Bank, Letters, PaymentCalendar, ProactiveEntry
from janua.pack.guides import Guidance
from janua.pack.identifier_rules import IdentifierRule
from janua.pack.identity import Identity
from janua.pack.listed import ListedProgramme
from janua.pack.messages import Messages
from janua.pack.questionnaire import Questionnaire
from janua.pack.registers import Register
from janua.pack.retention import RetentionRule
from janua.pack.situations import read_situation
from janua.pack.texts import Rates, law_of_texts, law_texts, with_rates
from janua.pack.watching import Watching
from janua.rules import Assessment, Explanation, Law, Situation, UnitDefinition, assess, load_law

CheckSituation = Callable[[Situation], None]
EventOf = Callable[[str, Situation, date], date | None]
_Part = TypeVar("_Part")


class NotInPack(LookupError):
    """The country's pack does not give this part; add it to its `pack.py`."""


@dataclass(frozen=True, kw_only=True)
class Country:
    """What a pack provides; its `pack.py` builds one.

    languages            of service, the first for official records
    relationship_kinds   what one person may be to another: anna is `parent` of ben
    check_situation      raises SituationError for what cannot be among the persons of this country's law
    event_of             (programme, situation, day) → the event that a one-off programme is about, where none is named
    proactive            events that start claims without an application
    guidance             topics of life, ways to reach an office, to whom one turns against a decision
    records              what is kept of people and no law reads, such as the account that a register has
    account_facts        of records, the number and the holder of a person's account for payments
    budget_lines         programme → where its cost stands in the state's budget; programmes of one line add up
    incomes              programme → `<file>.<rule>`, whose value is the income of its unit: simulations sort by it
    listed               programmes whose law is not whole: shown with what is missing, never computed
    identifier_rules     how the country's numbers are checked; their findings are message keys
    machine_decreases    programme → the law under which new rates may lower it by machine; any other decrease is an
                         officer's, after notice
    questionnaire        what the public calculator asks
    watching             office hours, and from when on something is worth an auditor's look
    retention            how long each kind of record is kept; nobody is ever erased where a kind has no rule
    notices              what each message to a person says: `template.subject`, `template.text`, with `{values}`
    """

    code: str
    names: Mapping[str, str]
    languages: tuple[str, ...]
    currency: str
    law_folder: Path
    attributes: tuple[Attribute, ...]
    units: tuple[UnitDefinition, ...]
    messages: Messages
    event_of: EventOf
    relationship_kinds: tuple[str, ...]
    check_situation: CheckSituation
    registers: tuple[Register, ...] = ()
    services: tuple[Blueprint, ...] = ()
    proactive: tuple[ProactiveEntry, ...] = ()
    payment_calendar: PaymentCalendar | None = None
    payment_bank: Bank | None = None
    letter_templates: Letters | None = None
    identity_provider: Identity | None = None
    guidance: Guidance = field(default_factory=Guidance)
    records: tuple[Attribute, ...] = ()
    account_facts: tuple[str, str] | None = None
    notices: Messages | None = None
    questionnaire: Questionnaire | None = None
    machine_decreases: Mapping[str, str] = field(default_factory=dict)
    budget_lines: Mapping[str, str] = field(default_factory=dict)
    incomes: Mapping[str, str] = field(default_factory=dict)
    listed: tuple[ListedProgramme, ...] = ()
    identifier_rules: tuple[IdentifierRule, ...] = ()
    watching: Watching = field(default_factory=Watching)
    retention: tuple[RetentionRule, ...] = ()
    _laws: dict[Any, Law] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def law(self) -> Law:
        """The country's law as it stands in the pack, read and checked once."""
        return self.law_with({})

    def law_texts(self, rates: Rates = ()) -> dict[str, str]:
        """The law's files and those of attributes and units beside them, name → text, to be kept with decisions.

        rates   new numbers in the order in which they were approved: file of the law → YAML
        """
        return with_rates(law_texts(self.law_folder), rates)

    def law_at(self, rates: Rates) -> Law:
        """The law with new numbers laid over those of the pack; read once for each sequence of them.

        Raises   LawErrors, where a number does not fit the law
        """
        if not rates:
            return self.law
        key = tuple(tuple(sorted(files.items())) for files in rates)
        if key not in self._laws:
            self._laws[key] = law_of_texts(self.law_texts(rates), attributes=self.attributes, units=self.units)
        return self._laws[key]

    def law_with(self, switches: Mapping[str, str]) -> Law:
        """The law with some of its switches set otherwise, for a trial.

        Raises   LawErrors, where the pack's law cannot be read
        """
        key = tuple(sorted(switches.items()))
        if key not in self._laws:
            self._laws[key] = load_law(
                self.law_folder, attributes=self.attributes, units=self.units, switches=dict(switches)
            )
        return self._laws[key]

    def reformed(self, overlay: Path) -> Law:
        """The law with a reform laid over it, read anew each time.

        Raises   LawErrors, where the reform cannot be read or does not fit the law
        """
        return load_law(self.law_folder, attributes=self.attributes, units=self.units, overlay=overlay)

    def situation(self, document: Any) -> Situation:
        """A situation as somebody wrote it, checked before the law looks at it.

        Raises   SituationError, with what to write instead
        """
        situation = read_situation(document, attributes=self.attributes, kinds=self.relationship_kinds)
        self.check_situation(situation)
        return situation

    def assess(
        self,
        situation: Situation,
        programme: str,
        on: date,
        *,
        law: Law | None = None,
        explanation: Explanation | None = None,
        trace: bool = True,
    ) -> Assessment:
        """What the law says of a written situation; an event that is not named is found by the pack.

        law           another law than the pack's own, such as one with a switch set otherwise
        explanation   the graph to add to, so that several programmes share their nodes
        trace         False works out the same result faster, without explanation
        """
        event_on = situation.claim_days["event_on"] or self.event_of(programme, situation, on)
        return assess(
            law or self.law, situation, programme, on, event_on=event_on, explanation=explanation, trace=trace
        )

    def attribute(self, name: str) -> Attribute:
        """A declared attribute by its name; KeyError for another name."""
        return self.attributes_by_name[name]

    @cached_property
    def attributes_by_name(self) -> Mapping[str, Attribute]:
        return {attribute.name: attribute for attribute in (*self.attributes, *self.records)}

    def citations(self, language: str) -> Mapping[str, str]:
        """Article as the law names it → as letters of the language write it; none in a pack without letters."""
        return self.letter_templates.citations.get(language, {}) if self.letter_templates else {}

    def sources(self, language: str) -> Mapping[str, str]:
        """Code of who states a fact → what the letters of that language call them; none in a pack without letters."""
        return self.letter_templates.sources.get(language, {}) if self.letter_templates else {}

    @property
    def calendar(self) -> PaymentCalendar:
        """When each programme pays; raises NotInPack."""
        return self._given(self.payment_calendar, "payment calendar")

    @property
    def bank(self) -> Bank:
        """The bank rules of payment files; raises NotInPack."""
        return self._given(self.payment_bank, "bank")

    @property
    def letters(self) -> Letters:
        """The letter templates; raises NotInPack."""
        return self._given(self.letter_templates, "letters")

    @property
    def identity(self) -> Identity:
        """The national identity provider; raises NotInPack."""
        return self._given(self.identity_provider, "identity provider")

    def _given(self, part: _Part | None, name: str) -> _Part:
        if part is None:
            raise NotInPack(f"The pack of {self.code!r} gives no {name}.")
        return part
