"""Each page of Follow: what it says, and how often it asks the database."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janua.base.actors import acting_as, system_actor
from janua.base.audit import log_access
from janua.casework.models import Draft, EntitlementLine
from janua.checks.models import Check
from janua.payments.models import PayeeAccount
from janua.registers.models import PersonContact
from tests.faces import FaceClient, portal_client
from tests.portal.follow import scene as s
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
PAGES = ("mine", "messages", "payments", "account", "known-facts", "looks")


def read(client: FaceClient, name: str, *arguments: Any) -> str:
    answer = client.get(client.at(name, *arguments))
    assert answer.status_code == 200, (name, answer.status_code)
    return " ".join(answer.content.decode().split())


def plain(answer: Any) -> str:
    """A page without the token of its form and its own address, which are others each time."""
    return re.sub(r'value="\w{64}"|[0-9a-f]{8}-[0-9a-f-]{27}', "", answer.content.decode())


def counted(client: FaceClient, name: str, *arguments: Any) -> int:
    client.get(client.at(name, *arguments))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(client.at(name, *arguments)).status_code == 200
    return len([one for one in asked.captured_queries if not _is_frame(one["sql"])])


def _is_frame(sql: str | None) -> bool:
    """Statements that open and close a transaction or name the role, which no page adds to."""
    return (sql or "").startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "SET LOCAL", "BEGIN", "COMMIT"))


def test_nobody_is_sent_to_the_sign_in_page() -> None:
    client = portal_client()

    answers = [client.get(client.at(name)) for name in PAGES]

    assert {answer.headers["Location"].partition("?")[0] for answer in answers} == {client.at("sign-in")}


def test_an_account_that_is_no_person_yet_is_told_what_to_do() -> None:
    account = people.citizen(people.person(area_id=1))
    account_without = type(account).objects.create(
        kind="citizen", issuer="eid", subject="nobody", opened_at=people.LONG_AGO
    )

    for name in PAGES:
        assert "We do not know yet who you are" in read(portal_client(account_without), name)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("mine", "You have nothing here yet"),
        ("messages", "No messages"),
        ("payments", "No payments yet"),
        ("account", "We have no account for you"),
        ("looks", "There is no look to show you"),
    ],
)
def test_an_empty_page_says_so_and_what_comes(name: str, says: str) -> None:
    assert says in read(portal_client(people.citizen(people.person(area_id=1))), name)


def test_home_says_what_needs_the_person_and_what_they_get(as_process: Any) -> None:
    scene = s.granted(as_process, letters=True)

    page = read(portal_client(scene.account), "mine")

    for words in (
        "Tell us where to pay you",
        "Read your new messages",
        "Children&#x27;s Allowance",
        "<strong>1 February 2026</strong>",
        "Granted until 31 December 2026",
        "Messages (2 new)",
    ):
        assert words in page, words


def test_home_shows_the_drafts_of_this_account_alone(as_process: Any) -> None:
    scene = s.granted(as_process)
    for account in (scene.account, scene.father_account):
        with acting_as(account.actor):
            Draft.objects.create(
                account=account, applicant=scene.mother, service="unemployment-benefit", answers="{}",
                updated_at=people.NOW,
            )  # fmt: skip

    assert read(portal_client(scene.account), "mine").count("Unemployment benefit") == 1


def test_home_says_first_that_an_answer_is_due(as_process: Any) -> None:
    scene, _ = s.told_of_refusal(as_process)

    page = read(portal_client(scene.account), "mine")

    assert "Tell us before we decide: Children&#x27;s Allowance" in page
    assert "Answer by 15 February 2026." in page


def test_application_says_for_whom_we_wait_and_until_when(as_process: Any) -> None:
    scene = s.applied(as_process)

    page = read(portal_client(scene.account), "application", scene.application.id)

    for words in (
        "We wait for Public Registry",
        "We wait for Commissioner for Tax and Customs",
        "If there is no answer by 6 February 2026, one of our officers finds out instead.",
        "You get our decision by <strong>1 March 2026</strong>.",
    ):
        assert words in page, words


def test_application_says_honestly_that_we_are_late(as_process: Any, settings: Any) -> None:
    scene = s.applied(as_process)
    settings.JANUA_TODAY = s.ON.replace(month=3, day=2)

    page = read(portal_client(scene.account), "application", scene.application.id)

    assert "We promised you a decision by 1 March 2026. We are late" in page


def test_application_tells_of_a_register_that_kept_silent(as_process: Any) -> None:
    scene = s.applied(as_process)
    Check.objects.filter(register="revenue").update(state="manual")

    page = read(portal_client(scene.account), "application", scene.application.id)

    assert "Commissioner for Tax and Customs did not answer in time" in page


def test_decision_says_how_much_when_why_and_how_to_object(as_process: Any) -> None:
    scene = s.granted(as_process, letters=True)

    page = read(portal_client(scene.account), "decision", scene.decision().id)

    for words in (
        "every three months",
        "Next payment",
        "You meet all 6 conditions of the law.",
        "Tell us until <strong>3 March 2026</strong>",
        "Cap. 318, Part VI: care and custody of a child under 16",
        "Identità, 1 January 2020",
        "Law not confirmed yet",
        "The decision as a letter (PDF, Malti)",
        "Leave this page fast",
        "<title>Our decision",
    ):
        assert words in page, words


def test_letter_is_given_to_the_person_and_logged(as_process: Any) -> None:
    scene = s.granted(as_process, letters=True)
    letter = scene.decision().letters.get()
    client = portal_client(scene.account)

    answer = client.get(client.at("letter", letter.id))

    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "A letter to you" in read(client, "looks")


@pytest.mark.parametrize(
    "name", ["application", "decision", "challenge", "letter", "answer-notice", "question", "offer", "message"]
)
def test_what_is_anothers_and_what_is_nowhere_are_answered_alike(as_process: Any, name: str) -> None:
    scene = s.granted(as_process, letters=True)
    theirs = {
        "application": scene.application.id,
        "decision": scene.decision().id,
        "challenge": scene.decision().id,
        "letter": scene.decision().letters.get().id,
        "offer": scene.decision().claim_id,
    }.get(name, scene.mother.id)
    client = portal_client(people.citizen(people.person(area_id=1)))

    foreign, absent = client.get(client.at(name, theirs)), client.get(client.at(name, people.person().id))

    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert plain(foreign) == plain(absent)


def test_messages_are_told_in_the_language_of_the_page(as_process: Any) -> None:
    scene = s.granted(as_process, letters=True)

    english = read(portal_client(scene.account), "messages")
    maltese = read(portal_client(scene.account, language="mt"), "messages")

    assert "Children&#x27;s Allowance: your claim is granted" in english
    assert "Allowance tat-Tfal: it-talba tiegħek intlaqgħet" in maltese


def test_a_message_is_read_once_the_person_says_so(as_process: Any) -> None:
    scene = s.granted(as_process, letters=True)
    client = portal_client(scene.account)
    found = client.get(client.at("messages")).context["page"].unread
    assert len(found) == 2

    answer = client.post(client.at("messages-read"), {"message": [str(found[0]), "nonsense", str(scene.mother.id)]})

    assert answer.status_code == 303
    assert list(client.get(client.at("messages")).context["page"].unread) == [found[1]]


def test_opening_a_message_changes_nothing(as_process: Any) -> None:
    scene = s.granted(as_process, letters=True)
    client = portal_client(scene.account)
    found = client.get(client.at("messages")).context["page"].unread

    assert "your claim is granted" in read(client, "message", found[0])
    assert client.get(client.at("messages")).context["page"].unread == found


def test_payments_say_what_was_paid_what_comes_and_what_it_comes_to(as_process: Any) -> None:
    scene = s.granted(as_process)
    order = s.paid_to(scene)[0]

    page = read(portal_client(scene.account), "payments")

    for words in (
        "5 February 2026",
        "Paid</strong>",
        f"account ending in <bdi>{order.account.sealed_number[-4:]}</bdi>",
        "Still to come",
        "13 March 2026",
        "Paid to you so far",
    ):
        assert words in page, words
    assert order.account.sealed_number not in page


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("AC04", "Your bank says that the account is closed or blocked."),
        ("BE01", "the name and the account do not belong together"),
        ("AC01", "Check the account number."),
        ("FILE XX", "You do not lose the money."),
    ],
)
def test_a_payment_that_came_back_is_explained(as_process: Any, reason: str, says: str) -> None:
    scene = s.granted(as_process)
    s.paid_to(scene, state="returned", reason=reason)

    page = read(portal_client(scene.account), "payments")

    assert "A payment came back to us." in page
    assert says in page


def test_a_closed_account_asks_for_another_one_on_ones_own_page_and_takes_not_the_same(as_process: Any) -> None:
    scene = s.granted(as_process)
    (order,) = s.paid_to(scene, state="returned", reason="AC04")
    client, says = portal_client(scene.account), "Your bank says that the account is closed or blocked."

    assert says in read(client, "mine")
    assert says in read(client, "account")
    again = {"number": order.account.sealed_number, "holder": scene.mother.name, "send": "1"}
    refused = client.post(client.at("change-account"), again)

    assert (refused.status_code, says in refused.content.decode()) == (422, True)
    assert PayeeAccount.objects.filter(payee=scene.mother).count() == 1


def test_a_payment_that_is_held_back_says_so(as_process: Any) -> None:
    scene = s.granted(as_process)
    s.account_for(scene.mother)
    EntitlementLine.objects.filter(person=scene.mother).update(state="held")

    assert "Held back for now. We wrote to you why." in read(portal_client(scene.account), "payments")


def test_known_facts_name_source_and_day_and_what_others_say(as_process: Any) -> None:
    scene = s.granted(as_process)
    people.fact(scene.mother.id, "citizenship", source="declared", assurance=1, words="IT", item="IT")
    people.fact(scene.mother.id, "date_of_birth", source="civil", day=scene.mother.born_on.replace(year=1991))

    page = read(portal_client(scene.account), "known-facts")

    for words in (
        "From <bdi>Commissioner for Tax and Customs</bdi>",
        "€9,000.00",
        "1 March 1991",
        "<bdi>Identità</bdi> says otherwise (1 January 2020): <bdi>1 March 1990</bdi>",
        "<bdi>What you told us</bdi> says otherwise (1 January 2020): <bdi>Italy</bdi>",
        "About <bdi>Luca 0 Borg</bdi>",
    ):
        assert words in page, words


def test_known_facts_show_the_persons_own_contacts(as_process: Any) -> None:
    scene = s.granted(as_process)
    with acting_as(system_actor("keeper")):
        PersonContact.objects.create(
            person=scene.mother, kind="email", value="maria@example.org", source="declared", known_from=people.LONG_AGO
        )

    assert "maria@example.org" in read(portal_client(scene.account), "known-facts")


def test_who_looked_is_told_in_plain_words(as_process: Any) -> None:
    scene = s.granted(as_process)
    officer = people.officer("read_case")
    officer.assignments.get().role.names = {}
    with as_process("janua_workbench", officer.actor):
        log_access([scene.mother.id, scene.family.father.id], "case", "casework")

    page = read(portal_client(scene.account), "looks")

    assert "<strong>A member of staff</strong><br>hub" in page
    assert "Your case, to work on your case" in page
    assert "Ċetta" not in page


@pytest.mark.parametrize("families", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("mine", 17), ("messages", 8), ("payments", 13), ("account", 9), ("known-facts", 13), ("looks", 11)],
)
def test_page_asks_as_often_for_one_row_and_for_three(as_process: Any, name: str, queries: int, families: int) -> None:
    scene = s.granted(as_process, letters=True)
    s.paid_to(scene, lines=families)
    for number in range(families):
        s.notice_to(scene.mother, "account_confirmed", ends_in="0F00")
        people.fact(scene.mother.id, "citizenship", words="IT", item=f"IT{number}", source="declared", assurance=1)
        with as_process("janua_workbench", people.officer("read_case").actor):
            log_access([scene.mother.id], "case", "casework")

    assert counted(portal_client(scene.account), name) == queries


@pytest.mark.parametrize("children", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("decision", 15), ("application", 13)])
def test_followed_page_asks_as_often_whatever_the_family(
    as_process: Any, name: str, queries: int, children: int
) -> None:
    scene = s.granted(as_process, letters=True, children=children)
    of = scene.decision().id if name == "decision" else scene.application.id

    assert counted(portal_client(scene.account), name, of) == queries


def test_a_decision_with_many_payments_shows_the_first_and_keeps_the_rest_within_reach(as_process: Any) -> None:
    scene = s.granted(as_process)
    decision = scene.decision()
    line = EntitlementLine.objects.filter(entitlement__decision=decision).order_by("-starts_on")[0]
    for week in range(1, 5):
        starts_on = line.ends_on + timedelta(weeks=week)
        EntitlementLine.objects.create(
            entitlement=line.entitlement, assessment=line.assessment, person=line.person, area=line.area,
            programme=line.programme, starts_on=starts_on, ends_on=starts_on, due_on=starts_on, amount=100 + week,
            currency="EUR", state="due",
        )  # fmt: skip

    page = read(portal_client(scene.account), "decision", decision.id)

    shown, rest = page.split("All later payments")
    assert ("€1.02" in shown, "€1.04" in shown, "€1.04" in rest) == (True, False, True)


def test_years_of_contributions_are_one_line_and_a_number_has_its_word(as_process: Any) -> None:
    scene = s.granted(as_process)
    for year in range(2008, 2026):
        people.fact(
            scene.mother.id, "contributions_paid", source="department", number=52,
            true_from=date(year, 1, 1), true_to=date(year, 12, 31),
        )  # fmt: skip
    people.fact(
        scene.mother.id, "employment", source="jobsplus", words="employed", item="PE123456", true_from=date(2020, 1, 1)
    )
    page = read(portal_client(scene.account), "known-facts")

    assert "18 entries" in page
    assert "true from 1 January 2008 to 31 December 2025" in page
    assert "employer or payer PE123456" in page
    # Each year is still there to be contradicted, below the line.
    assert page.count("52") >= 18
