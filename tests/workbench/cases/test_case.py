"""The case on one page: everything an officer needs, for whoever may see it, and one row in the log."""

from typing import Any

import pytest

from janua.base.documents.actions import store_document
from janua.casework.actions.letter import write_letters
from janua.casework.models import Application, ApplicationPaper, Case, Claim, Note, Remark
from janua.registers.models import AccountLink
from janua.values import uuid7
from janua.workbench.journeys.case import case_file
from tests.casework import factories as f
from tests.registers import factories as people
from tests.workbench.cases.conftest import (
    ASSESSOR,
    CASE_OFFICER,
    DECISION_OFFICER,
    EVERYTHING,
    assessed,
    browser,
    claim_of,
    counted,
    looks,
    page_queries,
    text,
)

pytestmark = pytest.mark.django_db


def test_case_shows_everything_about_a_claim_and_logs_one_look(as_process: Any, refused: Any) -> None:
    officer = people.officer(*DECISION_OFFICER)
    client = browser(account=officer)

    page = client.get(client.at("claim", claim_of(refused).id))

    file, said = page.context["file"], text(page)
    assert (page.status_code, file.outcome, file.shown.programme) == (
        200,
        "The law does not give it",
        "Children's Allowance",
    )
    assert [(one.text, one.met) for one in file.law.conditions if one.met is not True] == [
        ("The child lives at home, not in foster or residential care.", False)
    ]
    (unmet,) = [one for one in file.law.conditions if one.met is False]
    assert ("In foster or residential care", "Luca 0 Borg", "yes", "Aġenzija Appoġġ") in [
        (one.text, one.about, one.value, one.source) for one in unmet.values
    ]
    for words in (
        "Give notice of a refusal",
        "Cap. 318, Part VI: not in foster or residential care",
        "Public Registry",
        "Commissioner for Tax and Customs",
        "Fresh until",
        "Nothing is granted yet, so nothing is due.",
        "<svg",
    ):
        assert words in said
    everybody = sorted([refused.mother.id, refused.father.id, *(child.id for child in refused.children)])
    assert looks("claim") == [(str(officer.id), everybody)]


def test_case_draws_the_family_in_its_home_and_says_it_in_words(as_process: Any, refused: Any) -> None:
    client = browser(*DECISION_OFFICER)

    drawn = client.get(client.at("claim", claim_of(refused).id)).context["file"].family

    (home,) = drawn.homes
    assert [(one.name, one.text, one.is_claimant, one.counted) for one in home.persons] == [
        ("Maria Borg", "age 35", True, True),
        ("Ġużeppi Borg", "age 37", False, True),
        ("Luca 0 Borg", "age 10", False, True),
    ]
    assert len(drawn.lines) == 3
    assert "Maria Borg: parent of Luca 0 Borg" in drawn.words
    assert {one.y for one in home.persons[:2]} != {home.persons[2].y}


def test_case_of_what_is_granted_shows_money_letter_and_timeline(as_process: Any) -> None:
    of = assessed(as_process, in_care=False)
    with as_process("janua_work", ASSESSOR):
        write_letters(on=f.TODAY)
    client = browser(*CASE_OFFICER)

    file = client.get(client.at("claim", claim_of(of).id)).context["file"]

    assert file.money, "a granted claim has amounts"
    assert {(line.programme, line.state, line.paid) for line in file.money} >= {
        ("Children's Allowance", "Due", "Not in a payment yet")
    }
    assert any(paper.title.startswith("Letter of the decision on Children's Allowance") for paper in file.papers)
    assert "Granted: Children's Allowance" in [one.title for one in file.timeline]
    assert [one.at for one in file.timeline] == sorted((one.at for one in file.timeline), reverse=True)
    assert file.law.lines[-1].value == file.law.amount


def test_case_shows_what_the_person_says_is_wrong_and_what_they_handed_in(as_process: Any, refused: Any) -> None:
    application = Application.objects.get(applicant=refused.mother)
    with as_process("janua_work", ASSESSOR):
        paper = store_document(person_id=refused.mother.id, area_id=1, content=b"x", media_type="image/jpeg")
    ApplicationPaper.objects.create(application=application, document=paper, attribute="in_care")
    Remark.objects.create(
        application=application,
        person=refused.mother,
        subject=refused.children[0].id,
        attribute="in_care",
        reason="He has been at home since May.",
        made_at=people.NOW,
    )
    client = browser(*CASE_OFFICER)

    page = client.get(client.at("claim", claim_of(refused).id))

    (said,) = page.context["file"].remarks
    assert (said.name, said.about, said.reason) == (
        "In foster or residential care",
        "Luca 0 Borg",
        "He has been at home since May.",
    )
    assert [one.title for one in page.context["file"].papers] == ["Handed in about In foster or residential care"]
    assert "He has been at home since May." in text(page)


def test_explanation_tells_every_value_once(as_process: Any, refused: Any) -> None:
    client = browser(*DECISION_OFFICER)

    page = client.get(client.at("explanation", claim_of(refused).id))

    step = page.context["step"]
    assert (step.kind, len(step.below)) == ("result", 6)
    said = text(page)
    for words in ("Age at which a child no longer counts", "16 years", "How sure: read on an official page"):
        assert words in said


def test_case_opens_the_claim_that_waits(as_process: Any, refused: Any) -> None:
    Claim.objects.filter(claimant=refused.mother, programme="MT-CAS").update(state="withdrawn")
    client = browser(*DECISION_OFFICER)

    file = client.get(client.at("case", claim_of(refused).case_id)).context["file"]

    assert file.shown.id == claim_of(refused).id


@pytest.mark.parametrize("name", ["claim", "explanation", "decide", "intend-refusal", "ask", "withdraw"])
def test_claim_of_another_area_is_as_absent_as_one_that_never_was(as_process: Any, refused: Any, name: str) -> None:
    client = browser(*EVERYTHING, area_id=2)

    foreign = client.get(client.at(name, claim_of(refused).id))
    absent = client.get(client.at(name, uuid7()))

    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert refused.mother.name not in text(foreign)
    assert looks(name) == []


@pytest.mark.parametrize("name", ["claim", "decide", "intend-refusal", "ask", "withdraw", "explanation"])
def test_claim_without_the_permission_to_read_cases_is_absent(as_process: Any, refused: Any, name: str) -> None:
    client = browser("prepare_run", "decide_claim", "prepare_decision", "submit_application")

    assert client.get(client.at(name, claim_of(refused).id)).status_code == 404


def test_case_of_a_relative_is_said_clearly_and_has_no_buttons(as_process: Any, refused: Any) -> None:
    officer = people.officer(*EVERYTHING)
    AccountLink.objects.create(
        account=officer, account_kind="staff", person=refused.father, confirmed_by="papers", known_from=people.LONG_AGO
    )
    client = browser(account=officer)

    page = client.get(client.at("claim", claim_of(refused).id))

    assert "a colleague handles it" in text(page)
    assert page.context["file"].doing.nothing
    assert client.at("ask", claim_of(refused).id) not in text(page)
    for name in ("decide", "intend-refusal", "ask", "withdraw"):
        assert "a colleague handles it" in text(client.get(client.at(name, claim_of(refused).id)))


@pytest.mark.parametrize("children", [1, 3])
def test_case_costs_the_same_for_one_child_and_for_three(as_process: Any, children: int) -> None:
    of = assessed(as_process, in_care=True, children=children)
    case, officer = Case.objects.get(holder=of.mother), people.officer(*DECISION_OFFICER)

    def read() -> None:
        case_file(case=case.id, claim=None, officer=officer.id, page="case", on=f.TODAY)

    assert counted(officer, read) == 33


def test_case_asks_nothing_from_its_template(as_process: Any) -> None:
    one, two = assessed(as_process, in_care=True), assessed(as_process, number=2, in_care=True)
    client = browser(*DECISION_OFFICER)
    for words in ("One.", "Two.", "Three."):
        client.post(client.at("note", claim_of(two).case_id), {"text": words})
    assert Note.objects.count() == 3

    assert page_queries(client, client.at("claim", claim_of(one).id)) == page_queries(
        client, client.at("claim", claim_of(two).id)
    )


def test_note_is_kept_and_shown_with_author(as_process: Any, refused: Any) -> None:
    client = browser(*CASE_OFFICER)
    case = claim_of(refused).case_id

    kept = client.post(client.at("note", case), {"text": "Call after four."})

    assert (kept.status_code, kept["Location"]) == (302, f"{client.at('case', case)}?done=noted#notes")
    (note,) = client.get(client.at("case", case)).context["file"].notes
    assert (note.text, note.by) == ("Call after four.", "Ċetta Officer")


def test_note_without_words_stays_on_the_page(as_process: Any, refused: Any) -> None:
    officer = people.officer(*CASE_OFFICER)
    client = browser(account=officer)

    page = client.post(client.at("note", claim_of(refused).case_id), {"text": " "})

    assert (page.status_code, Note.objects.count()) == (422, 0)
    assert "Error:" in text(page)
    assert [actor for actor, _persons in looks("case")] == [str(officer.id)], "a page that says no is a look too"


def test_note_without_the_permission_is_refused(as_process: Any, refused: Any) -> None:
    client = browser("read_case")

    assert client.post(client.at("note", claim_of(refused).case_id), {"text": "x"}).status_code == 404
    assert Note.objects.count() == 0
    assert "Keep the note" not in text(client.get(client.at("case", claim_of(refused).case_id)))
