"""Who sees and changes what signing in leaves behind: the door of the right face, and nobody else."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from janua.base import clock
from janua.base.accounts.actions.clearing import clear_old
from janua.base.accounts.actions.session import open_session
from janua.base.accounts.models import Account, Invitation, KeptForm, SecondFactor, Session, WrongAttempt
from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import Actor, acting_as, system_actor
from tests.registers import factories as f

pytestmark = pytest.mark.django_db
AsProcess = Callable[..., AbstractContextManager[None]]
DOOR = system_actor("door")
FACES = {"janua_portal": "citizen", "janua_workbench": "staff"}
MODELS: tuple[Any, ...] = (Session, WrongAttempt, KeptForm)


def _rows() -> dict[str, Account]:
    """One row of each table for a citizen and for an officer."""
    accounts = {"citizen": f.citizen(f.person()), "staff": f.officer("open_staff_account")}
    now, later = clock.now(), clock.now() + timedelta(hours=1)
    for kind, account in accounts.items():
        digest = kind.encode()
        Session.objects.create(
            account=account, kind=kind, digest=digest, opened_at=now, seen_at=now, ends_at=later, second_factor_at=now
        )
        WrongAttempt.objects.create(kind=kind, key=digest, at=now)
        KeptForm.objects.create(account=account, kind=kind, digest=digest, sealed=b"x", kept_at=now, ends_at=later)
    SecondFactor.objects.create(account=accounts["staff"], secret="JBSWY3DPEHPK3PXP", set_at=now)
    Invitation.objects.create(account=accounts["staff"], digest=b"staff", made_at=now, ends_at=later)
    return accounts


@pytest.mark.parametrize("role", FACES)
def test_door_of_a_face_sees_its_own_kind_alone(as_process: AsProcess, role: str) -> None:
    _rows()

    with as_process(role, DOOR):
        seen = [list(model.objects.values_list("kind", flat=True)) for model in MODELS]

    assert seen == [[FACES[role]]] * 3


@pytest.mark.parametrize("role", FACES)
@pytest.mark.parametrize("model", MODELS)
def test_door_of_a_face_writes_its_own_kind_alone(as_process: AsProcess, role: str, model: Any) -> None:
    _rows()
    other = model.objects.exclude(kind=FACES[role]).get()
    other.pk = None if model is WrongAttempt else other.account_id
    if model is not WrongAttempt:
        other.digest = b"another"

    with pytest.raises(ProgrammingError, match="violates row-level security"), as_process(role, DOOR):
        other.save(force_insert=True)


@pytest.mark.parametrize("kind", ["citizen", "staff"])
def test_owner_of_an_account_sees_no_session_and_their_own_kept_form(as_process: AsProcess, kind: str) -> None:
    accounts = _rows()
    role = next(role for role, of in FACES.items() if of == kind)

    with as_process(role, accounts[kind].actor):
        seen = [model.objects.count() for model in MODELS]
        assert list(KeptForm.objects.values_list("account_id", flat=True)) == [accounts[kind].id]

    assert seen == [0, 0, 1]


def test_somebody_else_sees_no_kept_form_and_deletes_none(as_process: AsProcess) -> None:
    _rows()
    stranger = f.citizen(f.person(given="Stranger"))

    with as_process("janua_portal", stranger.actor):
        assert (KeptForm.objects.count(), KeptForm.objects.all().delete()[0]) == (0, 0)


@pytest.mark.parametrize("role", ["janua_portal", "janua_api", "janua_payments"])
@pytest.mark.parametrize("table", ["accounts_secondfactor", "accounts_invitation"])
def test_other_processes_read_no_second_factor_and_no_invitation(as_process: AsProcess, role: str, table: str) -> None:
    _rows()
    who = DOOR if role == "janua_portal" else system_actor("exchange" if role == "janua_api" else "paymaster")

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        as_process(role, who),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"SELECT * FROM {table}")


def test_administrator_reads_no_second_factor_and_no_invitation_of_others(as_process: AsProcess) -> None:
    accounts = _rows()

    with as_process("janua_workbench", accounts["staff"].actor):
        assert (SecondFactor.objects.count(), Invitation.objects.count()) == (0, 0)


def test_secret_of_the_second_factor_is_sealed() -> None:
    _rows()

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_secondfactor")
        assert b"JBSWY3DPEHPK3PXP" not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_session SET second_factor_at = now()",
        "UPDATE accounts_session SET acts_for = account_id",
        "UPDATE accounts_session SET ends_at = ends_at + interval '1 day'",
        "UPDATE accounts_session SET account_id = account_id",
        "UPDATE accounts_session SET digest = digest",
        "DELETE FROM accounts_session",
        "UPDATE accounts_keptform SET sealed = sealed",
        "UPDATE accounts_wrongattempt SET at = at",
    ],
)
@pytest.mark.parametrize("role", FACES)
def test_a_session_is_never_raised_in_place(as_process: AsProcess, role: str, statement: str) -> None:
    _rows()

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        as_process(role, DOOR),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_only_the_door_opens_a_session(as_process: AsProcess) -> None:
    account = f.citizen(f.person())

    with pytest.raises(NotPermitted), as_process("janua_portal", account.actor):
        open_session(account=account)


def test_keeper_clears_what_is_old(as_process: AsProcess) -> None:
    _rows()
    old = clock.now() - timedelta(days=31)
    Session.objects.filter(kind="staff").update(opened_at=old - timedelta(hours=8), ends_at=old)
    WrongAttempt.objects.filter(kind="staff").update(at=old)
    KeptForm.objects.filter(kind="staff").update(kept_at=old - timedelta(hours=1), ends_at=old)

    with as_process("janua_work", system_actor("keeper")):
        clear_old(at=clock.now())

    assert [list(model.objects.values_list("kind", flat=True)) for model in MODELS] == [["citizen"]] * 3


@pytest.mark.parametrize("actor", [DOOR, system_actor("assessor")])
def test_only_the_keeper_clears(actor: Actor) -> None:
    with pytest.raises(NotPermitted), acting_as(actor):
        clear_old(at=clock.now())


def test_person_is_found_at_the_door_of_the_portal_alone(as_process: AsProcess) -> None:
    from janua.registers.queries.acting import person_at_the_door

    maria = f.identified(f.person(), "9900190M").person
    asked = {"scheme": "mt-id-card", "number": "9900190M"}

    with as_process("janua_portal", DOOR):
        assert person_at_the_door(**asked) == maria.id
    with as_process("janua_portal", f.citizen(f.person(given="Anna")).actor):
        assert person_at_the_door(**asked) is None
    with pytest.raises(ProgrammingError, match="permission denied"), as_process("janua_workbench", DOOR):
        person_at_the_door(**asked)


def test_invitation_outside_ones_areas_is_refused_by_the_database(as_process: AsProcess) -> None:
    f.area(2)
    administrator, colleague = f.officer("open_staff_account", area_id=2), f.officer("read_case", area_id=1)
    now = clock.now()

    with (
        pytest.raises(ProgrammingError, match="violates row-level security"),
        as_process("janua_workbench", administrator.actor),
    ):
        Invitation.objects.create(
            account_id=colleague.id,
            digest=b"x",
            made_by=administrator,
            made_at=now,
            ends_at=now + timedelta(days=1),
        )
