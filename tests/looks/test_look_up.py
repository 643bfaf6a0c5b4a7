"""Before somebody is registered: which office likely has them, and nothing else; limited, and on the log."""

from datetime import date
from typing import Any

import pytest

from janua.base.accounts.permissions import NotPermitted
from janua.base.audit.models import Access
from janua.registers.actions.look_up import LookedUp, TooLittleToLookUp, TooManyLookUps, look_up
from tests.faces import workbench_client
from tests.registers import factories as f

pytestmark = pytest.mark.django_db
BORN = date(1990, 3, 1)


def known(*, area_id: int = 2, **more: Any) -> Any:
    made = f.person(given="Ġanna", family="Zammit", area_id=area_id, born_on=BORN, **more)
    # As the register folds names.
    type(made).objects.filter(id=made.id).update(found_by="ganna zammit")
    f.identified(made, f"00{made.id.int % 100_000:05}M")
    return made


def ask(as_process: Any, officer: Any, *, name: str = "", born_on: date | None = None, number: str = "") -> LookedUp:
    with as_process("janua_workbench", officer.actor):
        return look_up(name=name, born_on=born_on, number=number, on=f.TODAY)


def test_look_up_tells_where_and_never_who(as_process: Any) -> None:
    officer, made = f.officer("keep_register"), known()
    number = made.identifiers.get().value.lower()

    assert ask(as_process, officer, number=number) == LookedUp(False, (2,))
    assert ask(as_process, officer, name="Ganna Zamit", born_on=BORN) == LookedUp(False, (2,))
    assert ask(as_process, officer, name="Ganna Zamit", born_on=date(1990, 3, 2)) == LookedUp(False, ())
    assert ask(as_process, officer, number="0000000M") == LookedUp(False, ())

    looks = Access.objects.filter(actor=str(officer.id)).order_by("seq").values_list("page", "persons")
    assert list(looks) == [("look-up", [made.id]), ("look-up", [made.id]), ("look-up", []), ("look-up", [])]


def test_look_up_says_that_somebody_is_of_ones_own_area(as_process: Any) -> None:
    known(area_id=1)
    assert ask(as_process, f.officer("keep_register"), name="Ġanna Zammit", born_on=BORN) == LookedUp(True, ())


def test_protected_persons_are_no_match_but_for_whom_they_are_shown_to(as_process: Any) -> None:
    here, elsewhere = known(area_id=1, restricted=True), known(restricted=True)
    for made in (here, elsewhere):
        number = made.identifiers.get().value
        assert ask(as_process, f.officer("keep_register"), number=number) == LookedUp(False, ())
    named = f.officer("keep_register", "see_restricted")
    assert ask(as_process, named, number=here.identifiers.get().value) == LookedUp(True, ())
    assert ask(as_process, named, number=elsewhere.identifiers.get().value) == LookedUp(False, ())


def test_look_up_is_limited_to_so_many_a_day_also_where_nobody_is_found(
    as_process: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("janua.registers.actions.look_up.MOST_A_DAY", 3)
    officer = f.officer("keep_register")
    for _ in range(3):
        ask(as_process, officer, number="0000000M")
    with pytest.raises(TooManyLookUps):
        ask(as_process, officer, number="0000000M")
    assert ask(as_process, f.officer("keep_register"), number="0000000M") == LookedUp(False, ())


def test_look_up_without_permission_or_with_too_little_is_refused(as_process: Any) -> None:
    with pytest.raises(NotPermitted):
        ask(as_process, f.officer("read_case"), number="0000000M")
    for little in ({}, {"name": "Zammit"}, {"born_on": BORN}, {"name": "Za", "born_on": BORN}):
        with pytest.raises(TooLittleToLookUp):
            ask(as_process, f.officer("keep_register"), **little)


def test_page_answers_with_the_office_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    made = known()
    f.officer(area_id=2)
    type(f.area(2)).objects.filter(id=2).update(names={"en": "Gozo"})
    client = workbench_client(f.officer("keep_register"))

    told = client.post(client.at("look-up"), {"number": made.identifiers.get().value}).content.decode()

    assert "office-2" in told
    assert "A likely match is held by" in told
    assert [word for word in ("Zammit", "anna", str(made.id), "1990") if word in told] == []
    assert client.post(client.at("look-up"), {}).status_code == 422
    monkeypatch.setattr("janua.registers.actions.look_up.MOST_A_DAY", 1)
    full = client.post(client.at("look-up"), {"number": "0000000M"})
    assert (full.status_code, "as one may within a day" in full.content.decode()) == (422, True)
