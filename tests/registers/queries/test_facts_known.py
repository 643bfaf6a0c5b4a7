"""What was known on X about Y: against a model that knows nothing but days and instants."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from janua.base.actors import system_actor
from janua.registers.actions import StatedFact, record_facts, rule_on
from janua.registers.models import Assurance, Fact, Person, Status
from janua.registers.queries import KnownFact, facts_known, trust_order
from janua.values import Period
from tests.registers import factories as make

As = Callable[..., AbstractContextManager[None]]
TRUST = {"employment_income": ("revenue", "department"), "citizenship": ("identita",)}


def _known(*subjects: UUID, on: date | Period | None = make.TODAY, at: datetime = make.NOW) -> list[KnownFact]:
    return facts_known(subjects=subjects, on=on, known_at=at, trust=TRUST)


def _accepted(facts: list[KnownFact]) -> list[Any]:
    return [fact.value if fact.status == Status.KNOWN else fact.status for fact in facts if fact.is_accepted]


def test_facts_known_marks_the_most_trusted_source_and_whom_it_beat(db: None) -> None:
    person = make.person()
    said = make.fact(person.id, number=1, source="declared", assurance=Assurance.DECLARED)
    department = make.fact(person.id, number=2, source="department")
    revenue = make.fact(person.id, number=3, source="revenue")

    found = {fact.id: fact for fact in _known(person.id)}

    assert {id_: (fact.is_accepted, fact.beats) for id_, fact in found.items()} == {
        said.id: (False, ()),
        department.id: (False, ()),
        revenue.id: (True, (said.id, department.id)),
    }


def test_facts_known_of_the_trusted_source_keeps_all_its_items_and_no_others(db: None) -> None:
    person = make.person()
    for item, source in (("PE1", "revenue"), ("PE2", "revenue"), ("my shop", "declared")):
        make.fact(person.id, item=item, source=source, number=len(item))

    assert {fact.item for fact in _known(person.id) if fact.is_accepted} == {"PE1", "PE2"}


def test_facts_known_on_days_of_which_the_trusted_source_says_nothing(db: None) -> None:
    person = make.person()
    make.fact(person.id, number=1, source="revenue", true_from=date(2024, 1, 1), true_to=date(2024, 12, 31))
    said = make.fact(person.id, number=2, source="declared", true_from=date(2023, 7, 1))

    found = {fact.source: fact.accepted for fact in _known(person.id, on=None)}
    within = {fact.source: fact.accepted for fact in _known(person.id, on=Period(date(2024, 7, 1), date(2025, 1, 31)))}

    assert found == {
        "revenue": ((date(2024, 1, 1), date(2024, 12, 31)),),
        "declared": ((date(2023, 7, 1), date(2023, 12, 31)), (date(2025, 1, 1), None)),
    }
    assert within == {
        "revenue": ((date(2024, 7, 1), date(2024, 12, 31)),),
        "declared": ((date(2025, 1, 1), date(2025, 1, 31)),),
    }
    assert said.id in {fact.id for fact in _known(person.id, on=None)}


def test_facts_known_not_known_gives_way_and_refused_does_not(db: None) -> None:
    person, other = make.person(), make.person()
    for one, status in ((person, Status.NOT_KNOWN), (other, Status.REFUSED)):
        make.fact(one.id, status=status, source="revenue")
        make.fact(one.id, number=5, source="declared")

    assert (_accepted(_known(person.id)), _accepted(_known(other.id))) == ([5], [Status.REFUSED])


def test_facts_known_unnamed_sources_by_assurance_then_age_then_own_word(db: None) -> None:
    person = make.person()
    make.fact(person.id, "refugee", truth=True, source="declared", assurance=3, known_from=make.NOW)
    make.fact(person.id, "refugee", truth=False, source="office", assurance=2)
    newer = make.fact(person.id, "refugee", truth=True, source="other", assurance=2, known_from=make.NOW)

    assert [fact.id for fact in _known(person.id) if fact.is_accepted] == [newer.id]


def test_facts_known_before_and_after_a_correction(db: None) -> None:
    person = make.person()
    corrected = make.NOW - timedelta(days=10)
    make.fact(person.id, number=1, known_to=corrected)
    make.fact(person.id, number=2, known_from=corrected)

    days = (corrected - timedelta(seconds=1), corrected, make.NOW)
    assert [_accepted(_known(person.id, at=day)) for day in days] == [[1], [2], [2]]


def test_facts_known_under_a_ruling_until_the_source_says_something_else(as_process: As) -> None:
    person = make.person(area_id=1)
    said = make.fact(person.id, number=14, source="declared", item="2024")
    make.fact(person.id, number=31, source="revenue", item="PE1")
    officer = make.officer("rule_on_fact")
    restated: dict[str, Any] = {"assurance": Assurance.DECLARED, "on": make.TODAY, "attributes": make.ATTRIBUTES}

    def state(minor: int, at: datetime) -> None:
        with as_process("janua_work", system_actor("intake")):
            record_facts(
                source="declared",
                facts=[StatedFact(subject=person.id, attribute="employment_income", value=minor, item="2024")],
                at=at,
                **restated,
            )

    with as_process("janua_workbench", officer.actor):
        ruling = rule_on(
            fact_id=said.id,
            reason="Revenue counted a namesake",
            on=make.TODAY,
            whole_attribute=True,
            at=make.NOW - timedelta(days=3),
        )
    seen = [[(fact.value, fact.ruling) for fact in _known(person.id) if fact.is_accepted]]
    state(14, make.NOW - timedelta(days=2))
    seen.append([(fact.value, fact.ruling) for fact in _known(person.id) if fact.is_accepted])
    state(15, make.NOW - timedelta(days=1))
    seen.append([(fact.value, fact.ruling) for fact in _known(person.id) if fact.is_accepted])
    seen.append([(f.value, f.ruling) for f in _known(person.id, at=make.NOW - timedelta(days=4)) if f.is_accepted])

    assert seen == [[(14, ruling.id)], [(14, ruling.id)], [(31, None)], [(31, None)]]


def test_facts_known_under_a_ruling_on_one_item_leaves_the_others(as_process: As) -> None:
    person = make.person(area_id=1)
    said = make.fact(person.id, number=1, source="declared", item="PE1")
    make.fact(person.id, number=2, source="declared", item="PE2")
    make.fact(person.id, number=3, source="revenue", item="PE1")
    make.fact(person.id, number=4, source="revenue", item="PE3")

    with as_process("janua_workbench", make.officer("rule_on_fact").actor):
        rule_on(fact_id=said.id, reason="Pay slips", on=make.TODAY, at=make.NOW)

    assert sorted(_accepted(_known(person.id))) == [1, 4]


def test_facts_known_uses_two_queries_for_one_person_and_for_many(db: None, django_assert_num_queries: Any) -> None:
    persons = [make.person() for _ in range(3)]
    for person in persons:
        make.fact(person.id)

    for chosen in (persons[:1], persons):
        with django_assert_num_queries(2):
            assert len(_known(*(one.id for one in chosen))) == len(chosen)


def test_trust_order_is_that_of_the_declarations() -> None:
    assert trust_order(make.ATTRIBUTES.values())["date_of_birth"] == ("civil", "identita")


# The model: a list of statements, replayed from the beginning for each question.


class Said(NamedTuple):
    """One statement as given, before anything is stored."""

    at: int
    source: str
    item: str
    first: int | None
    last: int | None
    value: int | None


DAY0 = date(2024, 1, 1)
START = datetime(2024, 1, 1, tzinfo=UTC)
DAYS = range(12)


@st.composite
def _statements(draw: st.DrawFn) -> list[Said]:
    said = []
    for at in range(draw(st.integers(1, 7))):
        ends = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2)))
        first, last = (None if draw(st.booleans()) and draw(st.booleans()) else end for end in ends)
        said.append(
            Said(
                at,
                draw(st.sampled_from(("revenue", "department", "declared"))),
                draw(st.sampled_from(("", "PE1"))),
                first,
                last,
                draw(st.one_of(st.none(), st.integers(0, 3))),
            )
        )
    return said


def _model(said: list[Said], day: int, at: int) -> set[tuple[str, str, int | None]]:
    """What is accepted on a day, as known after statement `at`: by going through the statements one by one."""
    spoken: dict[tuple[str, str], int | None] = {}
    for one in said:
        if one.at <= at and (one.first is None or one.first <= day) and (one.last is None or day <= one.last):
            spoken[one.source, one.item] = one.value
    for needs_value in (True, False):
        for source in ("revenue", "department", "declared"):
            heard: set[tuple[str, str, int | None]] = {
                (source, item, value)
                for (by, item), value in spoken.items()
                if by == source and (value is not None or not needs_value)
            }
            if heard:
                return heard
    return set()


@pytest.fixture
def one_person(db: None) -> Person:
    return make.person()


@given(said=_statements())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_facts_known_agrees_with_the_model_on_every_day_at_every_instant(
    as_process: As, one_person: Person, said: list[Said]
) -> None:
    with transaction.atomic():
        for one in said:
            with as_process("janua_work", system_actor("checker")):
                _state(one_person.id, one)
        for at in range(len(said)):
            instant = START + timedelta(hours=at)
            ever = _known(one_person.id, on=None, at=instant)
            for day in DAYS:
                on = DAY0 + timedelta(days=day)
                expected = _model(said, day, at)
                asked = _known(one_person.id, on=on, at=instant)
                assert _told([fact for fact in asked if fact.is_accepted]) == expected
                assert _told([fact for fact in ever if _is_accepted_on(fact, on)]) == expected
        # Nobody is left changed: the whole table is rolled back for the next example.
        assert Fact.objects.filter(known_to__isnull=True).count() > 0
        transaction.set_rollback(True)


def _state(subject: UUID, one: Said) -> None:
    record_facts(
        source=one.source,
        facts=[
            StatedFact(
                subject=subject,
                attribute="employment_income",
                value=one.value,
                status=Status.NOT_KNOWN if one.value is None else Status.KNOWN,
                item=one.item,
                true_from=None if one.first is None else DAY0 + timedelta(days=one.first),
                true_to=None if one.last is None else DAY0 + timedelta(days=one.last),
            )
        ],
        attributes=make.ATTRIBUTES,
        assurance=Assurance.CONFIRMED,
        on=make.TODAY,
        at=START + timedelta(hours=one.at),
    )


def _told(facts: list[KnownFact]) -> set[tuple[str, str, Any]]:
    return {(fact.source, fact.item, fact.value) for fact in facts}


def _is_accepted_on(fact: KnownFact, on: date) -> bool:
    return any((first is None or first <= on) and (last is None or on <= last) for first, last in fact.accepted)
