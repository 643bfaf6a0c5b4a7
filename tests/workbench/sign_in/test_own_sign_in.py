"""An officer's own sign-in: another password, where they are signed in; and who else signs them, or a citizen, out."""

from datetime import timedelta
from typing import Any

import pytest

from janua.base import clock
from janua.base.accounts.models import Session
from janua.base.audit.models import Entry
from tests.faces import FaceClient, portal_client, workbench_client
from tests.registers import factories as f
from tests.workbench.sign_in.conftest import PASSWORD, Clerk

pytestmark = pytest.mark.django_db
NEW = "a kettle of grey whales"


def _change(client: FaceClient, **changes: str) -> Any:
    typed = {"current": PASSWORD, "password": NEW, "password_again": NEW}
    return client.post(client.at("own-password"), typed | changes)


def test_password_is_changed_and_the_other_sessions_end(clerk: Clerk) -> None:
    here, elsewhere = workbench_client(clerk.account), workbench_client(clerk.account)

    page = _change(here)

    assert (page.status_code, page["Location"]) == (302, here.at("own-sign-in"))
    assert [client.get(client.at("inbox")).status_code for client in (here, elsewhere)] == [200, 303]
    assert "Your password was last changed on" in here.get(here.at("own-sign-in")).content.decode()
    entered = [clerk.enter(workbench_client(), password).status_code for password in (PASSWORD, NEW)]
    assert (entered, Entry.objects.filter(action="account.password", object_id=str(clerk.account.id)).count()) == (
        [422, 303],
        1,
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"current": "another one entirely"}, "current"),
        ({"current": ""}, "current"),
        ({"password": "short", "password_again": "short"}, "password"),
        ({"password": PASSWORD, "password_again": PASSWORD}, "password"),
        ({"password_again": "a kettle of grey seals"}, "password_again"),
    ],
)
def test_what_is_typed_wrong_changes_nothing(clerk: Clerk, changes: dict[str, str], field: str) -> None:
    client = workbench_client(clerk.account)

    page = _change(client, **changes)

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert clerk.enter(workbench_client()).status_code == 303


def test_password_of_now_is_not_guessed_at_a_desk_left_open(clerk: Clerk) -> None:
    client = workbench_client(clerk.account)

    tries = [_change(client, current=f"guess number {number}").status_code for number in range(6)]

    assert (tries, _change(client).status_code) == ([422] * 5 + [429], 429)


def test_change_asks_for_a_fresh_code_first(clerk: Clerk, settings: Any) -> None:
    settings.JANUA_STEP_UP_SECONDS = -1
    client = workbench_client(clerk.account)

    pages = [client.get(client.at("own-password")), _change(client)]

    assert [page["Location"].partition("?")[0] for page in pages] == [client.at("step-up")] * 2
    assert clerk.enter(workbench_client()).status_code == 303


def test_own_sessions_are_shown_and_ended_one_by_one(clerk: Clerk) -> None:
    clients = [workbench_client(clerk.account) for _ in range(3)]
    here, elsewhere, third = clients
    Session.objects.update(device="phone")
    shown = here.get(here.at("own-sign-in"))
    places = shown.context["places"]
    wanted = next(place for place in places if not place.is_here)

    page = here.post(here.at("own-sign-in"), {"session": str(wanted.id)})

    assert ([place.is_here for place in places], page.status_code) == ([True, False, False], 302)
    assert "A phone" in shown.content.decode()
    alive = [client.get(client.at("inbox")).status_code for client in (here, elsewhere, third)]
    assert sorted(alive) == [200, 200, 303]
    here.post(here.at("own-sign-in"), {"others": "1"})
    assert [client.get(client.at("inbox")).status_code for client in (here, elsewhere, third)] == [200, 303, 303]


@pytest.mark.parametrize("named", ["", "nonsense", "foreign"])
def test_nothing_else_is_ended(clerk: Clerk, named: str) -> None:
    here, other = workbench_client(clerk.account), f.officer("read_case")
    colleague = workbench_client(other)
    foreign = Session.objects.get(account=other, ended_at__isnull=True)

    here.post(here.at("own-sign-in"), {"session": str(foreign.id) if named == "foreign" else named})

    assert [client.get(client.at("inbox")).status_code for client in (here, colleague)] == [200, 200]


def test_session_that_was_replaced_says_since_when(clerk: Clerk) -> None:
    client = workbench_client(clerk.account)
    since = clock.now() - timedelta(hours=3)
    Session.objects.filter(ended_at__isnull=True).update(ends_at=since + timedelta(hours=8))

    (place,) = client.get(client.at("own-sign-in")).context["places"]

    assert place.since == since


def test_administrator_signs_a_colleague_out_everywhere() -> None:
    colleague, elsewhere = f.officer("read_case"), f.officer("read_case", area_id=f.area(2).id)
    clients = [workbench_client(colleague), workbench_client(colleague), workbench_client(elsewhere)]
    administrator = workbench_client(f.officer("open_staff_account"))

    answers = [
        administrator.post(administrator.at("staff-sign-out", who.id)).status_code for who in (colleague, elsewhere)
    ]

    assert answers == [302, 404]
    assert [client.get(client.at("inbox")).status_code for client in clients] == [303, 303, 200]


def test_desk_signs_a_citizen_out_everywhere_and_others_do_not() -> None:
    person = f.person(area_id=1)
    citizen = portal_client(f.citizen(person))
    desk, elsewhere = f.officer("read_case", "keep_register"), f.officer("keep_register", area_id=f.area(2).id)
    reader = f.officer("read_case")

    refused = [
        client.post(client.at("person-sign-out", person.id)).status_code
        for client in map(workbench_client, (elsewhere, reader))
    ]
    before = citizen.get(citizen.at("sessions")).status_code
    client = workbench_client(desk)
    page = client.post(client.at("person-sign-out", person.id))

    assert (refused, before, page.status_code) == ([404, 404], 200, 302)
    assert citizen.get(citizen.at("sessions")).status_code == 303
