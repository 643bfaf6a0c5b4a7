"""Rows → the situation that law looks at."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

from janua.base.actors import system_actor
from janua.registers.facts import situation_rows
from janua.registers.models import Person, Relationship, Residence, Status
from janua.rules import Situation
from tests.registers import factories as make

As = Callable[..., AbstractContextManager[None]]


def _related(of: Person, to: Person, kind: str, **more: Any) -> Relationship:
    return Relationship.objects.create(
        of_person=of, to_person=to, kind=kind, source="civil", known_from=make.LONG_AGO, **more
    )


def _couple(first: Person, second: Person) -> Relationship:
    low, high = sorted((first, second), key=lambda one: one.id)
    return _related(low, high, "spouse")


def _rows(*claimants: Person, at: Any = make.NOW) -> Any:
    return situation_rows(claimants=[one.id for one in claimants], known_at=at, attributes=make.ATTRIBUTES)


def test_situation_rows_writes_values_days_items_and_the_rows_they_come_from(as_process: As) -> None:
    anna, ben, home = make.person(), make.person(), make.dwelling()
    parent = _related(anna, ben, "parent", share_numerator=1, share_denominator=2, true_from=date(2020, 5, 1))
    lives = make.residence(anna, home, true_from=date(2019, 1, 1))
    born = make.fact(anna.id, "date_of_birth", day=date(1990, 2, 28), source="civil")
    income = make.fact(
        anna.id, number=1234, item="PE1", true_from=date(2024, 1, 1), true_to=date(2024, 12, 31), source="revenue"
    )
    beaten = make.fact(anna.id, number=9, source="declared", true_from=date(2024, 1, 1), true_to=date(2024, 12, 31))
    refused = make.fact(ben.id, "refugee", status=Status.NOT_APPLICABLE, source="identita")
    rooms = make.fact(home.id, "rooms", number=4, subject_kind=2, source="department")
    make.fact(anna.id, "no_longer_declared", number=1)

    with as_process("janua_work", system_actor("assessor")):
        found = _rows(anna)[anna.id]

    year = {"starts_on": "2024-01-01", "ends_on": "2024-12-31"}
    assert found.document == {
        "persons": {
            str(anna.id): {
                "date_of_birth": [{"value": "1990-02-28", "ref": str(born.id)}],
                "employment_income": [{"value": "12.34", "item": "PE1", "ref": str(income.id), **year}],
            },
            str(ben.id): {"refugee": [{"status": "not applicable", "ref": str(refused.id)}]},
        },
        "relationships": [
            {
                "of": str(anna.id),
                "to": str(ben.id),
                "kind": "parent",
                "share": "1/2",
                "starts_on": "2020-05-01",
                "ref": str(parent.id),
            }
        ],
        "dwellings": {
            str(home.id): {
                "rooms": [{"value": 4, "ref": str(rooms.id)}],
                "residents": [{"person": str(anna.id), "kind": "registered", "starts_on": "2019-01-01"}],
            }
        },
        "claimant": str(anna.id),
    }
    assert set(found.inputs) == {row.id for row in (parent, lives, born, income, beaten, refused, rooms)}
    assert Situation(found.document, make.ATTRIBUTES).claimant == str(anna.id)


def test_situation_rows_counts_partner_children_other_parents_and_who_shares_a_home(db: None) -> None:
    claimant, partner, child, stepchild, other_parent, grandmother, lodger, former, uncle = (
        make.person() for _ in range(9)
    )
    home, old = make.dwelling(), make.dwelling()
    _couple(claimant, partner)
    for parent, of in ((claimant, child), (other_parent, child), (partner, stepchild), (grandmother, claimant)):
        _related(parent, of, "parent")
    _related(grandmother, uncle, "parent")
    for one in (claimant, child, grandmother, lodger):
        make.residence(one, home, true_from=date(2022, 1, 1))
    make.residence(former, home, true_to=date(2021, 12, 31))
    make.residence(former, old, true_to=date(2021, 12, 31), kind="actual")
    make.residence(claimant, old, true_to=date(2021, 12, 31))

    found = _rows(claimant)[claimant.id].document

    assert set(found["persons"]) == {
        str(one.id) for one in (claimant, partner, child, stepchild, other_parent, grandmother, lodger)
    }
    assert {(row["of"], row["to"]) for row in found["relationships"]} >= {
        (str(grandmother.id), str(claimant.id)),
        (str(other_parent.id), str(child.id)),
    }
    assert str(uncle.id) not in found["persons"]


def test_situation_rows_as_known_then_are_not_changed_by_a_later_correction(db: None) -> None:
    anna, ben, home, other = make.person(), make.person(), make.dwelling(), make.dwelling()
    corrected = make.NOW
    _related(anna, ben, "parent", known_to=corrected)
    make.fact(anna.id, number=1, known_to=corrected)
    make.residence(anna, home, known_to=corrected)
    before = _rows(anna, at=corrected - timedelta(days=1))

    make.fact(anna.id, number=2, known_from=corrected)
    Residence.objects.create(person=anna, dwelling=other, kind="registered", source="identita", known_from=corrected)

    assert _rows(anna, at=corrected - timedelta(days=1)) == before
    after = _rows(anna, at=corrected)[anna.id].document
    assert (set(after["persons"]), set(after["dwellings"]), after["relationships"]) == (
        {str(anna.id)},
        {str(other.id)},
        [],
    )


def test_situation_rows_uses_as_many_queries_for_three_claimants_as_for_one(
    db: None, django_assert_num_queries: Any
) -> None:
    claimants = []
    for _ in range(3):
        mother, child = make.person(), make.person()
        _related(mother, child, "parent")
        make.residence(mother, make.dwelling())
        make.residence(make.person(), mother.residences.get().dwelling)
        make.fact(child.id)
        claimants.append(mother)

    for chosen in (claimants[:1], claimants):
        with django_assert_num_queries(5):
            found = _rows(*chosen)
        assert [len(rows.document["persons"]) for rows in found.values()] == [3] * len(chosen)
