"""Contacts are sealed, one of a kind in use, and reached by nobody else of the household."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection

from janua.base.actors import system_actor
from janua.registers.actions import NotPermitted, record_contact
from janua.registers.actions.contacts import NotReachable
from janua.registers.models import PersonContact
from tests.registers import factories as make

As = Callable[..., AbstractContextManager[None]]


def test_record_contact_seals_the_value_and_keeps_the_earlier_one(as_process: As) -> None:
    own = make.person()
    account = make.citizen(own)

    with as_process("janua_work", system_actor("keeper")):
        record_contact(person=own.id, kind="telephone", value="+356 6000 0001", source="identita", on=make.TODAY)
    with as_process("janua_portal", account.actor):
        for value in ("+356 6000 0002", " +356 6000 0002"):
            record_contact(person=own.id, kind="telephone", value=value, source="declared", on=make.TODAY)
        seen = [(row.value, row.known_to is None) for row in PersonContact.objects.order_by("known_from")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM registers_personcontact WHERE position('6000'::bytea IN value) > 0")
        open_to_read = cursor.fetchone()

    assert seen == [("+356 6000 0001", False), ("+356 6000 0002", True)]
    assert open_to_read == (0,)


def test_record_contact_of_another_is_refused_and_theirs_is_unseen(as_process: As) -> None:
    own, other = make.person(), make.person()
    account = make.citizen(own)

    with as_process("janua_work", system_actor("keeper")):
        record_contact(person=other.id, kind="email", value="a@b.example", source="identita", on=make.TODAY)
    with as_process("janua_portal", account.actor):
        seen = PersonContact.objects.count()
        with pytest.raises(NotPermitted):
            record_contact(person=other.id, kind="email", value="x@y.example", source="declared", on=make.TODAY)

    assert seen == 0


@pytest.mark.parametrize(("kind", "value"), [("pigeon", "north"), ("email", " ")])
def test_record_contact_refuses_what_reaches_nobody(as_process: As, kind: str, value: str) -> None:
    own = make.person()

    with as_process("janua_work", system_actor("keeper")), pytest.raises(NotReachable):
        record_contact(person=own.id, kind=kind, value=value, source="identita", on=make.TODAY)
