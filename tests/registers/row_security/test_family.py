"""What a citizen may learn of their family, and of whom they may speak."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection

from janua.base.accounts.permissions import NotPermitted
from janua.base.clock import now, today
from janua.registers.actions import StatedFact, record_facts
from janua.registers.models import Assurance, Consent, ConsentRequest, Fact, Person, PersonContact, Residence
from janua.registers.queries.family import family_of_person, identified_by, known_of_family, open_to_actor
from tests.casework.factories import family
from tests.registers import factories as make

pytestmark = pytest.mark.django_db


def state_refugee(subject: Any) -> None:
    """Say something of somebody, as a citizen does."""
    record_facts(
        source="declared",
        facts=[StatedFact(subject=subject.id, attribute="refugee", value=True)],
        attributes=make.ATTRIBUTES,
        assurance=Assurance.DECLARED,
        on=today(),
    )


def test_family_of_person_names_partner_and_children_to_the_person_alone(as_process: Any) -> None:
    of, stranger = family(), family(number=2)

    with as_process("janua_portal", of.account.actor):
        own, foreign = family_of_person(person=of.mother.id), family_of_person(person=stranger.mother.id)

    assert [(one.id, one.role) for one in own] == [
        (of.father.id, "partner"),
        (of.children[0].id, "child"),
        (of.children[1].id, "child"),
    ]
    assert foreign == ()


def test_parent_sees_facts_of_a_minor_child_and_nothing_else_that_hangs_on_it(as_process: Any) -> None:
    of = family()
    child = of.children[0]

    with as_process("janua_portal", of.account.actor):
        assert Fact.objects.filter(subject_id=child.id, attribute="date_of_birth").exists()
        seen = [
            rows.objects.filter(**{column: child.id}).count()
            for rows, column in ((Person, "id"), (Residence, "person_id"), (PersonContact, "person_id"))
        ]

    assert seen == [0, 0, 0]


@pytest.mark.parametrize("change", ["grown_up", "share_ended", "restricted"])
def test_parent_sees_no_facts_of_a_child_who_is_not_in_their_custody(as_process: Any, change: str) -> None:
    of = family()
    child = of.children[0]
    if change == "grown_up":
        Person.objects.filter(id=child.id).update(born_on="2000-01-01")
    elif change == "restricted":
        Person.objects.filter(id=child.id).update(restricted=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                "UPDATE registers_relationship SET share_numerator = 0, share_denominator = 1 WHERE to_person_id = %s",
                [child.id],
            )
            cursor.execute("SET LOCAL session_replication_role = origin")

    with as_process("janua_portal", of.account.actor):
        assert (Fact.objects.filter(subject_id=child.id).exists(), child.id in open_to_actor()) == (False, False)


def test_partners_facts_are_seen_with_consent_only_and_known_of_without(as_process: Any) -> None:
    of = family()
    make.fact(of.father.id, number=5, item="PE1")

    with as_process("janua_portal", of.account.actor):
        before = Fact.objects.filter(subject_id=of.father.id).exists()
        told = known_of_family(person=of.mother.id, names=["employment_income"])
    consent = Consent.objects.create(
        person=of.father, purpose="see_values", recipient=str(of.mother.id), true_from=today(), known_from=now()
    )
    with as_process("janua_portal", of.account.actor):
        after = Fact.objects.filter(subject_id=of.father.id).exists()
        assert list(Consent.objects.all()) == [consent]

    assert (before, after) == (False, True)
    assert [(one.subject, one.attribute, one.source) for one in told] == [
        (of.father.id, "employment_income", "revenue")
    ]


def test_parent_states_facts_of_a_child_and_of_no_other_child_nor_the_partner(as_process: Any) -> None:
    of, stranger = family(), family(number=2)

    with as_process("janua_portal", of.account.actor):
        state_refugee(of.children[0])
        state_refugee(of.children[0])
        for other in (stranger.children[0], of.father):
            with pytest.raises(NotPermitted):
                state_refugee(other)

    assert [row.subject_id for row in Fact.objects.filter(source="declared", known_to=None)] == [of.children[0].id]


def test_database_refuses_a_childs_fact_of_another_source_or_of_a_strangers_child(as_process: Any) -> None:
    of, stranger = family(), family(number=2)

    for subject, source in ((of.children[0], "civil"), (stranger.children[0], "declared")):
        with pytest.raises(DatabaseError), as_process("janua_portal", of.account.actor):
            make.fact(subject.id, "refugee", truth=True, source=source, assurance=Assurance.DECLARED)


def test_database_refuses_to_ask_anybody_but_the_own_partner(as_process: Any) -> None:
    of, stranger = family(), family(number=2)

    for asker, asked in ((of.mother, stranger.mother), (stranger.mother, stranger.father)):
        with pytest.raises(DatabaseError), as_process("janua_portal", of.account.actor):
            ConsentRequest.objects.create(asker=asker, asked=asked, purpose="see_values", asked_at=now())


def test_identified_by_finds_whoever_all_three_name_and_no_restricted_person(as_process: Any) -> None:
    of, other = family(), family(number=2)
    number, born_on = other.mother.identifiers.get().value, date(1990, 3, 1)

    with as_process("janua_portal", of.account.actor):
        found = [
            identified_by(number=number, family_name="borg", born_on=born_on),
            identified_by(number=number, family_name="Vella", born_on=born_on),
            identified_by(number=number, family_name="Borg", born_on=today()),
        ]
    Person.objects.filter(id=other.mother.id).update(restricted=True)
    with as_process("janua_portal", of.account.actor):
        found.append(identified_by(number=number, family_name="Borg", born_on=born_on))

    assert found == [other.mother.id, None, None, None]
