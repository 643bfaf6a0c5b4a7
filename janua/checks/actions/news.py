"""Take news that a register sends unasked: the newborn becomes a person, the birth an event."""

from datetime import date
from fractions import Fraction
from uuid import UUID

from janua.checks.permissions import require_system
from janua.pack.installed import country
from janua.pack.registers import DciRegister, News, PersonStated
from janua.registers.actions import StatedFact, leave_event, record_facts, register_person, relate
from janua.registers.models import Assurance, Dwelling, Event, Residence, Status
from janua.registers.queries.persons import persons_with
from janua.values import Identifier, Name, WrittenName

NOT_OURS = "nobody_of_ours"
KNOWN_BEFORE = "known_before"


Known = dict[Identifier, UUID]


def take_news(*, register: DciRegister, news: News, on: date) -> str:
    """Record one piece of news and leave it as an event for the apps above; the same news twice is one event.

    A newborn lives where the person lives whose event it is, until a register says otherwise. Where we do not know
    the one whom the register names first (a mother from abroad), the event is the other parent's.
    Returns   the kind of event, or why there is none
    """
    require_system("exchange")
    if Event.objects.filter(source=register.code, reference=news.reference).exists():
        return KNOWN_BEFORE
    named = {news.subject, news.about, *(one for said in news.persons for one in said.identifiers)}
    persons = persons_with(named | {end for link in news.relations for end in (link.of, link.to)})
    about = _whose(news, persons)
    if about is None:
        return NOT_OURS
    _register_newcomers(register, news, persons, home=_home_of(about, on), on=on)
    for link in news.relations:
        if link.of in persons and link.to in persons:
            relate(
                of=persons[link.of],
                to=persons[link.to],
                kind=link.kind,
                source=register.code,
                on=on,
                starts_on=link.starts_on,
                share=Fraction(*link.share) if link.share else None,
            )
    _record_what_is_said(register, news, persons, on=on)
    leave_event(
        kind=news.kind,
        person=persons[news.subject],
        about=about,
        source=register.code,
        reference=news.reference,
        happened_on=news.happened_on,
        on=on,
    )
    return news.kind


def _whose(news: News, persons: Known) -> UUID | None:
    if news.about in persons:
        return persons[news.about]
    others = (persons[link.of] for link in news.relations if link.to == news.subject and link.of in persons)
    return next(others, None)


def _home_of(person: UUID, on: date) -> Dwelling | None:
    residence = (
        Residence.objects.known()
        .true_on(on)
        .filter(person_id=person, kind=Residence.Kind.REGISTERED)
        .select_related("dwelling")
        .first()
    )
    return residence.dwelling if residence else None


def _register_newcomers(register: DciRegister, news: News, persons: Known, *, home: Dwelling | None, on: date) -> None:
    """Take persons whom the news name and nobody knows into the register; `persons` learns them."""
    for stated in news.persons:
        if any(identifier in persons for identifier in stated.identifiers):
            continue
        person = register_person(
            name=_name(stated),
            source=register.code,
            on=on,
            identifiers=stated.identifiers,
            born_on=stated.born_on,
            dwelling=home,
            lives_there_from=stated.born_on if home else None,
        )
        persons |= dict.fromkeys(stated.identifiers, person.id)


def _record_what_is_said(register: DciRegister, news: News, persons: Known, *, on: date) -> None:
    facts = [
        StatedFact(
            subject=persons[said.subject],
            attribute=said.attribute,
            value=said.value,
            item=said.item,
            true_from=said.true_from,
            true_to=said.true_to,
            status=Status.of_word(said.status),
        )
        for said in news.statements
        if said.subject in persons
    ]
    if facts:
        record_facts(
            source=register.code,
            facts=facts,
            attributes=country().attributes_by_name,
            assurance=Assurance.CONFIRMED,
            on=on,
        )


def _name(stated: PersonStated) -> Name:
    return Name((("Latn", WrittenName(stated.given_names, stated.family_name, "")),))
