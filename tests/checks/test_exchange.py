"""Questions over real wires to real processes: answered, refused, late, twice, too often, never."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pytest_django import DjangoDbBlocker

from janua.checks import jobs
from tests.checks import factories as make
from tests.checks.world import World, until, world
from tests.database import TestServer
from tests.emulators.running import ROOT
from tests.registers import factories as people

MARIA, LUCA, PAUL, ANNA, MATTHEW, BABY = "9900190M", "9900116L", "9900583M", "9900692M", "9900691M", "9900626L"
FAMILY = ("civil", "person", "family")
MEANS = ("revenue", "income_of_year", "means_test")
WORK = ("jobsplus", "work", "unemployment")
YEAR = (date(2024, 1, 1), date(2024, 12, 31))


@pytest.fixture(scope="module")
def running(
    server: TestServer, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    command = [sys.executable, "-m", "demo", "population", "--country", "mt", "--people", "60"]
    subprocess.run([*command, "--out", str(folder / "population")], check=True, cwd=ROOT, capture_output=True)
    with django_db_blocker.unblock(), world(server, folder) as running:
        yield running


@pytest.fixture
def here(running: World) -> World:
    """The world with every switch back and no check left over."""
    for register in running.registers.values():
        register.switch()
    running.superuser.execute("UPDATE checks_check SET state = 'withdrawn'")
    running.superuser.execute("DELETE FROM checks_discrepancy")
    return running


def _person(here: World, server: TestServer, card: str, *, given: str = "Luca") -> UUID:
    known = here.rows("SELECT person_id FROM registers_personidentifier WHERE value = %s", card)
    if known:
        found: UUID = known[0]["person_id"]
        return found
    with here.database.as_django(server.superuser):
        return make.person(card, given=given).id


def _held(here: World, server: TestServer, subject: UUID) -> set[tuple[Any, ...]]:
    with here.database.as_django(server.superuser):
        return make.held(subject)


def _asked(here: World, server: TestServer, question: tuple[str, str, str] = FAMILY, card: str = LUCA) -> UUID:
    return here.ask(_person(here, server, card), *question)


def _answered(here: World, *, messages: int = 1) -> None:
    """Send, wait for what the register sends, take it up."""
    before = here.inbox()
    here.send()
    until(lambda: here.inbox() >= before + messages)
    here.take_up()


def test_worker_asks_every_register_and_hears_of_a_birth(here: World, server: TestServer) -> None:
    maria, paul = _person(here, server, MARIA), _person(here, server, PAUL)
    luca, mother = _person(here, server, LUCA), _person(here, server, ANNA)
    father = _person(here, server, MATTHEW)
    asked = [here.ask(luca, *FAMILY), here.ask(maria, *MEANS), here.ask(paul, *WORK)]

    here.start_worker()
    try:
        until(lambda: [here.check(one)[0] for one in asked] == ["answered"] * 3)
        until(lambda: len(here.rows("SELECT 1 FROM checks_subscription WHERE state = 'active'")) == 2, seconds=5)
        here.registers["civil"].control("births", {"id_card": BABY})
        until(lambda: here.rows("SELECT 1 FROM registers_event WHERE kind = 'birth'") != [])
    finally:
        here.processes.stop("work")

    assert _held(here, server, luca) == {
        ("civil", "date_of_birth", "", date(2016, 9, 12), None, None, "known"),
        ("civil", "sex", "", "male", None, None, "known"),
    }
    assert _held(here, server, maria) == {
        ("revenue", "employment_income", "PE900004", 700000, *YEAR, "known"),
        ("revenue", "social_security_contributions", "", 70000, *YEAR, "known"),
        ("revenue", "income_tax_paid", "", 30000, *YEAR, "known"),
    }
    registered = date(2026, 1, 12)
    said = {fact[1:] for fact in _held(here, server, paul) if fact[1] != "employment"}
    assert said == {
        ("unemployment_register", "", "part_1", registered, None, "known"),
        ("fit_for_work", "", True, registered, None, "known"),
        ("available_for_work", "", True, registered, None, "known"),
        ("previous_weekly_wage", "", 40000, registered, None, "known"),
    }
    (event,) = here.rows("SELECT kind, person_id, about_id, source, happened_on FROM registers_event")
    baby = _person(here, server, BABY)
    assert event == {
        "kind": "birth",
        "person_id": baby,
        "about_id": mother,
        "source": "civil",
        "happened_on": date(2026, 2, 3),
    }
    parents = here.rows("SELECT of_person_id, kind FROM registers_relationship WHERE to_person_id = %s", baby)
    assert {(row["of_person_id"], row["kind"]) for row in parents} == {(mother, "parent"), (father, "parent")}
    assert {row["body"] for row in here.rows("SELECT body FROM checks_received")} == {None}


def test_every_question_carries_its_legal_ground(here: World, server: TestServer) -> None:
    _asked(here, server)

    _answered(here)

    asked = here.journal("civil", "received")[-1]["body"]["message"]["search_request"][0]["search_criteria"]
    assert asked["authorize"]["purpose"] == {
        "code": "family",
        "text": "Cap. 318, Part VI: care and custody of children",
    }


@pytest.mark.parametrize(
    ("signature", "status"),
    [("forged", 401), ("expired", 401), ("future", 401), ("unsigned", 401), ("misdirected", 403)],
)
def test_answer_that_is_not_proved_is_not_kept(here: World, server: TestServer, signature: str, status: int) -> None:
    here.registers["civil"].switch(signature=signature)
    asked = _asked(here, server)

    here.send()
    # The register may still be sending again what an earlier test left it: only what is about this check counts.
    until(lambda: _sent_about(here, asked) != [])

    letters = _sent_about(here, asked)
    ids = [letter["body"]["header"]["message_id"] for letter in letters]
    kept = [row for row in here.rows("SELECT message_id FROM checks_received") if row["message_id"] in ids]
    assert ({letter["status"] for letter in letters}, kept) == ({status}, [])
    assert here.check(asked) == ("asked", "", 1)


def _sent_about(here: World, check: UUID) -> list[dict[str, Any]]:
    return [letter for letter in here.journal("civil") if str(check) in json.dumps(letter["body"]["message"])]


def test_duplicates_are_refused_or_harmless(here: World, server: TestServer) -> None:
    here.registers["revenue"].switch(duplicate=3)
    asked, sent = _asked(here, server, MEANS, MARIA), len(here.journal("revenue"))

    here.send()
    until(lambda: len(here.journal("revenue")) == sent + 4)
    here.take_up()

    statuses = sorted(entry["status"] for entry in here.journal("revenue")[sent:])
    # The very same bytes are a replay; the same answer under a new id is a new message.
    assert statuses == [200, 200, 403, 403]
    assert here.check(asked)[0] == "answered"
    assert len(_held(here, server, _person(here, server, MARIA))) == 3


def test_flood_of_unasked_answers_is_swept_aside(here: World, server: TestServer) -> None:
    here.registers["civil"].switch(flood=20)
    asked = _asked(here, server)

    _answered(here, messages=21)

    assert here.check(asked) == ("answered", "", 1)
    outcomes = here.rows("SELECT outcome, count(*) AS n FROM checks_received WHERE outcome = 'unasked' GROUP BY 1")
    assert outcomes == [{"outcome": "unasked", "n": 20}]


def test_answers_out_of_order_find_their_questions(here: World, server: TestServer) -> None:
    here.registers["civil"].switch(out_of_order=True)
    asked = [_asked(here, server, FAMILY, card) for card in (LUCA, "9900120L", MARIA)]

    _answered(here, messages=3)

    assert [here.check(one)[0] for one in asked] == ["answered"] * 3


def test_answer_before_its_acknowledgement_stands(here: World, server: TestServer) -> None:
    here.registers["civil"].switch(early=True)
    asked = _asked(here, server)

    _answered(here)

    assert here.check(asked) == ("answered", "", 1)


@pytest.mark.parametrize(
    ("failure", "trouble"),
    [("unavailable", "busy"), ("disconnect", "unreachable"), ("disconnect_after", "unreachable")],
)
def test_register_that_fails_is_asked_again_after_a_pause(
    here: World, server: TestServer, failure: str, trouble: str
) -> None:
    here.registers["civil"].switch(failure=failure, failures=1)
    asked = _asked(here, server)
    here.send()
    assert here.check(asked) == ("waiting", trouble, 1)

    here.send()
    assert here.check(asked) == ("waiting", trouble, 1), "the pause is not over"
    here.make_due()
    _answered(here)

    assert here.check(asked)[0::2] == ("answered", 2)
    assert len(_held(here, server, _person(here, server, LUCA))) == 2


def test_silence_after_an_acknowledgement_is_asked_again(here: World, server: TestServer) -> None:
    here.registers["civil"].switch(failure="silent", failures=1)
    asked = _asked(here, server)
    here.send()
    assert here.check(asked) == ("asked", "", 1)

    here.make_due()
    _answered(here)

    assert here.check(asked) == ("answered", "", 2)


def test_register_that_stays_down_goes_the_manual_route_on_its_deadline(here: World, server: TestServer) -> None:
    here.registers["civil"].switch(failure="unavailable", failures=-1)
    asked = _asked(here, server)
    here.send()

    here.superuser.execute("UPDATE checks_check SET deadline_on = '2026-01-31' WHERE id = %s", [asked])
    here.make_due()
    here.send()

    assert here.check(asked) == ("manual", "deadline_passed", 1)


def test_late_answer_after_the_manual_route_is_an_answer(here: World, server: TestServer) -> None:
    here.registers["civil"].switch(late=1)
    asked, before = _asked(here, server), here.inbox()
    here.send()
    here.superuser.execute("UPDATE checks_check SET state = 'manual' WHERE id = %s", [asked])

    until(lambda: here.inbox() > before)
    here.take_up()

    assert here.check(asked)[0] == "answered"


def test_refusal_goes_to_an_officer(here: World, server: TestServer) -> None:
    here.registers["civil"].switch(failure="reject", failures=1)
    asked = _asked(here, server)

    _answered(here)

    assert here.check(asked) == ("manual", "refused rjct.filter.invalid", 1)


def test_contradiction_waits_for_an_officer(here: World, server: TestServer) -> None:
    here.registers["civil"].switch(contradiction=True)
    child = _person(here, server, "9900219L")
    with here.database.as_django(server.superuser):
        stated = people.fact(child, "date_of_birth", source="identita", day=date(2019, 3, 3))
    asked = here.ask(child, *FAMILY)

    _answered(here)

    assert here.check(asked)[0] == "discrepancy"
    found = here.rows("SELECT check_id, subject_id, attribute, stated, ruling FROM checks_discrepancy")
    assert found == [
        {"check_id": asked, "subject_id": child, "attribute": "date_of_birth", "stated": stated.id, "ruling": None}
    ]


def test_worker_killed_between_its_transactions_asks_again(
    here: World, server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, before = _asked(here, server), here.inbox()

    def killed(**_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(jobs, "note_sent", killed)
        with pytest.raises(KeyboardInterrupt):
            here.send()
    assert here.check(asked) == ("asking", "", 1)
    here.send()
    assert here.check(asked) == ("asking", "", 1), "nobody takes it before the lease is over"

    here.make_due()
    here.send()
    until(lambda: here.inbox() == before + 2)
    here.take_up()

    assert here.check(asked) == ("answered", "", 2)
    assert len(_held(here, server, _person(here, server, LUCA))) == 2


@pytest.mark.parametrize(
    ("switches", "state"),
    [
        ({"failure": "unavailable", "failures": 1}, ("waiting", "busy", 1)),
        ({"failure": "disconnect", "failures": 1}, ("waiting", "unreachable", 1)),
        ({"failure": "reject", "failures": 1}, ("manual", "refused", 1)),
        ({"out_of_order": True}, ("waiting", "bad_answer", 1)),
    ],
)
def test_xroad_failures_are_no_answers(
    here: World, server: TestServer, switches: dict[str, Any], state: tuple[str, str, int]
) -> None:
    here.registers["jobsplus"].switch(**switches)
    asked = _asked(here, server, WORK, LUCA)

    here.send()

    assert here.check(asked) == state


def test_xroad_not_found_is_not_known(here: World, server: TestServer) -> None:
    asked = _asked(here, server, WORK, "0000001M")

    here.send()

    assert here.check(asked) == ("answered", "", 1)
    assert _held(here, server, _person(here, server, "0000001M")) == {
        ("jobsplus", "unemployment_register", "", None, None, None, "not_known")
    }


def test_register_that_is_away_keeps_nobody_waiting(here: World, server: TestServer) -> None:
    asked = [_asked(here, server, FAMILY, card) for card in (LUCA, "9900120L", MARIA)]
    other = _asked(here, server, WORK, PAUL)
    here.registers["civil"].stop()
    try:
        here.send()
    finally:
        here.registers["civil"].start("--port", str(here.registers["civil"].port))

    assert here.check(other)[0] == "answered"
    assert {here.check(one)[:2] for one in asked} <= {("waiting", "unreachable"), ("waiting", "register_away")}
