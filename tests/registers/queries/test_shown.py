"""What a person may be told of others: the wall between the members of a household, in the database itself."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from janua.base.actors import system_actor
from janua.base.audit import log_access
from janua.registers.models import Consent, Person, Relationship
from janua.registers.queries.shown import ShownFact, looks_at, machine_looks_at, shown_facts, shown_to
from tests.registers import factories as f

pytestmark = pytest.mark.django_db
ON = f.TODAY


class Household:
    """A mother, a father and their child, with a wage each."""

    def __init__(self) -> None:
        self.mother = f.person(given="Maria", area_id=1, born_on=date(1990, 3, 1))
        self.father = f.person(given="Ġużeppi", area_id=1, born_on=date(1988, 7, 1))
        self.child = f.person(given="Luca", area_id=1, born_on=date(2016, 5, 4))
        for parent in (self.mother, self.father):
            Relationship.objects.create(
                of_person=parent, to_person=self.child, kind="parent", source="civil", true_from=self.child.born_on,
                known_from=f.LONG_AGO,
            )  # fmt: skip
        first, second = sorted((self.mother, self.father), key=lambda one: one.id)
        Relationship.objects.create(
            of_person=first, to_person=second, kind="spouse", source="civil", known_from=f.LONG_AGO
        )
        self.wages = {one.id: f.fact(one.id, number=100 + n) for n, one in enumerate(self.all)}
        self.account, self.fathers = f.citizen(self.mother), f.citizen(self.father)

    @property
    def all(self) -> tuple[Person, ...]:
        """Mother, father, child."""
        return self.mother, self.father, self.child

    def seen_by_mother(self, as_process: Any) -> list[tuple[str, str]]:
        """Who is shown to her, and why."""
        with as_process("janua_portal", self.account.actor):
            return [(one.name, one.why) for one in shown_to(person=self.mother.id, on=ON)]

    def facts_for_mother(self, as_process: Any) -> dict[UUID, ShownFact]:
        """What she is told of all three wages."""
        with as_process("janua_portal", self.account.actor):
            rows = [fact.id for fact in self.wages.values()]
            return shown_facts(person=self.mother.id, rows=rows, on=ON)


def consent(giver: Person, to: Person, **more: Any) -> Consent:
    values = {"purpose": "see_values", "recipient": str(to.id), "true_from": ON, "known_from": f.LONG_AGO} | more
    return Consent.objects.create(person=giver, **values)


def test_shown_are_the_person_and_their_minor_children(as_process: Any) -> None:
    assert Household().seen_by_mother(as_process) == [("Maria Borg", "self"), ("Luca Borg", "child")]


def test_facts_shown_are_those_of_the_shown_alone(as_process: Any) -> None:
    home = Household()
    wages = [home.wages[one.id].id for one in home.all]

    told = home.facts_for_mother(as_process)

    assert set(told) == {wages[0], wages[2]}
    assert told[wages[0]] == ShownFact("employment_income", "", 100, "revenue", f.LONG_AGO)


def test_another_adult_is_shown_with_their_consent(as_process: Any) -> None:
    home = Household()
    consent(home.father, home.mother)

    assert home.seen_by_mother(as_process) == [
        ("Ġużeppi Borg", "consent"),
        ("Maria Borg", "self"),
        ("Luca Borg", "child"),
    ]
    assert len(home.facts_for_mother(as_process)) == 3


@pytest.mark.parametrize(
    "other",
    [
        {"purpose": "statistics"},
        {"recipient": "revenue"},
        {"true_from": ON + timedelta(days=1)},
        {"known_to": f.NOW},
    ],
)
def test_a_consent_for_something_else_or_another_day_shows_nobody(as_process: Any, other: dict[str, Any]) -> None:
    home = Household()
    consent(home.father, home.mother, **other)

    assert home.seen_by_mother(as_process) == [("Maria Borg", "self"), ("Luca Borg", "child")]


def test_another_adult_is_shown_with_their_mandate_to_see(as_process: Any) -> None:
    home = Household()
    f.mandate(home.father, home.mother, scope=["see"])

    assert ("Ġużeppi Borg", "mandate") in home.seen_by_mother(as_process)


def test_a_mandate_to_apply_shows_no_values(as_process: Any) -> None:
    home = Household()
    f.mandate(home.father, home.mother, scope=["apply"])

    assert home.seen_by_mother(as_process) == [("Maria Borg", "self"), ("Luca Borg", "child")]


def test_what_an_adult_allowed_is_not_handed_on_to_a_holder_of_a_mandate(as_process: Any) -> None:
    home = Household()
    consent(home.father, home.mother)
    friend = f.person(given="Friend", area_id=1)
    f.mandate(home.mother, friend)

    with as_process("janua_portal", f.citizen(friend).actor):
        shown = [one.name for one in shown_to(person=home.mother.id, on=ON)]

    assert shown == ["Maria Borg", "Luca Borg"]


def test_a_child_in_hiding_is_not_shown(as_process: Any) -> None:
    home = Household()
    Person.objects.filter(id=home.child.id).update(restricted=True)

    assert home.seen_by_mother(as_process) == [("Maria Borg", "self")]


def test_a_grown_child_is_not_shown(as_process: Any) -> None:
    home = Household()
    Person.objects.filter(id=home.child.id).update(born_on=date(ON.year - 18, ON.month, ON.day))

    assert home.seen_by_mother(as_process) == [("Maria Borg", "self")]


def test_a_stranger_is_told_nothing_of_anybody(as_process: Any) -> None:
    home = Household()
    stranger = f.citizen(f.person(given="Stranger", area_id=1))
    with as_process("janua_workbench", f.officer("read_case").actor):
        log_access([home.mother.id], "case", "casework")
    rows = [fact.id for fact in home.wages.values()]

    with as_process("janua_portal", stranger.actor):
        assert shown_to(person=home.mother.id, on=ON) == ()
        assert shown_facts(person=home.mother.id, rows=rows, on=ON) == {}
        assert looks_at(person=home.mother.id, own=False, before=None, highest=10) == []
        assert machine_looks_at(person=home.mother.id, since=f.LONG_AGO, zone="UTC") == []


def test_who_looked_is_told_by_role_and_office_and_never_by_name(as_process: Any) -> None:
    home = Household()
    officer = f.officer("read_case")
    role = officer.assignments.get().role_id
    with as_process("janua_workbench", officer.actor):
        log_access([home.mother.id, home.father.id], "case", "casework")
        log_access([home.father.id], "person", "casework")

    with as_process("janua_portal", home.account.actor):
        looks = looks_at(person=home.mother.id, own=False, before=None, highest=10)

    assert [(one.page, one.purpose, one.who, one.roles, one.office) for one in looks] == [
        ("case", "casework", "staff", (role,), 1)
    ]
    assert str(officer.id) not in repr(looks)


def test_ones_own_looks_and_a_holders_stand_apart(as_process: Any) -> None:
    home = Household()
    friend = f.person(given="Friend", area_id=1)
    f.mandate(home.mother, friend)
    with as_process("janua_portal", home.account.actor):
        log_access([home.mother.id], "letter", "own")
    with as_process("janua_portal", f.citizen(friend).actor):
        log_access([home.mother.id], "decision", "mandate")

    with as_process("janua_portal", home.account.actor):
        own = looks_at(person=home.mother.id, own=True, before=None, highest=10)
        others = looks_at(person=home.mother.id, own=False, before=None, highest=10)

    assert [(one.page, one.who) for one in own] == [("letter", "self")]
    assert [(one.page, one.who) for one in others] == [("decision", "mandate")]


def test_looks_are_paged_by_key(as_process: Any) -> None:
    home = Household()
    with as_process("janua_workbench", f.officer("read_case").actor):
        for page in ("a", "b", "c"):
            log_access([home.mother.id], page, "casework")

    with as_process("janua_portal", home.account.actor):
        first = looks_at(person=home.mother.id, own=False, before=None, highest=2)
        rest = looks_at(person=home.mother.id, own=False, before=first[-1].seq, highest=2)

    assert ([one.page for one in first], [one.page for one in rest]) == (["c", "b"], ["a"])


def test_machine_reads_are_summed_up_by_day(as_process: Any) -> None:
    home = Household()
    with as_process("janua_work", system_actor("assessor")):
        for _ in range(3):
            log_access([home.mother.id, home.father.id], "batch", "assessment")

    with as_process("janua_portal", home.account.actor):
        told = machine_looks_at(person=home.mother.id, since=datetime.min.replace(tzinfo=f.NOW.tzinfo), zone="UTC")

    assert [(one.step, one.looks) for one in told] == [("assessor", 3)]
