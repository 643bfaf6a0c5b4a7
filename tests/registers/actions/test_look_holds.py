"""Looks that are shown later: two people decide it, the person's page leaves them out meanwhile, then all are there."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, transaction

from janua.base import clock
from janua.base.accounts.permissions import NotPermitted
from janua.base.audit import log_access
from janua.base.audit.models import Access, Entry
from janua.registers.actions.look_holds import HoldRefused, answer_look_hold, ask_for_look_hold, end_look_hold
from janua.registers.models import AccountLink, LookHold, Person
from janua.registers.queries.look_holds import look_holds_in_force
from janua.registers.queries.shown import looks_at
from tests.registers import factories as f

pytestmark = pytest.mark.django_db
ENDS = f.TODAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "JANUA_TODAY", f.TODAY)


class Danger:
    """Somebody whose file a protection officer and an officer of another office have looked at."""

    def __init__(self, as_process: Any) -> None:
        self.as_process = as_process
        self.person = f.person(area_id=1)
        self.account = f.citizen(self.person)
        self.asks, self.confirms = f.officer("hold_looks", "read_case"), f.officer("confirm_look_hold", "hold_looks")
        self.elsewhere = f.officer("read_case", area_id=2)
        for officer in (self.asks, self.elsewhere):
            with as_process("janua_workbench", officer.actor):
                log_access([self.person.id], page="case", purpose="casework")

    def seen(self) -> int:
        with self.as_process("janua_portal", self.account.actor):
            return len(looks_at(person=self.person.id, own=False, before=None, highest=9))

    def hold(self, *, by: Any = None, **more: Any) -> LookHold:
        asked: dict[str, Any] = {
            "ground": "violence",
            "law": "Cap. 581, art. 5",
            "reason": "He reads her telephone.",
            "since": date.min + timedelta(days=1),
            "ends_on": ENDS,
            "office": None,
        }
        with self.as_process("janua_workbench", (by or self.asks).actor):
            return ask_for_look_hold(person=self.person.id, **asked | more, on=f.TODAY)

    def answer(self, row: LookHold, *, by: Any = None, is_confirmed: bool = True) -> LookHold:
        with self.as_process("janua_workbench", (by or self.confirms).actor):
            return answer_look_hold(hold=row.id, is_confirmed=is_confirmed, on=f.TODAY)

    def count(self) -> int:
        with self.as_process("janua_portal", self.account.actor):
            return look_holds_in_force()


@pytest.fixture
def danger(as_process: Any) -> Danger:
    return Danger(as_process)


def test_hold_leaves_looks_out_until_its_last_day_is_over(danger: Danger, monkeypatch: pytest.MonkeyPatch) -> None:
    assert danger.seen() == 2
    danger.answer(danger.hold())
    assert (danger.seen(), danger.count()) == (0, 1)

    monkeypatch.setattr(settings, "JANUA_TODAY", ENDS)
    assert danger.seen() == 0
    monkeypatch.setattr(settings, "JANUA_TODAY", ENDS + timedelta(days=1))
    assert (danger.seen(), danger.count()) == (2, 0)


def test_hold_on_one_office_leaves_the_others_looks_in_sight(danger: Danger) -> None:
    danger.answer(danger.hold(office=1))
    assert danger.seen() == 1


def test_hold_from_a_day_on_leaves_earlier_looks_in_sight(danger: Danger) -> None:
    earlier = {"at": f.NOW - timedelta(days=2), "actor": str(danger.elsewhere.id), "purpose": "casework"}
    Access.objects.create(page="case", persons=[danger.person.id], **earlier)
    danger.answer(danger.hold(since=f.TODAY))
    assert danger.seen() == 1


def test_hold_without_a_second_person_lapses(danger: Danger) -> None:
    row = danger.hold()
    assert (danger.seen(), danger.count()) == (0, 1)

    LookHold.objects.filter(id=row.id).update(provisional_until=clock.now() - timedelta(seconds=1))
    assert (danger.seen(), danger.count()) == (2, 0)


def test_refused_hold_shows_everything_at_once(danger: Danger) -> None:
    danger.answer(danger.hold(), is_confirmed=False)
    assert (danger.seen(), danger.count()) == (2, 0)


def test_ended_hold_shows_everything_at_once(danger: Danger) -> None:
    row = danger.answer(danger.hold())
    with danger.as_process("janua_workbench", danger.confirms.actor):
        end_look_hold(hold=row.id, on=f.TODAY)
        with pytest.raises(HoldRefused):
            end_look_hold(hold=row.id, on=f.TODAY)
    assert (danger.seen(), danger.count()) == (2, 0)
    assert list(Entry.objects.filter(action__startswith="looks.").order_by("seq").values_list("action", flat=True)) == [
        "looks.hold",
        "looks.hold_answered",
        "looks.hold_ended",
    ]


def test_own_looks_and_those_of_other_people_stay_in_sight(danger: Danger, as_process: Any) -> None:
    other = f.person(given="Other", area_id=1)
    account = f.citizen(other)
    with as_process("janua_workbench", danger.asks.actor):
        log_access([danger.person.id, other.id], page="inbox", purpose="casework")
    with as_process("janua_portal", danger.account.actor):
        log_access([danger.person.id], page="looks", purpose="own")
    danger.answer(danger.hold())

    with as_process("janua_portal", account.actor):
        assert len(looks_at(person=other.id, own=False, before=None, highest=9)) == 1
    with as_process("janua_portal", danger.account.actor):
        assert len(looks_at(person=danger.person.id, own=True, before=None, highest=9)) == 1


def test_ask_without_permission_for_kin_or_elsewhere_is_refused(danger: Danger) -> None:
    AccountLink.objects.create(
        account=danger.confirms,
        account_kind="staff",
        person=danger.person,
        confirmed_by="papers",
        known_from=f.LONG_AGO,
    )
    for officer in (f.officer("read_case"), danger.confirms):
        # At the staff pages nobody has a file of their own: there it is as if they were not.
        with pytest.raises((NotPermitted, Person.DoesNotExist)):
            danger.hold(by=officer)
    assert not LookHold.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"law": " "},
        {"reason": ""},
        {"ends_on": f.TODAY - timedelta(days=1)},
        {"ends_on": f.TODAY + timedelta(days=367)},
        {"since": ENDS + timedelta(days=1)},
    ],
)
def test_ask_for_what_the_law_does_not_want_is_refused(danger: Danger, wrong: dict[str, Any]) -> None:
    with pytest.raises(HoldRefused):
        danger.hold(**wrong)
    assert danger.seen() == 2


def test_who_asked_does_not_confirm(danger: Danger) -> None:
    row = danger.hold(by=danger.confirms)
    with pytest.raises(NotPermitted):
        danger.answer(row, by=danger.confirms)
    with pytest.raises(IntegrityError), transaction.atomic():
        LookHold.objects.filter(id=row.id).update(answered_by=danger.confirms, answered_at=clock.now())


def test_answer_twice_is_refused(danger: Danger) -> None:
    row = danger.answer(danger.hold())
    with pytest.raises(HoldRefused):
        danger.answer(row, is_confirmed=False)


def test_hold_is_seen_by_nobody_who_neither_asks_nor_confirms(danger: Danger, as_process: Any) -> None:
    danger.answer(danger.hold())

    def visible(process: str, account: Any) -> int:
        with as_process(process, account.actor):
            return LookHold.objects.count()

    assert visible("janua_workbench", danger.confirms) == 1
    assert visible("janua_workbench", f.officer("read_case", "do_task")) == 0
    assert visible("janua_workbench", f.officer("confirm_look_hold", area_id=2)) == 0


def test_hold_is_for_staff_alone_to_ask(danger: Danger, as_process: Any) -> None:
    with as_process("janua_portal", danger.account.actor), pytest.raises(NotPermitted):
        ask_for_look_hold(
            person=danger.person.id, ground="violence", law="x", reason="y", since=f.TODAY, ends_on=ENDS, office=None,
            on=f.TODAY,
        )  # fmt: skip


def test_hold_that_nobody_confirmed_is_not_renewed_by_one_person(danger: Danger) -> None:
    row = danger.hold()
    again = danger.hold()
    other = danger.hold(by=danger.confirms, ground="witness")
    LookHold.objects.filter(id=row.id).update(
        asked_at=clock.now() - timedelta(days=4), provisional_until=clock.now() - timedelta(days=1)
    )
    assert (danger.seen(), danger.count()) == (2, 0), "asking anew, or by a colleague, hides nothing"

    danger.answer(again)
    assert (danger.seen(), danger.count()) == (0, 1), "a second person's yes does"
    with pytest.raises(HoldRefused):
        danger.answer(again)
    assert other.provisional_until <= other.asked_at


def test_hold_that_was_refused_is_not_asked_for_anew_by_one_person(danger: Danger) -> None:
    danger.answer(danger.hold(), is_confirmed=False)
    danger.hold()
    assert (danger.seen(), danger.count()) == (2, 0)


def test_the_database_lets_nobody_hide_looks_alone_for_longer(danger: Danger, as_process: Any) -> None:
    asked = {"law": "x", "reason": "y", "since": f.TODAY, "ends_on": ENDS, "asked_by": danger.asks}
    with as_process("janua_workbench", danger.asks.actor), pytest.raises(ProgrammingError):
        LookHold.objects.create(
            person=danger.person, area_id=1, ground="violence", asked_at=clock.now(),
            provisional_until=clock.now() + timedelta(days=30), **asked,
        )  # fmt: skip


def test_looks_at_the_hold_itself_tell_nobody_that_there_is_one(danger: Danger) -> None:
    danger.answer(danger.hold(office=1))
    for page in ("look-hold-new", "look-hold", "look-holds"):
        with danger.as_process("janua_workbench", danger.elsewhere.actor):
            log_access([danger.person.id], page=page, purpose="casework")
    assert danger.seen() == 1, "the other office's look at the case is shown, those at the hold are not"

    LookHold.objects.update(ended_at=clock.now(), ended_by=danger.confirms)
    assert danger.seen() == 5


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_kin_of_the_person_neither_confirm_nor_refuse_nor_end(danger: Danger, is_confirmed: bool) -> None:
    row = danger.hold()
    kin = f.officer("confirm_look_hold")
    AccountLink.objects.create(
        account=kin, account_kind="staff", person=danger.person, confirmed_by="papers", known_from=f.LONG_AGO
    )
    with pytest.raises(NotPermitted):
        danger.answer(row, by=kin, is_confirmed=is_confirmed)
    danger.answer(row)
    with danger.as_process("janua_workbench", kin.actor), pytest.raises(NotPermitted):
        end_look_hold(hold=row.id, on=f.TODAY)
    assert danger.seen() == 0
