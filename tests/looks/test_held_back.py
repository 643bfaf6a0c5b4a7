"""Looks shown later say so afterwards, with the law; everybody reads how many there are, and nobody whose."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from janua.base import clock
from janua.base.actors import system_actor
from janua.base.audit import log_access
from janua.registers.actions.look_alerts import watch_looks
from janua.registers.models import HeldCount, LookHold, UrgentAccess
from janua.registers.queries.look_alerts import held_back
from janua.registers.queries.shown import Look, ShownLater, looks_at
from tests.faces import portal_client
from tests.registers import factories as f

pytestmark = pytest.mark.django_db


def hold(person: Any, **more: Any) -> LookHold:
    asked: dict[str, Any] = {
        "ground": "violence", "law": "Cap. 581, art. 5", "reason": "He reads her telephone.",
        "since": f.TODAY - timedelta(days=30), "ends_on": f.TODAY + timedelta(days=30), "asked_at": f.NOW,
        "provisional_until": f.NOW, "answered_at": f.NOW, "is_confirmed": True,
    }  # fmt: skip
    return LookHold.objects.create(
        person=person, area_id=1, asked_by=f.officer(), answered_by=f.officer(), **asked | more
    )  # fmt: skip


def look(as_process: Any, *persons: Any, by: Any = None) -> Any:
    officer = by or f.officer("read_case")
    with as_process("janua_workbench", officer.actor):
        log_access([one.id for one in persons], "case", "casework")
    return officer


def seen(as_process: Any, person: Any, account: Any) -> list[Look]:
    with as_process("janua_portal", account.actor):
        return looks_at(person=person.id, own=False, before=None, highest=9)


def test_look_that_was_held_back_says_so_with_its_law_when_it_is_over(as_process: Any, settings: Any) -> None:
    person = f.person(area_id=1)
    account = f.citizen(person)
    # The log's clock is the machine's: the hold covers it.
    last = clock.now().date() + timedelta(days=3)
    hold(person, ends_on=last)
    look(as_process, person)
    assert seen(as_process, person, account) == []

    settings.JANUA_TODAY = last + timedelta(days=1)
    (told,) = seen(as_process, person, account)

    assert told.later == ShownLater("violence", "Cap. 581, art. 5", last, is_confirmed=True)
    page = portal_client(account)
    text = page.get(page.at("looks")).content.decode()
    for said in ("Somebody who is beaten or threatened at home", "Cap. 581, art. 5", "a second one agreed"):
        assert said in text, said


def test_while_another_hold_stands_nothing_of_an_earlier_one_is_told(as_process: Any, settings: Any) -> None:
    person = f.person(area_id=1)
    account = f.citizen(person)
    last = clock.now().date() + timedelta(days=3)
    hold(person, ends_on=last)
    f.officer(area_id=2)
    look(as_process, person)
    settings.JANUA_TODAY = last + timedelta(days=1)
    hold(person, ends_on=last + timedelta(days=9), office_id=2)

    (told,) = seen(as_process, person, account)

    assert told.later is None


def test_a_look_outside_the_hold_is_an_ordinary_one(as_process: Any) -> None:
    person = f.person(area_id=1)
    hold(person, since=f.TODAY - timedelta(days=30), ends_on=f.TODAY - timedelta(days=20))
    look(as_process, person)

    (told,) = seen(as_process, person, f.citizen(person))

    assert told.later is None


@pytest.mark.parametrize(("verdict", "said"), [("", "waits"), ("justified", "justified"), ("not_justified",) * 2])
def test_look_in_urgency_says_what_the_supervisor_found(as_process: Any, verdict: str, said: str) -> None:
    person = f.person(area_id=1)
    account, officer = f.citizen(person), f.officer("open_urgent_access", area_id=2)
    at = clock.now()
    reviewed = {"reviewed_by": f.officer(), "reviewed_at": at, "verdict": verdict} if verdict else {}
    UrgentAccess.objects.create(
        account=officer, person=person, area_id=1, reason="x", opened_at=at - timedelta(hours=1),
        ends_at=at + timedelta(hours=3), review_by=at + timedelta(hours=23), **reviewed,
    )  # fmt: skip
    look(as_process, person, by=officer)
    look(as_process, person)

    assert [one.urgent for one in seen(as_process, person, account)] == ["", said]
    page = portal_client(account)
    assert "was opened in urgency by an office that is not yours" in page.get(page.at("looks")).content.decode()


def count(as_process: Any) -> None:
    with as_process("janua_work", system_actor("keeper")):
        watch_looks(on=f.TODAY)


def test_everybody_reads_how_many_looks_are_held_back_in_fives_and_none_below(as_process: Any) -> None:
    beaten = [f.person(area_id=1) for _ in range(7)]
    witnesses = [f.person(area_id=1) for _ in range(4)]
    for person in beaten:
        hold(person)
    for person in witnesses:
        hold(person, ground="witness")
    hold(f.person(area_id=1), is_confirmed=False)
    officer = look(as_process, *beaten, *witnesses)
    look(as_process, beaten[0], by=officer)
    for person in beaten[1:5]:
        look(as_process, person, by=officer)
    count(as_process)

    exact = {row.ground: (row.people, row.looks) for row in HeldCount.objects.all()}
    assert exact == {"violence": (7, 6), "witness": (4, 1)}
    with as_process("janua_portal"):
        assert {(one.ground, one.people, one.looks) for one in held_back()} == {("violence", 5, 5), ("witness", 0, 0)}
    page = portal_client()
    text = page.get(page.at("looks-held")).content.decode()
    assert text.count("5 or a few more") == 2
    # Two numbers a ground, of four grounds and two lines of urgency; nothing tells four from none.
    assert text.count("fewer than 5") == 10


def test_a_count_stands_for_the_day_and_its_table_is_nobodys_to_read(as_process: Any) -> None:
    hold(f.person(area_id=1))
    count(as_process)
    hold(f.person(area_id=1))
    count(as_process)
    assert HeldCount.objects.get().people == 1
    for role in ("janua_portal", "janua_workbench"):
        with as_process(role, f.officer().actor), connection.cursor() as cursor:
            cursor.execute("SELECT has_table_privilege(current_user, 'registers_heldcount', 'SELECT')")
            assert cursor.fetchone() == (False,)


def test_before_the_first_count_the_page_says_so() -> None:
    page = portal_client()
    assert "Nothing has been counted yet" in page.get(page.at("looks-held")).content.decode()
