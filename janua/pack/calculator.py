"""What may I get? All programmes of a country for one household, asking only what can still change a result.

The law is run on what is known so far, with silence meaning *not known* rather than the attribute's default. A result
that stands then stands whatever the rest would say, so its questions are not put.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from janua.pack.country import Country
from janua.pack.questionnaire import CalculatorQuestion, Member, Questionnaire
from janua.pack.texts import Rates, law_of_texts
from janua.rules import (
    NO_DEFAULT,
    Assessment,
    Explanation,
    Law,
    Outcome,
    Situation,
    SituationError,
    assess,
    load_law,
)

HOME = "home"
Given = Mapping[tuple[str, str], Any]  # (question, subject) → answer; None: "I do not know"
Wanted = frozenset[tuple[str | None, str]]  # (subject, attribute)


@dataclass(frozen=True)
class Answers:
    """Everything said so far: who lives together, and the answers."""

    members: tuple[Member, ...]
    given: Given


@dataclass(frozen=True)
class Asked:
    """A question that can still change a result, and whom it has yet to be put about."""

    question: CalculatorQuestion
    subjects: tuple[str, ...]


def situation_document(questionnaire: Questionnaire, answers: Answers, on: date) -> dict[str, Any]:
    """The answers as a situation, in the form of `janua calculate`."""
    persons: dict[str, dict[str, Any]] = {
        member.key: {"date_of_birth": member.date_of_birth.isoformat()} for member in answers.members
    }
    dwelling: dict[str, Any] = {
        "residents": [{"person": member.key, "kind": questionnaire.household.resident} for member in answers.members]
    }
    declared: dict[str, Any] = {}
    places: dict[str, dict[str, Any]] = {**persons, "claim": declared, "dwelling": dwelling}
    for (code, subject), answer in answers.given.items():
        if answer is not None and subject in places:
            places[subject].update(questionnaire.question(code).facts(answer, on))
    return {
        "persons": persons,
        "relationships": list(_relationships(questionnaire, answers.members)),
        "dwellings": {HOME: dwelling},
        "claimant": "you",
        "declared": declared,
    }


def _relationships(questionnaire: Questionnaire, members: tuple[Member, ...]) -> Iterator[dict[str, str]]:
    """Who is what to whom; a partner who is not older than a child is no parent of it."""
    adults = [member for member in members if member.role in ("you", "partner")]
    for member in members:
        if member.role == "partner":
            yield {"of": "you", "to": member.key, "kind": member.kind}
        elif member.role == "child":
            parents = [one for one in adults if one.role == "you" or one.date_of_birth < member.date_of_birth]
            yield from ({"of": one.key, "to": member.key, "kind": questionnaire.household.child} for one in parents)
        elif member.role == "other" and member.kind.startswith("<"):
            yield {"of": member.key, "to": "you", "kind": member.kind[1:]}
        elif member.role == "other" and member.kind:
            yield {"of": "you", "to": member.key, "kind": member.kind}


class Calculator:
    """A country's calculator; made once, used for everybody. Nothing that is asked of it is kept.

    rates   new numbers over those of the pack, in the order of approval
    """

    def __init__(self, country: Country, questionnaire: Questionnaire, rates: Rates = ()) -> None:
        self.country, self.questionnaire = country, questionnaire
        self.law = country.law_at(rates)
        self._unsaid = _law_without_defaults(country, questionnaire, rates)

    @property
    def _told_of(self) -> tuple[str, ...]:
        """The programmes of the calculator that names none."""
        return self.questionnaire.programmes or tuple(self.law.programmes)

    def can_be(self, answers: Answers, on: date) -> bool:
        """Whether there can be such a household with such numbers, by the pack and the limits of its attributes."""
        try:
            self.country.situation(situation_document(self.questionnaire, answers, on))
        except SituationError:
            return False
        return True

    def still_asked(self, answers: Answers, on: date, *, programmes: Iterable[str] | None = None) -> Answers:
        """The answers without those that another answer, changed since, has made idle.

        A person who says now that there is no pension said before how much it was: that must count no more. Kept is
        what the same person, asked anew, would be asked.
        """
        kept: dict[tuple[str, str], Any] = {}
        while True:
            open_now = self.asked(Answers(answers.members, kept), on, programmes=programmes)
            found = (
                {(one.question.code, subject): answers.given[one.question.code, subject] for subject in one.subjects
                 if (one.question.code, subject) in answers.given}
                for one in open_now
            )  # fmt: skip
            following = next((given for given in found if given), None)
            if following is None:
                return Answers(answers.members, kept)
            kept |= following

    def asked(self, answers: Answers, on: date, *, programmes: Iterable[str] | None = None) -> tuple[Asked, ...]:
        """The questions that can still change a result, in the order of the questionnaire; none: it is finished.

        A question that somebody could not answer is not put again.
        """
        document = situation_document(self.questionnaire, answers, on)
        self._settle_whom_nobody_asks_about(document, answers.members)
        wanted = self.open_facts(document, on, programmes=programmes)
        found = []
        for question in self.questionnaire.questions:
            subjects = tuple(
                subject
                for subject in question.subjects(answers.members)
                if (question.code, subject) not in answers.given
                and any((_subject(subject), name) in wanted for name in question.attributes)
            )
            if subjects:
                found.append(Asked(question, subjects))
        return tuple(found)

    def _settle_whom_nobody_asks_about(self, document: dict[str, Any], members: tuple[Member, ...]) -> None:
        """Of those whom no question about an attribute is put about, its default holds, as in the result.

        The land of a home is asked once, about you; the children's stays at none and holds no question back.
        """
        for name in self.questionnaire.attributes:
            attribute = self.country.attributes_by_name.get(name)
            if attribute is None or attribute.entity != "person" or attribute.default is NO_DEFAULT:
                continue
            questions = [question for question in self.questionnaire.questions if name in question.attributes]
            asked = {subject for question in questions for subject in question.subjects(members)}
            for member in members:
                if member.key not in asked:
                    held = [] if attribute.default == () else attribute.default
                    document["persons"][member.key].setdefault(name, held)

    def open_facts(self, document: Any, on: date, *, programmes: Iterable[str] | None = None) -> Wanted:
        """What is not known and could still change the result of some programme."""
        situation = Situation.from_json(document, self._unsaid.attributes.values())
        wanted: set[tuple[str | None, str]] = set()
        for code in self._told_of if programmes is None else programmes:
            wanted |= self._open_in(situation, code, on)
        dwellings = document.get("dwellings", {})
        return frozenset((None if subject in dwellings else subject, name) for subject, name in wanted)

    def _open_in(self, situation: Situation, code: str, on: date) -> set[tuple[str | None, str]]:
        situation.silences.clear()
        event_on = situation.claim_days["event_on"] or self.country.event_of(code, situation, on)
        found = assess(self._unsaid, situation, code, on, event_on=event_on, trace=False)
        wanted = set(situation.silences)
        if found.outcome is not Outcome.NOT_ELIGIBLE:
            wanted |= {(missing.person, missing.attribute) for missing in found.missing if missing.kind == "fact"}
        return wanted

    def amount(self, answers: Answers, programme: str, on: date) -> int | None:
        """What a programme pays, in minor units; None where it pays nothing or it cannot be said."""
        situation = self.country.situation(situation_document(self.questionnaire, answers, on))
        found = self.country.assess(situation, programme, on, law=self.law, trace=False)
        return found.amount if found.outcome is Outcome.ELIGIBLE else None

    def results(self, answers: Answers, on: date, *, programmes: Iterable[str] | None = None) -> tuple[Assessment, ...]:
        """What the law says, of every programme, with one explanation between them."""
        situation = self.country.situation(situation_document(self.questionnaire, answers, on))
        told = Explanation()
        wanted = self._told_of if programmes is None else programmes
        return tuple(self.country.assess(situation, code, on, law=self.law, explanation=told) for code in wanted)


def _subject(key: str) -> str | None:
    return None if key in ("claim", "dwelling") else key


def _law_without_defaults(country: Country, questionnaire: Questionnaire, rates: Rates) -> Law:
    """The country's law where silence about what is asked is never an answer."""
    asked = questionnaire.attributes
    attributes = [
        replace(attribute, default=NO_DEFAULT) if attribute.name in asked else attribute
        for attribute in country.attributes
    ]
    if rates:
        return law_of_texts(country.law_texts(rates), attributes=attributes, units=country.units)
    return load_law(country.law_folder, attributes=attributes, units=country.units)
