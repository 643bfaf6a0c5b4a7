"""Asking the person: they are told, they answer, and the answer becomes an officer's work, once."""

from datetime import timedelta
from typing import Any

import pytest

from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import system_actor
from janua.base.documents.actions import store_document
from janua.base.notices.models import Notice
from janua.casework.actions.question import QuestionRefused, answer_question, ask_person, take_up_answers
from janua.casework.models import Claim, Question, Task
from janua.casework.queries.file import questions_open_for
from janua.casework.states import WrongState
from janua.registers.models import AccountLink
from tests.casework import factories as f
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
KEEPER = system_actor("keeper")
LATER = f.TODAY + timedelta(days=14)


@pytest.fixture
def family(as_process: Any) -> Any:
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)
    return of


def ask(as_process: Any, officer: Any, *, text: Any = "Where does Luca live?", by: Any = LATER) -> Any:
    claim = Claim.objects.get(programme="MT-CA").id
    with as_process("janua_workbench", officer.actor):
        return ask_person(claim=claim, kind="say", text=text, answer_by=by, on=f.TODAY)


def answer(as_process: Any, account: Any, question: Any, **more: Any) -> Any:
    role = "janua_portal" if account.kind == "citizen" else "janua_workbench"
    with as_process(role, account.actor):
        return answer_question(question=question.id, **{"answer": "With me."} | more)


def test_ask_tells_the_person_and_stands_open(as_process: Any, family: Any) -> None:
    officer = people.officer("prepare_decision")

    question = ask(as_process, officer)

    notice = Notice.objects.get(template="question")
    assert (notice.person_id, notice.about_type, notice.about_id) == (family.mother.id, "question", question.id)
    assert (notice.language, question.asked_by, question.text) == ("mt", officer, "Where does Luca live?")
    with as_process("janua_portal", family.account.actor):
        (seen,) = questions_open_for(person=family.mother.id)
        assert (seen.id, seen.text, seen.claim.programme) == (question.id, "Where does Luca live?", "MT-CA")


def test_answer_becomes_work_for_the_office_once(as_process: Any, family: Any) -> None:
    question = ask(as_process, people.officer("prepare_decision"))

    answer(as_process, family.account, question)
    with as_process("janua_work", KEEPER):
        assert take_up_answers(on=f.TODAY) == 1
        assert take_up_answers(on=f.TODAY) == 0

    task = Task.objects.get(kind="read_answer")
    assert (task.object_type, task.object_id, task.person) == ("question", question.id, family.mother)
    assert task.deadline_on == f.TODAY + timedelta(days=7)
    assert Question.objects.get().answer == "With me."
    with as_process("janua_portal", family.account.actor):
        assert questions_open_for(person=family.mother.id) == []


def test_answer_with_a_paper_needs_no_words(as_process: Any, family: Any) -> None:
    question = ask(as_process, people.officer("prepare_decision"))
    with as_process("janua_portal", family.account.actor):
        paper = store_document(person_id=family.mother.id, area_id=1, content=b"x", media_type="image/jpeg")

    answer(as_process, family.account, question, answer="", documents=[paper.id])

    kept = Question.objects.get()
    assert (kept.answer, kept.documents) == ("", [paper.id])


def test_answer_with_a_paper_of_somebody_else_is_refused(as_process: Any, family: Any) -> None:
    question = ask(as_process, people.officer("prepare_decision"))
    with as_process("janua_work", KEEPER):
        paper = store_document(person_id=family.father.id, area_id=1, content=b"x", media_type="image/jpeg")

    with pytest.raises(QuestionRefused):
        answer(as_process, family.account, question, documents=[paper.id])


def test_answer_at_the_desk_is_taken(as_process: Any, family: Any) -> None:
    question = ask(as_process, people.officer("prepare_decision"))

    answer(as_process, people.officer("submit_application"), question)

    assert Question.objects.get().answer == "With me."


def test_answer_by_the_holder_of_a_mandate_for_something_else_is_refused(as_process: Any, family: Any) -> None:
    helper = people.person(given="Rita", area_id=1)
    account = people.citizen(helper)
    people.mandate(family.mother, helper, scope=["see"])
    question = ask(as_process, people.officer("prepare_decision"))

    with pytest.raises(NotPermitted):
        answer(as_process, account, question)


def test_answer_by_a_stranger_finds_nothing(as_process: Any, family: Any) -> None:
    question = ask(as_process, people.officer("prepare_decision"))
    stranger = f.family(number=2)

    with pytest.raises(Question.DoesNotExist):
        answer(as_process, stranger.account, question)


def test_answer_twice_is_refused(as_process: Any, family: Any) -> None:
    question = ask(as_process, people.officer("prepare_decision"))
    answer(as_process, family.account, question)

    with pytest.raises(WrongState):
        answer(as_process, family.account, question, answer="With his father.")
    assert Question.objects.get().answer == "With me."


@pytest.mark.parametrize(
    "changed", [{"text": " "}, {"text": "x" * 2001}, {"by": f.TODAY}], ids=["empty", "too long", "no time"]
)
def test_ask_without_words_or_time_is_refused(as_process: Any, family: Any, changed: Any) -> None:
    with pytest.raises(QuestionRefused):
        ask(as_process, people.officer("prepare_decision"), **changed)


def test_ask_without_the_permission_is_refused(as_process: Any, family: Any) -> None:
    with pytest.raises(NotPermitted):
        ask(as_process, people.officer("read_case"))


def test_ask_about_a_claim_of_another_area_finds_nothing(as_process: Any, family: Any) -> None:
    with pytest.raises(Claim.DoesNotExist):
        ask(as_process, people.officer("prepare_decision", area_id=2))


def test_ask_about_a_claim_that_is_over_is_refused(as_process: Any, family: Any) -> None:
    Claim.objects.filter(programme="MT-CA").update(state="decided")

    with pytest.raises(WrongState):
        ask(as_process, people.officer("prepare_decision"))


def test_ask_somebody_of_ones_own_home_is_refused(as_process: Any, family: Any) -> None:
    officer = people.officer("prepare_decision")
    AccountLink.objects.create(
        account=officer, account_kind="staff", person=family.father, confirmed_by="papers", known_from=people.LONG_AGO
    )

    with pytest.raises(NotPermitted, match="relative"):
        ask(as_process, officer)
