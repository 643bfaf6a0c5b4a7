"""What every table with two time axes guards by itself."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from janua.registers.models import Known, Membership, Relationship, Residence
from tests.registers import factories as make


def _tables() -> list[str]:
    models = [
        model._meta.db_table for model in apps.get_app_config("registers").get_models() if issubclass(model, Known)
    ]
    return sorted([*models, "registers_accountlink"])


def test_every_table_with_two_axes_has_the_guard_against_change(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'ended_once' AND tgenabled = 'O' ORDER BY 1"
        )
        guarded = [row[0] for row in cursor.fetchall()]

    assert guarded == _tables()


def test_only_known_to_may_be_set_later_in_every_table(db: None) -> None:
    """No process has a right to update any other column, but the person's own hot ones, and awaited answers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT table_name || '.' || column_name FROM information_schema.column_privileges"
            " WHERE table_name LIKE 'registers\\_%%' AND privilege_type = 'UPDATE' AND grantee LIKE 'janua\\_%%'"
            " AND grantee NOT IN ('janua_owner', 'janua_eraser', 'janua_resealer') AND column_name <> 'known_to'"
            " ORDER BY 1"
        )
        columns = [row[0] for row in cursor.fetchall()]

    assert columns == [
        *(f"registers_consentrequest.{name}" for name in ("answer", "answered_at")),
        *(f"registers_lookalert.{name}" for name in ("answered_at", "answered_by_id", "finding", "words")),
        *(
            f"registers_lookhold.{name}"
            for name in ("answered_at", "answered_by_id", "ended_at", "ended_by_id", "is_confirmed")
        ),
        *(f"registers_person.{name}" for name in ("born_on", "cared_in_id", "died_on", "language", "restricted")),
        *(f"registers_urgentaccess.{name}" for name in ("note", "reviewed_at", "reviewed_by_id", "verdict")),
    ]


@pytest.mark.parametrize(
    "overlap",
    [
        lambda one, home: Residence(person=one, dwelling=home, kind="registered", source="x", known_from=make.NOW),
        lambda one, home: make.identified(one, "0000101M"),
    ],
)
def test_two_homes_of_a_kind_and_one_number_of_two_persons_are_refused(db: None, overlap: Any) -> None:
    one, home = make.person(), make.dwelling()
    make.residence(one, home)
    make.identified(make.person(), "0000101M")

    with pytest.raises(IntegrityError), transaction.atomic():
        overlap(one, home).save(force_insert=True)


def test_two_kinds_of_home_stand_side_by_side(db: None) -> None:
    one, home = make.person(), make.dwelling()
    for kind in ("registered", "actual", "temporary"):
        make.residence(one, home, kind=kind)

    assert Residence.objects.known().count() == 3


@pytest.mark.parametrize("share", [(3, 2), (1, 0), (1, None)])
def test_share_of_custody_is_a_proper_fraction(db: None, share: tuple[int, int | None]) -> None:
    one, other = make.person(), make.person()

    with pytest.raises(IntegrityError), transaction.atomic():
        Relationship.objects.create(
            of_person=one,
            to_person=other,
            kind="parent",
            source="courts",
            known_from=make.NOW,
            share_numerator=share[0],
            share_denominator=share[1],
        )


def test_mutation_without_the_constraint_two_homes_of_a_kind_pass(db: None) -> None:
    one, home = make.person(), make.dwelling()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE registers_residence DROP CONSTRAINT registers_residence_once")

    make.residence(one, home)
    make.residence(one, home)

    assert (Residence.objects.count(), Membership.objects.count()) == (2, 0)
