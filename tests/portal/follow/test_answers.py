"""What a person sends back from the pages of Follow: each effect, and each refusal beside its field."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from demo.population.mt.numbers import iban
from janua.base.actors import acting_as, system_actor
from janua.base.documents.models import Document
from janua.casework.actions.event import take_up_events
from janua.casework.actions.question import ask_person
from janua.casework.models import Application, Claim, IntendedDecision, Question, Reconsideration
from janua.pack import installed
from janua.payments.models import PayeeAccount
from janua.registers.models import Event, Person
from janua.values import uuid7
from tests.casework import factories as f
from tests.faces import FaceClient, portal_client
from tests.payments import factories as paid
from tests.portal.follow import scene as s
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
NUMBER = iban("0045690M")


def post(client: FaceClient, name: str, *arguments: Any, **data: Any) -> Any:
    return client.post(client.at(name, *arguments), data)


def photo() -> io.BytesIO:
    found = io.BytesIO()
    Image.effect_noise((800, 800), 90).convert("RGB").save(found, "JPEG")
    found.name = "paper.jpg"
    found.seek(0)
    return found


def grounds() -> list[str]:
    with acting_as(system_actor("keeper")):
        return [str(row.grounds) for row in Reconsideration.objects.all()]


def test_challenge_asks_for_another_look_and_says_what_happens(as_process: Any) -> None:
    scene = s.granted(as_process)
    client, of = portal_client(scene.account), scene.decision().id

    answer = post(client, "challenge", of, grounds=" We are three. ")

    assert (answer.status_code, answer.headers["Location"]) == (303, client.at("challenge", of))
    assert grounds() == ["We are three."]
    assert "We look at it again" in client.get(client.at("challenge", of)).content.decode()


def test_challenge_without_words_is_asked_again_and_nothing_is_sent(as_process: Any) -> None:
    scene = s.granted(as_process)

    answer = post(portal_client(scene.account), "challenge", scene.decision().id, grounds="  ")

    assert answer.status_code == 422
    assert "Write what is wrong, in a few words." in answer.content.decode()
    assert grounds() == []


def test_challenge_twice_sends_once(as_process: Any) -> None:
    scene = s.granted(as_process)
    client, of = portal_client(scene.account), scene.decision().id
    post(client, "challenge", of, grounds="We are three.")

    assert post(client, "challenge", of, grounds="We are three.").status_code == 409
    assert grounds() == ["We are three."]


def test_challenge_on_the_last_day_is_in_time_and_a_day_later_says_how_to_go_on(as_process: Any, settings: Any) -> None:
    scene = s.granted(as_process)
    decision = scene.decision()
    settings.JANUA_TODAY = decision.challenge_until
    client = portal_client(scene.account)
    assert "Send" in client.get(client.at("challenge", decision.id)).content.decode()
    settings.JANUA_TODAY = decision.challenge_until + timedelta(days=1)

    page = client.get(client.at("challenge", decision.id)).content.decode()
    answer = post(client, "challenge", decision.id, grounds="Late.")

    assert "The time to object is over" in page
    assert "Apply again" in page
    assert (answer.status_code, grounds()) == (409, [])


def test_challenge_needs_a_mandate_for_it(as_process: Any) -> None:
    scene = s.granted(as_process)
    friend = people.person(given="Friend", area_id=1)
    people.mandate(scene.mother, friend, scope=["see"])
    client = portal_client(people.citizen(friend), acts_for=scene.mother.id)

    assert post(client, "challenge", scene.decision().id, grounds="Wrong.").status_code == 404
    assert grounds() == []


def test_a_notice_is_answered_in_words_and_with_a_paper(as_process: Any) -> None:
    scene, notice = s.told_of_refusal(as_process)
    client = portal_client(scene.account)

    answer = post(client, "answer-notice", notice.id, answer="They live with me.", paper=photo())

    assert answer.status_code == 303
    with acting_as(system_actor("keeper")):
        row = IntendedDecision.objects.get(id=notice.id)
        assert row.answer == "They live with me."
    document = Document.objects.get(id__in=row.documents)
    assert (document.person_id, document.area_id) == (scene.mother.id, scene.mother.area_id)
    page = client.get(client.at("answer-notice", notice.id)).content.decode()
    assert "We have your answer." in page
    assert "They live with me." in page


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"answer": ""}, "Write an answer or add a paper."),
        ({"answer": "x" * 2001}, "2000"),
        ({"answer": "Look.", "paper": "not a picture"}, "We can open photos (JPEG, PNG, WebP, HEIC) and PDF files."),
    ],
)
def test_an_answer_that_cannot_be_taken_is_kept_on_the_page(as_process: Any, sent: dict[str, Any], says: str) -> None:
    scene, notice = s.told_of_refusal(as_process)
    if "paper" in sent:
        sent["paper"] = io.BytesIO(sent["paper"].encode())
        sent["paper"].name = "paper.txt"

    answer = post(portal_client(scene.account), "answer-notice", notice.id, **sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "<title>Error:" in page
    assert sent["answer"] in page
    assert IntendedDecision.objects.get(id=notice.id).answered_at is None


def test_a_notice_is_answered_once(as_process: Any) -> None:
    scene, notice = s.told_of_refusal(as_process)
    client = portal_client(scene.account)
    post(client, "answer-notice", notice.id, answer="First.")

    assert post(client, "answer-notice", notice.id, answer="Second.").status_code == 409
    with acting_as(system_actor("keeper")):
        assert IntendedDecision.objects.get(id=notice.id).answer == "First."


def asked(as_process: Any, kind: str = "say") -> tuple[s.Scene, Question]:
    scene = s.applied(as_process)
    officer = people.officer("read_case", "prepare_decision", "ask_person")
    claim = Claim.objects.get(application=scene.application, programme="MT-CA")
    with as_process("janua_workbench", paid.actor(officer)):
        question = ask_person(
            claim=claim.id, kind=kind, text="Where does Luca live?", answer_by=s.ON + timedelta(days=7), on=s.ON
        )
    return scene, question


def test_a_question_is_shown_and_answered(as_process: Any) -> None:
    scene, question = asked(as_process)
    client = portal_client(scene.account)
    assert "Where does Luca live?" in client.get(client.at("question", question.id)).content.decode()

    assert post(client, "question", question.id, answer="With me.").status_code == 303

    with acting_as(system_actor("keeper")):
        assert Question.objects.get(id=question.id).answer == "With me."


def test_a_paper_alone_answers_a_question(as_process: Any) -> None:
    scene, question = asked(as_process, "paper")

    assert post(portal_client(scene.account), "question", question.id, answer="", paper=photo()).status_code == 303
    assert len(Question.objects.get(id=question.id).documents) == 1


def test_an_application_is_taken_back_after_asking(as_process: Any) -> None:
    scene = s.applied(as_process)
    claim = Claim.objects.get(application=scene.application, programme="MT-CAS")
    client = portal_client(scene.account)
    assert (
        "Take back your application?"
        in client.get(client.at("take-back", scene.application.id, claim.id)).content.decode()
    )

    answer = post(client, "take-back", scene.application.id, claim.id)

    assert answer.status_code == 303
    assert sorted(Claim.objects.values_list("programme", "state")) == [("MT-CA", "checking"), ("MT-CAS", "withdrawn")]


def test_a_claim_is_taken_back_in_its_own_application_alone(as_process: Any) -> None:
    """An address that names another application of the same person changes nothing."""
    scene = s.applied(as_process)
    claim = Claim.objects.get(application=scene.application, programme="MT-CAS")
    other = Application.objects.get(id=scene.application.id)
    other.pk, other.reference, other.key = uuid7(), "A-OTHER", "other"
    other.save(force_insert=True)
    client = portal_client(scene.account)

    assert post(client, "take-back", other.id, claim.id).status_code == 404
    claim.refresh_from_db()
    assert claim.state == "checking"


@pytest.fixture
def born(as_process: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[f.Family, Claim]:
    """A newborn in a country whose law asks for one yes."""
    pack = installed.country()
    one = tuple(replace(entry, confirmation="one", programmes=("MT-BB",)) for entry in pack.proactive)
    monkeypatch.setattr(installed, "_installed", replace(pack, proactive=one))
    f.publish_catalogue()
    family = f.family(born=(s.ON,))
    Event.objects.create(
        kind="birth", person=family.children[0], about=family.mother, source="civil", reference="b1",
        happened_on=s.ON, known_from=people.LONG_AGO,
    )  # fmt: skip
    with as_process("janua_work", s.ASSESSOR):
        take_up_events(on=s.ON)
    return family, Claim.objects.get()


def test_an_offer_says_what_how_much_and_why(born: tuple[f.Family, Claim]) -> None:
    family, claim = born
    client = portal_client(family.account)

    home = client.get(client.at("mine")).content.decode()
    page = client.get(client.at("offer", claim.id)).content.decode()

    assert "Say yes or no: Child Birth and Adoption Bonus" in home
    for words in ("€1,000.00", "A birth was registered", "Yes, I want this", "Not now", "No, I do not want this"):
        assert words in page, words


@pytest.mark.parametrize(
    ("said", "state"), [(["yes"], "submitted"), (["no"], "withdrawn"), (["no", "undo"], "offered")]
)
def test_an_offer_is_answered_and_a_no_taken_back(born: tuple[f.Family, Claim], said: list[str], state: str) -> None:
    family, claim = born
    client = portal_client(family.account)

    assert [post(client, "offer", claim.id, answer=one).status_code for one in said] == [303] * len(said)
    claim.refresh_from_db()
    assert claim.state == state
    assert client.get(client.at("offer", claim.id)).status_code == 200


def test_an_offer_is_not_the_fathers(born: tuple[f.Family, Claim]) -> None:
    family, claim = born
    client = portal_client(people.citizen(family.father))

    assert client.get(client.at("offer", claim.id)).status_code == 404
    assert post(client, "offer", claim.id, answer="yes").status_code == 404
    claim.refresh_from_db()
    assert claim.state == "offered"


def payee() -> Person:
    paid.office()
    return people.person(given="Ġuża", family="Ċaruana", area_id=1)


def test_account_is_typed_looked_at_and_sent() -> None:
    person = payee()
    client = portal_client(people.citizen(person))

    look = post(client, "change-account", number=NUMBER, holder="Guza Caruana")
    assert (look.status_code, PayeeAccount.objects.count()) == (200, 0)
    assert f"Pay into the account ending in <bdi>{NUMBER[-4:]}</bdi>?" in look.content.decode()
    sent = post(client, "change-account", number=NUMBER, holder="Guza Caruana", send="1")

    assert sent.status_code == 303
    assert list(PayeeAccount.objects.values_list("payee_id", "state")) == [(person.id, "proposed")]
    page = client.get(client.at("account")).content.decode()
    assert "A change waits" in page
    assert NUMBER not in page


def test_an_account_of_another_name_is_warned_of_before_it_is_sent() -> None:
    look = post(portal_client(people.citizen(payee())), "change-account", number=NUMBER, holder="Joe Borg")

    assert "This name is not the name that we know." in look.content.decode()


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("", "Write the account number (IBAN)."),
        ("DE89370400440532013000", "We can only pay into an account in Malta."),
        ("MT12", "has 31 letters and digits"),
        (NUMBER[:2] + "00" + NUMBER[4:], "This number (IBAN) has a slip in it."),
    ],
)
def test_a_wrong_number_is_explained_beside_its_field(number: str, says: str) -> None:
    answer = post(
        portal_client(people.citizen(payee())), "change-account", number=number, holder="Guza Caruana", send="1"
    )

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not PayeeAccount.objects.exists()


def test_the_old_account_is_shown_until_the_new_one_is_used() -> None:
    person = payee()
    old = paid.account_of(person, iban("0012384M"))
    client = portal_client(people.citizen(person))

    post(client, "change-account", number=NUMBER, holder="Guza Caruana", send="1")

    shown = client.get(client.at("account")).context["accounts"]
    assert (shown.current.id, shown.proposed.ends_in, shown.coming) == (old.id, NUMBER[-4:], None)


def test_a_second_change_waits_for_the_first_and_the_first_is_taken_back() -> None:
    client = portal_client(people.citizen(payee()))
    post(client, "change-account", number=NUMBER, holder="Guza Caruana", send="1")
    assert "A change waits already" in client.get(client.at("change-account")).content.decode()
    row = PayeeAccount.objects.get()

    assert post(client, "account-take-back", row.id).status_code == 303
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert post(client, "account-take-back", row.id).status_code == 404


def test_the_account_is_not_changed_under_a_mandate_for_everything() -> None:
    person, friend = payee(), people.person(given="Friend", area_id=1)
    people.mandate(person, friend, scope=["all"])
    client = portal_client(people.citizen(friend), acts_for=person.id)

    page = client.get(client.at("account")).content.decode()
    answer = post(client, "change-account", number=NUMBER, holder="Guza Caruana", send="1")

    assert "Your mandate does not cover where the money goes." in page
    assert (answer.status_code, PayeeAccount.objects.count()) == (404, 0)
