"""An application as it stands when a page is opened: the service, the people, what is known, what was typed."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from janua.base.clock import now
from janua.casework.actions.draft import answers_of, save_draft, standing_draft
from janua.casework.queries.applying import Standing, standing_of
from janua.catalogue.queries import version_in_force
from janua.pack.blueprints import Blueprint
from janua.pack.installed import country
from janua.portal.journeys.apply.asking import Asked, Hidden, Item, Known, LookedUp, sort_questions
from janua.portal.journeys.apply.asking import digest_of as digest_of_known
from janua.portal.journeys.apply.people import About, people_of
from janua.portal.journeys.apply.people import digest_of as digest_of_people
from janua.portal.journeys.apply.typed import Typed
from janua.portal.journeys.beside import tell_of
from janua.registers.permissions import spoken_for
from janua.registers.queries import facts_known, trust_order
from janua.registers.queries.family import family_of_person, known_of_family, open_to_actor


class NoDraft(Exception):
    """Nothing was begun, or it was sent or thrown away; begin at the service's first page."""


@dataclass(frozen=True)
class Applying:
    """For whom somebody applies, and to which service."""

    person: UUID
    name: str
    is_self: bool
    code: str
    on: date


@dataclass(frozen=True)
class Opened:
    """One application, opened for one page."""

    by: Applying
    blueprint: Blueprint
    people: tuple[About, ...]
    items: tuple[Item, ...]
    typed: Typed

    @cached_property
    def known(self) -> tuple[Known, ...]:
        """What is shown and not asked."""
        return tuple(item for item in self.items if isinstance(item, Known))

    @cached_property
    def hidden(self) -> tuple[Hidden, ...]:
        """What is known of another adult, and not shown."""
        return tuple(item for item in self.items if isinstance(item, Hidden))

    @cached_property
    def looked_up(self) -> tuple[LookedUp, ...]:
        """What registers will be asked."""
        return tuple(item for item in self.items if isinstance(item, LookedUp))

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """What has a page of its own."""
        return tuple(item for item in self.items if type(item) is Asked)

    @cached_property
    def unasked(self) -> tuple[Item, ...]:
        """What was answered here, and has become known meanwhile."""
        return tuple(item for item in self.items if type(item) is not Asked and item.slug in self.typed.answers)

    def question(self, slug: str) -> Asked | None:
        """The question of a step; None for a step that this application has not."""
        return next((asked for asked in self.asked if asked.slug == slug), None)

    def known_as(self, slug: str) -> Known | None:
        """What is known under a step's name."""
        return next((known for known in self.known if known.slug == slug), None)

    @property
    def is_known_seen(self) -> bool:
        """Whether what is known now is what the person looked through."""
        return self.typed.seen == self.known_digest

    @property
    def are_people_seen(self) -> bool:
        """Whether the family shown now is the one that the person looked at."""
        return self.typed.people_seen == self.people_digest

    @cached_property
    def known_digest(self) -> str:
        """What tells what is known now."""
        return digest_of_known(self.items)

    @cached_property
    def people_digest(self) -> str:
        """What tells the family of now."""
        return digest_of_people(self.people)

    def is_answered(self, asked: Asked) -> bool:
        """Whether a question was answered in full."""
        answer = self.typed.answers.get(asked.slug)
        return answer is not None and answer.is_whole

    @property
    def is_ready(self) -> bool:
        """Whether everything that must be done is done."""
        answered = all(self.is_answered(asked) for asked in self.asked if asked.question.required)
        begun = any(not answer.is_whole for slug, answer in self.typed.answers.items() if self.question(slug))
        return self.are_people_seen and (self.is_known_seen or not self.has_known) and answered and not begun

    @property
    def has_known(self) -> bool:
        """Whether there is anything to look through."""
        return bool(self.known or self.hidden)


def open_service(by: Applying) -> tuple[Blueprint, Standing, Typed | None]:
    """A service on its first page: what stands already, and what was begun.

    Raises   NotOnOffer
    """
    _, blueprint = version_in_force(service=by.code, on=by.on)
    return blueprint, standing_of(person=by.person, programmes=blueprint.programmes), _typed(by)


def open_application(by: Applying, *, to_change: bool = False) -> Opened:
    """The application as it stands now.

    to_change   another press of a button waits until this one is done
    Raises      NotOnOffer, NoDraft
    """
    _, blueprint = version_in_force(service=by.code, on=by.on)
    typed = _typed(by, lock=to_change)
    if typed is None:
        raise NoDraft("Begin at the first page of the service.")
    people = people_of(
        person=by.person,
        name=by.name,
        is_self=by.is_self,
        family=family_of_person(person=by.person),
        shown=open_to_actor(),
        spoken=spoken_for(on=by.on),
    )
    tell_of(one.id for one in people)
    return Opened(by, blueprint, people, _items(by, blueprint, people), typed)


def begin(by: Applying) -> Typed:
    """Begin an application, or go on with the one that was begun.

    Raises   NotOnOffer, NotPermitted
    """
    version_in_force(service=by.code, on=by.on)
    typed = _typed(by, lock=True)
    if typed is None:
        typed = Typed.begun()
        save_draft(service=by.code, applicant=by.person, answers=typed.as_json())
    return typed


def keep(opened: Opened) -> None:
    """Save what was typed."""
    save_draft(service=opened.by.code, applicant=opened.by.person, answers=opened.typed.as_json())


def _typed(by: Applying, *, lock: bool = False) -> Typed | None:
    draft = standing_draft(service=by.code, applicant=by.person, lock=lock)
    if draft is None or draft.discarded_at is not None:
        return None
    return Typed.of(answers_of(draft))


def _items(by: Applying, blueprint: Blueprint, people: tuple[About, ...]) -> tuple[Item, ...]:
    attributes, at = country().attributes_by_name, now()
    names = {question.attribute for question in blueprint.questions}
    names |= {question.unless[0] for question in blueprint.questions if question.unless}
    facts = facts_known(
        subjects=[one.id for one in people if one.shown],
        on=None,
        known_at=at,
        trust=trust_order(attributes[name] for name in names),
        names=names,
    )
    hidden = known_of_family(person=by.person, names=names)
    shown = {one.id for one in people if one.shown}
    return sort_questions(
        blueprint,
        attributes=attributes,
        people=people,
        facts=facts,
        hidden=[one for one in hidden if one.subject not in shown],
        at=at,
        on=by.on,
    )
