"""A look at a protected person becomes a colleague's question at once; days with many looks, the night after."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from janua.base.accounts.models import Account
from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import acting_as, system_actor
from janua.base.audit import log_access
from janua.base.audit.models import Access, Entry
from janua.registers.actions.look_alerts import (
    AlertAnswered,
    Compared,
    WordsMissing,
    answer_look_alert,
    is_unusual,
    watch_looks,
)
from janua.registers.models import LookAlert, LookCount
from janua.registers.queries.look_alerts import look_alerts_answered, look_alerts_waiting
from janua.values import uuid7
from tests.faces import workbench_client
from tests.registers import factories as f

pytestmark = pytest.mark.django_db
YESTERDAY = f.TODAY - timedelta(days=1)


def looks(as_process: Any, officer: Account, *persons: Any, page: str = "person") -> None:
    with as_process("janua_workbench", officer.actor):
        log_access([one.id for one in persons], page, "casework")


def waiting(as_process: Any, officer: Account) -> list[tuple[str, UUID, int]]:
    with as_process("janua_workbench", officer.actor):
        return [(one.alert.kind, one.alert.account_id, one.looks) for one in look_alerts_waiting()]


def protected() -> Any:
    return f.person(given="Cora", family="Hidden", area_id=1, restricted=True)


def test_look_at_a_protected_person_is_an_alert_at_once(as_process: Any) -> None:
    officer, supervisor = f.officer("read_case", "see_restricted"), f.officer("answer_look_alert")
    looks(as_process, officer, f.person(area_id=1))
    assert waiting(as_process, supervisor) == []

    looks(as_process, officer, protected(), f.person(area_id=1))

    assert waiting(as_process, supervisor) == [("restricted", officer.id, 1)]
    row = LookAlert.objects.get()
    assert (row.access, row.page, row.on) == (Access.objects.latest("seq").seq, "person", f.TODAY)


def test_alert_is_rolled_back_with_the_look_and_written_again_with_it(as_process: Any) -> None:
    officer, hidden = f.officer("read_case", "see_restricted"), protected()
    client = workbench_client(officer)
    answer = client.post(client.at("look-hold-new", hidden.id), {})
    assert answer.status_code == 404
    assert LookAlert.objects.count() == 0

    client = workbench_client(f.officer("hold_looks", "see_restricted"))
    refused = client.post(client.at("look-hold-new", hidden.id), {})

    assert (refused.status_code, "Hidden" in refused.content.decode()) == (422, True)
    assert LookAlert.objects.filter(person=hidden).count() == Access.objects.filter(persons=[hidden.id]).count() == 1


def test_machines_and_the_person_make_no_alert(as_process: Any) -> None:
    hidden = protected()
    with as_process("janua_work", system_actor("assessor")):
        log_access([hidden.id], "batch", "assessment")
    with as_process("janua_portal", f.citizen(hidden).actor):
        log_access([hidden.id], "letter", "own")
    assert LookAlert.objects.count() == 0

    friend = f.person(given="Friend", area_id=1)
    f.mandate(hidden, friend)
    with as_process("janua_portal", f.citizen(friend).actor):
        log_access([hidden.id], "mine", "mandate")
    assert LookAlert.objects.get().person_id == hidden.id


def test_nobody_sees_or_answers_an_alert_on_their_own_looks_or_elsewhere(as_process: Any) -> None:
    supervisor = f.officer("answer_look_alert", "see_restricted")
    looks(as_process, supervisor, protected())
    alert = LookAlert.objects.get().id

    for officer in (supervisor, f.officer("answer_look_alert", area_id=2), f.officer("read_case")):
        assert waiting(as_process, officer) == []
        with as_process("janua_workbench", officer.actor), pytest.raises(LookAlert.DoesNotExist):
            answer_look_alert(alert=alert, finding="explained", words="x", on=f.TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        LookAlert.objects.filter(id=alert).update(answered_by=supervisor, answered_at=f.NOW, finding="explained")


def test_answer_counts_for_all_looks_of_the_day_and_is_audited(as_process: Any) -> None:
    officer, supervisor, hidden = f.officer("see_restricted"), f.officer("answer_look_alert"), protected()
    for page in ("find-person", "person", "case"):
        looks(as_process, officer, hidden, page=page)
    looks(as_process, officer, protected())
    first = LookAlert.objects.filter(person=hidden).order_by("at")[0]

    with as_process("janua_workbench", supervisor.actor):
        with pytest.raises(WordsMissing):
            answer_look_alert(alert=first.id, finding="explained", words=" ", on=f.TODAY)
        assert answer_look_alert(alert=first.id, finding="followed_up", words="No case of hers.", on=f.TODAY) == 3
        with pytest.raises(AlertAnswered):
            answer_look_alert(alert=first.id, finding="explained", words="Again.", on=f.TODAY)
        assert [(one.alert.finding, one.looks) for one in look_alerts_answered()] == [("followed_up", 3)]

    assert waiting(as_process, supervisor) == [("restricted", officer.id, 1)]
    row = LookAlert.objects.get(id=first.id)
    assert (row.words, row.answered_by_id) == ("No case of hers.", supervisor.id)
    entry = Entry.objects.get(action="look_alert.answer")
    assert entry.details == {"finding": "followed_up", "kind": "restricted", "alerts": 3, "account": str(officer.id)}
    assert entry.subject == hidden.id


def test_workbench_neither_makes_nor_forges_an_alert(as_process: Any) -> None:
    officer = f.officer("answer_look_alert")
    with as_process("janua_workbench", officer.actor), pytest.raises(ProgrammingError), transaction.atomic():
        LookAlert.objects.create(kind="persons", account=officer, on=f.TODAY, at=f.NOW)


@pytest.mark.parametrize(
    ("looks", "days", "usual", "colleagues", "peers", "asked"),
    [
        # Fewer than anybody asks about.
        (29, 20, 1, 9, 1, False),
        # Three times their usual day is not more than three times.
        (90, 20, 30, 0, None, False),
        (91, 20, 30, 0, None, True),
        # Colleagues look as much.
        (91, 20, 30, 5, 91, False),
        (91, 20, 30, 5, 90, True),
        # Usual for them, and far above everybody else.
        (121, 20, 121, 3, 30, True),
        (120, 20, 120, 3, 30, False),
        # Too few days and too few colleagues to compare with.
        (99, 4, 1, 2, 1, False),
        (100, 4, 1, 2, 1, True),
        (100, 0, None, 0, None, True),
    ],
)
def test_unusual_is_held_against_own_days_and_colleagues(
    looks: int, days: int, usual: int | None, colleagues: int, peers: int | None, asked: bool
) -> None:
    compared = Compared(looks=looks, days=days, usual=usual, colleagues=colleagues, peers=peers)
    assert is_unusual(compared, least=30) is asked


def seen_on(day: date, officer: Account, number: int, page: str = "person") -> None:
    at = datetime.combine(day, datetime.min.time(), f.NOW.tzinfo) + timedelta(hours=10)
    for _ in range(number):
        Access.objects.create(at=at, actor=str(officer.id), purpose="casework", page=page, persons=[uuid7()])


def watch(as_process: Any, on: date = f.TODAY) -> int:
    with as_process("janua_work", system_actor("keeper")):
        return watch_looks(on=on)


def test_a_day_with_many_more_looks_than_usual_is_asked_about_once(as_process: Any) -> None:
    curious, supervisor = f.officer("read_case"), f.officer("answer_look_alert")
    for back in range(2, 10):
        seen_on(f.TODAY - timedelta(days=back), curious, 12)
    seen_on(YESTERDAY, curious, 40)
    seen_on(f.TODAY, curious, 80)

    assert watch(as_process) == 1
    assert watch(as_process) == 0

    row = LookAlert.objects.get()
    told = (row.kind, row.account_id, row.on, row.looks, row.usual, row.days, row.peers, row.area_id)
    assert told == ("persons", curious.id, YESTERDAY, 40, 12, 8, None, 1)
    assert waiting(as_process, supervisor) == [("persons", curious.id, 40)]
    assert LookCount.objects.count() == 9


def test_searches_that_find_nobody_count(as_process: Any) -> None:
    fishing = f.officer("read_case")
    for back in range(2, 8):
        seen_on(f.TODAY - timedelta(days=back), fishing, 3, "find-person")
    at = datetime.combine(YESTERDAY, datetime.min.time(), f.NOW.tzinfo) + timedelta(hours=10)
    for _ in range(25):
        Access.objects.create(at=at, actor=str(fishing.id), purpose="casework", page="look-up", persons=[])

    assert watch(as_process) == 1
    row = LookAlert.objects.get()
    assert (row.kind, row.looks, row.usual) == ("searches", 25, 3)


def test_colleagues_with_the_same_role_are_what_a_day_is_held_against(as_process: Any) -> None:
    curious = f.officer("read_case")
    role = curious.assignments.get()
    for number in range(4):
        other = f.officer()
        type(role).objects.filter(account=other).update(role_id=role.role_id)
        for back in range(2, 8):
            seen_on(f.TODAY - timedelta(days=back), other, 5 + number)
    # Always like this: usual for them, and not for anybody who does the same work.
    for back in range(1, 8):
        seen_on(f.TODAY - timedelta(days=back), curious, 60)

    watch(as_process)

    newest = LookAlert.objects.get(account=curious, on=YESTERDAY)
    assert (newest.looks, newest.usual, newest.peers, newest.colleagues) == (60, 60, 7, 5)


def test_only_the_keeper_counts(as_process: Any) -> None:
    with as_process("janua_work", system_actor("assessor")), pytest.raises(NotPermitted):
        watch_looks(on=f.TODAY)
    with acting_as(system_actor("keeper")):
        assert watch_looks(on=f.TODAY) == 0


def test_supervisor_reads_and_answers_at_the_workbench(as_process: Any) -> None:
    officer, hidden = f.officer("see_restricted"), protected()
    looks(as_process, officer, hidden)
    client = workbench_client(f.officer("answer_look_alert"))
    alert = LookAlert.objects.get().id

    listed = client.get(client.at("look-alerts")).content.decode()
    one = client.get(client.at("look-alert", alert)).content.decode()
    assert ("Ċetta Officer" in listed, "A protected person" in listed, "Hidden" in listed + one) == (True, True, False)

    wrong = client.post(client.at("look-alert", alert), {"finding": "explained", "words": ""})
    assert wrong.status_code == 422
    kept = client.post(client.at("look-alert", alert), {"finding": "explained", "words": "Her case."})
    assert (kept.status_code, LookAlert.objects.get().finding) == (302, "explained")
    again = client.post(client.at("look-alert", alert), {"finding": "explained", "words": "Her case."})
    assert again.status_code == 422
    stranger = workbench_client(f.officer("answer_look_alert", area_id=2))
    assert stranger.get(stranger.at("look-alert", alert)).status_code == 404
