"""Staff sign in with password and code; what is wrong gets one answer, and tries are counted."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janua.base import clock
from janua.base.accounts.actions.second_factor import code_at
from janua.base.accounts.door import cookie_name
from janua.base.accounts.models import Account, SecondFactor, Session, StaffProfile, WrongAttempt
from tests.faces import FaceClient, workbench_client
from tests.workbench.sign_in.conftest import PASSWORD, Clerk

pytestmark = pytest.mark.django_db


def _open_sessions() -> list[tuple[object, bool]]:
    rows = Session.objects.filter(ended_at__isnull=True).values_list("account_id", "second_factor_at")
    return [(account, at is not None) for account, at in rows]


def test_sign_in_takes_password_and_code(clerk: Clerk) -> None:
    client = workbench_client()

    asked = clerk.enter(client, next="/staff/")
    before = _open_sessions()
    done = client.post(asked["Location"], {"code": clerk.code(), "next": "/staff/"})

    assert (asked.status_code, asked["Location"], before) == (
        *(303, "/sign-in/code/?next=%2Fstaff%2F"),
        [(clerk.account.id, False)],
    )
    assert (done.status_code, done["Location"], _open_sessions()) == (303, "/staff/", [(clerk.account.id, True)])
    assert client.post(client.at("sign-in-stay")).status_code == 204


def test_session_is_another_after_each_step(clerk: Clerk) -> None:
    client, name = workbench_client(), cookie_name("staff")
    client.cookies[name] = "planted"
    clerk.enter(client)
    after_password = client.cookies[name].value
    client.post(client.at("sign-in-code"), {"code": clerk.code()})
    after_code = client.cookies[name].value

    thief = workbench_client()
    thief.cookies[name] = after_password

    assert len({"planted", after_password, after_code}) == 3
    assert thief.get("/staff/")["Location"] == "/sign-in/?next=%2Fstaff%2F"


def test_password_alone_opens_no_page(clerk: Clerk) -> None:
    client = workbench_client()
    clerk.enter(client)

    assert client.get("/staff/").status_code == 303


def test_password_of_the_session_before_keeps_nothing_open(clerk: Clerk) -> None:
    client = clerk.signed_in()

    clerk.enter(client)

    assert _open_sessions() == [(clerk.account.id, False)]


@pytest.mark.parametrize("wrong", ["password", "name", "left", "closed", "unset"])
def test_whatever_is_wrong_gets_the_same_answer(clerk: Clerk, wrong: str) -> None:
    login, password = clerk.login, PASSWORD
    if wrong == "password":
        password = "three herons at dusk"
    elif wrong == "name":
        login = f"nobody-of-{'x' * 24}"
    elif wrong == "left":
        StaffProfile.objects.update(left_on=clock.today())
    elif wrong == "closed":
        Account.objects.update(closed_at=clock.now())
    else:
        Account.objects.update(password="")
    client = workbench_client()

    answer = client.post(client.at("sign-in"), {"login": login, "password": password})

    assert (answer.status_code, answer.context["form"].errors, _open_sessions()) == (
        422,
        {"__all__": ["The name or the password is not right. Check both and try again."]},
        [],
    )
    assert PASSWORD not in answer.content.decode()


def test_an_unknown_name_takes_as_long_as_a_wrong_password(clerk: Clerk) -> None:
    def seconds(login: str) -> float:
        began = time.process_time()
        for _ in range(3):
            client = workbench_client()
            client.post(client.at("sign-in"), {"login": login, "password": "three herons at dusk"})
            WrongAttempt.objects.all().delete()
        return time.process_time() - began

    seconds("warm")
    unknown, known = seconds("nobody"), seconds(clerk.login)

    # Each costs a hash of some 150 ms; without it a refusal would take a tenth of that.
    assert 0.5 < unknown / known < 2


@pytest.mark.parametrize("wrong", ["name", "left", "closed", "unset"])
def test_whatever_is_wrong_asks_the_database_as_much(clerk: Clerk, wrong: str) -> None:
    def statements(login: str) -> list[str]:
        client = workbench_client()
        with CaptureQueriesContext(connection) as asked:
            client.post(client.at("sign-in"), {"login": login, "password": "three herons at dusk"})
        WrongAttempt.objects.all().delete()
        return [query["sql"].partition(" ")[0] for query in asked]

    statements("warm")
    of_wrong_password = statements(clerk.login)
    if wrong == "left":
        StaffProfile.objects.update(left_on=clock.today())
    elif wrong == "closed":
        Account.objects.update(closed_at=clock.now())
    elif wrong == "unset":
        Account.objects.update(password="")

    assert statements("nobody" if wrong == "name" else clerk.login) == of_wrong_password


@pytest.mark.parametrize("code", ["000000", "", "12345", "1234567", "abcdef", "１２３４５６"])
def test_wrong_code_opens_nothing(clerk: Clerk, code: str) -> None:
    client = workbench_client()
    clerk.enter(client)

    answer = client.post(client.at("sign-in-code"), {"code": code})

    assert (answer.status_code, _open_sessions()) == (422, [(clerk.account.id, False)])


@pytest.mark.parametrize(("ago", "status"), [(-30, 422), (0, 303), (30, 303), (-90, 422), (60, 422)])
def test_code_is_good_for_its_moment(clerk: Clerk, ago: int, status: int) -> None:
    client = workbench_client()
    clerk.enter(client)
    SecondFactor.objects.update(last_step=0)

    code = code_at(clerk.secret, clock.now() - timedelta(seconds=ago))

    assert client.post(client.at("sign-in-code"), {"code": code}).status_code == status


def test_code_is_good_once(clerk: Clerk) -> None:
    first, second = workbench_client(), workbench_client()
    code = clerk.code()
    for client in (first, second):
        clerk.enter(client)

    answers = [client.post(client.at("sign-in-code"), {"code": code}).status_code for client in (first, second)]

    assert answers == [303, 422]


def test_earlier_code_is_no_good_after_a_later_one(clerk: Clerk) -> None:
    first, second = workbench_client(), workbench_client()
    for client in (first, second):
        clerk.enter(client)
    now = clock.now()
    SecondFactor.objects.update(last_step=0)
    first.post(first.at("sign-in-code"), {"code": code_at(clerk.secret, now)})

    earlier = {"code": code_at(clerk.secret, now - timedelta(seconds=30))}

    assert second.post(second.at("sign-in-code"), earlier).status_code == 422


def test_many_wrong_codes_end_the_session(clerk: Clerk) -> None:
    client = workbench_client()
    clerk.enter(client)

    answers = [client.post(client.at("sign-in-code"), {"code": "000000"}).status_code for _ in range(6)]

    assert (answers, _open_sessions()) == ([422] * 5 + [429], [])


def _tries(client: FaceClient, login: str, times: int) -> list[int]:
    return [client.post("/sign-in/", {"login": login, "password": "wrong"}).status_code for _ in range(times)]


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is what these tests are not about."""
    monkeypatch.setattr("janua.workbench.journeys.sign_in.check_password", lambda typed, _: typed == PASSWORD)


@pytest.mark.usefixtures("_quick")
def test_a_name_is_locked_for_a_quarter_of_an_hour_whether_or_not_anybody_has_it(clerk: Clerk) -> None:
    known, unknown = (_tries(workbench_client(), login, 7) for login in (clerk.login, "nobody"))
    right = clerk.enter(workbench_client()).status_code
    WrongAttempt.objects.update(at=clock.now() - timedelta(minutes=15, seconds=1))
    later = clerk.enter(workbench_client()).status_code

    assert (known, unknown, right, later) == ([422] * 5 + [429] * 2, [422] * 5 + [429] * 2, 429, 303)


@pytest.mark.usefixtures("_quick")
def test_a_lock_is_not_made_longer_by_trying_on(clerk: Clerk) -> None:
    _tries(workbench_client(), clerk.login, 50)

    assert WrongAttempt.objects.count() == 5 * 2


@pytest.mark.usefixtures("_quick")
def test_a_stranger_cannot_lock_somebody_out_of_their_own_desk(clerk: Clerk) -> None:
    own = clerk.signed_in()
    own.post(own.at("sign-out"))

    stranger = _tries(workbench_client(), clerk.login, 6)[-1]

    assert (stranger, clerk.enter(own).status_code) == (429, 303)


@pytest.mark.usefixtures("_quick")
def test_a_known_browser_is_counted_too(clerk: Clerk) -> None:
    own = clerk.signed_in()

    assert _tries(own, clerk.login, 12)[-2:] == [429, 429]


@pytest.mark.usefixtures("_quick")
def test_a_known_browser_is_known_for_its_own_name_only(clerk: Clerk) -> None:
    own = clerk.signed_in()

    assert _tries(own, "somebody-else", 6)[-1] == 429


@pytest.mark.usefixtures("_quick")
def test_an_address_that_tries_many_names_is_locked() -> None:
    client = workbench_client()

    answers = [client.post("/sign-in/", {"login": f"name{i}", "password": "x"}).status_code for i in range(61)]

    assert (answers[59], answers[60]) == (422, 429)


def test_being_right_forgets_the_tries_before(clerk: Clerk) -> None:
    client = workbench_client()
    client.post("/sign-in/", {"login": clerk.login, "password": "wrong"})
    clerk.enter(client)

    # The wrong one, of the address.
    assert WrongAttempt.objects.count() == 1


@pytest.mark.usefixtures("_quick")
def test_an_office_behind_one_address_signs_in_in_the_morning(clerk: Clerk) -> None:
    answers = {clerk.enter(workbench_client()).status_code for _ in range(61)}

    assert answers == {303}


def test_sign_out_ends_the_session(clerk: Clerk) -> None:
    client = clerk.signed_in()

    out = client.post(client.at("sign-out"))

    assert (out["Location"], client.get("/staff/").status_code, _open_sessions()) == ("/signed-out/", 303, [])


def test_one_who_left_is_signed_in_nowhere_any_more(clerk: Clerk) -> None:
    client = clerk.signed_in()
    StaffProfile.objects.update(left_on=clock.today())

    assert client.get("/staff/").status_code == 303


def test_session_of_a_closed_account_is_over(clerk: Clerk) -> None:
    client = clerk.signed_in()
    Account.objects.update(closed_at=clock.now())

    assert (client.get("/staff/").status_code, _open_sessions()) == (303, [])
