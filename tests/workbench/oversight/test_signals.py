"""The auditors' queue on its pages: what is seen, by whom, and what is kept of the looking."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janua.analytics.integrity.models import Finding, Signal, Watch
from janua.analytics.integrity.queries import SIGNALS
from janua.base.audit.models import Access, Entry
from janua.values import uuid7
from janua.workbench.journeys.signal_words import SIGNALS as WORDS
from tests.analytics.integrity.scene import behind, did, kept, looked
from tests.payments import factories as paid
from tests.registers import factories as people
from tests.workbench.oversight.conftest import COUNTRY, ELSEWHERE, HERE, Country, at_desk

pytestmark = pytest.mark.django_db
AUDITS = ("watch_integrity", "read_audit", "replay_decision", "read_case")
NUMBER = "MT84MALT011000012345MTLCAST001S"


def text(page: Any) -> str:
    return " ".join(page.content.decode().split()).replace("&#x27;", "'")


@pytest.fixture
def signal(country: Country, as_process: Any) -> Signal:
    """One account for two strangers of one area."""
    for one in (country.here, people.person(given="Dora", family="Grech", area_id=HERE)):
        paid.account_of(one, NUMBER)
    kept(as_process, "shared_account")
    return Signal.objects.get()


def test_every_signal_is_explained_in_words_with_its_numbers() -> None:
    assert {kind.code for kind in SIGNALS} == set(WORDS)
    for kind in SIGNALS:
        words = WORDS[kind.code]
        said = str(words.speaks) % kind.thresholds
        assert all(str(number) in said for number in kind.thresholds.values()), kind.code
        assert all((words.title, words.seen, words.innocent))


def test_signal_shows_what_was_seen_why_it_may_be_innocent_and_the_rows(signal: Signal, country: Country) -> None:
    client = at_desk(*AUDITS, area=COUNTRY)
    listed = text(client.get(client.at("signals")))
    assert client.at("signal", signal.id) in listed
    assert "One account for people who have nothing to do with each other" in listed

    page = text(client.get(client.at("signal", signal.id)))

    for expected in (
        "From 2 people on who are not related", "A home, a parish or a guardian", "Anna Vella", "Dora Grech",
        "It is no reason to refuse, hold or delay anything for anybody.", "Nobody has looked into it yet.",
        client.at("person", country.here.id),
    ):  # fmt: skip
        assert expected in page
    assert NUMBER not in page
    assert country.here.id in Access.objects.get(page="workbench:signal").persons


def test_what_was_found_out_is_kept_and_changes_the_state(signal: Signal) -> None:
    client = at_desk(*AUDITS)
    empty = client.post(client.at("signal", signal.id), {"state": "explained", "words": ""})
    assert (empty.status_code, Finding.objects.count()) == (422, 0)
    assert "Say in a sentence what you found out." in text(empty)

    said = client.post(client.at("signal", signal.id), {"state": "explained", "words": "They share a shelter."})

    assert (said.status_code, said["Location"]) == (302, client.at("signal", signal.id))
    page = text(client.get(said["Location"]))
    assert "They share a shelter." in page
    assert "Explained" in page
    assert client.at("signal", signal.id) not in text(client.get(client.at("signals") + "?state=new"))
    assert client.at("signal", signal.id) in text(client.get(client.at("signals") + "?state=explained"))
    assert Entry.objects.get(action="integrity.find_out").details == {"state": "explained"}


def test_signal_of_another_area_and_an_absent_one_are_alike(signal: Signal) -> None:
    client = at_desk(*AUDITS, area=ELSEWHERE)
    absent = client.at("signal", uuid7())
    for address in (client.at("signal", signal.id), absent):
        assert (client.get(address).status_code, client.post(address, {}).status_code) == (404, 404)
    assert client.at("signal", signal.id) not in text(client.get(client.at("signals")))


@pytest.mark.parametrize(
    "permissions",
    [("read_case", "decide_claim", "prepare_decision"), ("approve_run", "confirm_account"), ("read_audit",), ()],
)
def test_who_decides_or_pays_finds_no_such_page_and_no_word_of_it(
    signal: Signal, country: Country, permissions: tuple[str, ...]
) -> None:
    client = at_desk(*permissions, "do_task", area=COUNTRY)
    for name, arguments in (("signals", ()), ("signal", (signal.id,)), ("samples", ()), ("sample-new", ())):
        assert client.get(client.at(name, *arguments)).status_code == 404
    assert client.post(client.at("signals-look")).status_code == 404
    told = text(client.get(client.at("inbox")))
    if "read_case" in permissions:
        told += text(client.get(client.at("person", country.here.id)))
    assert "ignal" not in told


def test_look_now_has_every_signal_looked_for_once(country: Country) -> None:
    client = at_desk(*AUDITS)
    assert "Nobody has looked yet" in text(client.get(client.at("signals")))
    for _ in range(2):
        assert client.post(client.at("signals-look"))["Location"] == client.at("signals")
    assert Watch.objects.count() == 1
    page = client.get(client.at("signals"))
    assert (f"Looking: 0 of {len(SIGNALS)}" in text(page), page["Refresh"]) == (True, "5")


def test_list_takes_as_many_queries_for_many_signals_as_for_one(signal: Signal, as_process: Any) -> None:
    client = at_desk(*AUDITS, area=COUNTRY)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(client.at("signals"))
        return len(asked)

    one = queries()
    officers = [people.officer("decide_claim", area_id=HERE) for _ in range(3)]
    for officer in officers:
        for _ in range(10):
            did("claim.grant", officer)
    kept(as_process, "bulk_approvals")
    assert (Signal.objects.count(), queries()) == (4, one)


def test_auditors_own_looks_are_no_signal(country: Country, as_process: Any) -> None:
    auditor = people.officer(*AUDITS, area_id=COUNTRY)
    looked(auditor, *(people.person(area_id=HERE) for _ in range(9)))
    assert behind(as_process, "looks_without_case") == []
