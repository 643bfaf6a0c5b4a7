"""A whole case goes to an office of another area: asked, answered by the other office, moved with all that it has."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import system_actor
from janua.base.areas.models import Office
from janua.base.audit.models import Entry
from janua.base.documents.actions import store_document
from janua.base.documents.models import Document
from janua.base.notices.models import Notice
from janua.casework.actions.note import write_note
from janua.casework.actions.task import deal_waiting, open_task
from janua.casework.actions.transfer import (
    TransferRefused,
    answer_transfer,
    move_accepted,
    take_up_transfers,
    transfer_case,
)
from janua.casework.models import Application, Case, Claim, Note, Task, Transfer
from janua.casework.states import WrongState
from janua.registers.actions.contacts import record_contact
from janua.registers.models import AccountLink, Fact, Person
from janua.values import new_reference
from tests.casework import factories as f
from tests.payments import factories as paid
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
KEEPER = system_actor("keeper")
GIVES = ("read_case", "transfer_case", "write_note", "do_task")
TAKES = ("read_case", "accept_transfer", "write_note", "rule_on_fact", "do_task", "keep_register")


class Handed:
    """A case of area 1 with two claims, a task and a note, and officers there and in area 2."""

    def __init__(self, as_process: Any) -> None:
        self.as_process = as_process
        f.publish_catalogue()
        self.family = f.family()
        f.submit_as(as_process, self.family, key="k1")
        self.gives, self.takes = people.officer(*GIVES), people.officer(*TAKES, area_id=2)
        self.case = Case.objects.get()
        with as_process("janua_work", KEEPER):
            self.task = open_task(
                kind="read_answer",
                office=Office.objects.get(id=1),
                object_type="claim",
                object_id=Claim.objects.order_by("id")[0].id,
                deadline_on=date(2026, 3, 1),
                person_id=self.family.mother.id,
            )
            deal_waiting(on=f.TODAY)
        with as_process("janua_workbench", self.gives.actor):
            write_note(case=self.case.id, text="She lives with her sister now.", on=f.TODAY)

    def ask(self, *, by: Any = None, to: int = 2, reason: str = "moved", words: str = "She moved.") -> Transfer:
        with self.as_process("janua_workbench", (by or self.gives).actor):
            return transfer_case(case=self.case.id, to_office=to, reason=reason, words=words, on=f.TODAY)

    def answer(self, row: Transfer, *, by: Any = None, accepted: bool = True, words: str = "") -> Transfer:
        with self.as_process("janua_workbench", (by or self.takes).actor):
            return answer_transfer(transfer=row.id, is_accepted=accepted, words=words, on=f.TODAY)

    def work(self) -> tuple[int, int]:
        with self.as_process("janua_work", KEEPER):
            return take_up_transfers(on=f.TODAY), move_accepted()

    def seen_by(self, account: Any) -> dict[str, int]:
        with self.as_process("janua_workbench", account.actor):
            of = self.family.mother.id
            return {
                "case": Case.objects.filter(id=self.case.id).count(),
                "claims": Claim.objects.filter(case=self.case.id).count(),
                "applications": Application.objects.filter(case=self.case.id).count(),
                "tasks": Task.objects.filter(id=self.task.id).count(),
                "notes": Note.objects.filter(case=self.case.id).count(),
                "person": Person.objects.filter(id=of).count(),
                "facts": min(1, Fact.objects.filter(subject_id=of).count()),
            }


ALL = {"case": 1, "claims": 2, "applications": 1, "tasks": 1, "notes": 1, "person": 1, "facts": 1}


@pytest.fixture
def handed(as_process: Any) -> Handed:
    return Handed(as_process)


def test_transfer_moves_everything_to_the_office_that_accepts(handed: Handed) -> None:
    assert (handed.seen_by(handed.gives), set(handed.seen_by(handed.takes).values())) == (ALL, {0})
    row = handed.ask()
    assert handed.work() == (1, 0)
    asked = Task.objects.get(kind="answer_transfer")
    assert (asked.office_id, asked.area_id, asked.object_id, asked.person) == (2, 2, row.id, handed.family.mother)
    assert set(handed.seen_by(handed.takes).values()) == {0}, "nothing moves before the yes"

    handed.answer(row)
    assert handed.work() == (0, 1)

    assert handed.seen_by(handed.takes) == ALL
    # Who lives in the area stays in its register; the case does not.
    assert handed.seen_by(handed.gives) == dict.fromkeys(ALL, 0) | {"person": 1, "facts": 1}
    handed.task.refresh_from_db()
    asked.refresh_from_db()
    assert (handed.task.office_id, handed.task.owner, handed.task.state, asked.state) == (2, None, "open", "done")
    assert (Case.objects.get().office_id, Case.objects.get().area_id) == (2, 2)


def test_transfer_is_told_to_the_person_and_kept_in_the_trail(handed: Handed) -> None:
    handed.answer(handed.ask())
    handed.work()

    told = Notice.objects.get(template="case_moved")
    assert (told.person_id, told.area_id, told.about_id) == (handed.family.mother.id, 2, handed.case.id)
    assert told.values_json == f'{{"office": "{Office.objects.get(id=2).code}"}}'
    trail = Entry.objects.filter(action__startswith="case.", subject=handed.family.mother.id).order_by("seq")
    assert [
        (entry.action, entry.actor) for entry in trail if "transfer" in entry.action or "moved" in entry.action
    ] == [
        ("case.transfer", str(handed.gives.id)),
        ("case.transfer_answered", str(handed.takes.id)),
        ("case.moved", "system:keeper"),
    ]
    moved = trail.last()
    assert moved is not None
    assert {name: moved.details[name] for name in ("claims", "tasks", "to")} == {
        "claims": 2,
        "tasks": 1,
        "to": 2,
    }


def test_transfer_for_safety_names_no_office_to_the_person(handed: Handed) -> None:
    handed.answer(handed.ask(reason="safety"))
    handed.work()

    assert Notice.objects.get(template="case_moved").values_json == '{"outcome": "safety"}'


def test_papers_go_with_the_case(handed: Handed) -> None:
    with handed.as_process("janua_work", KEEPER):
        paper = store_document(
            person_id=handed.family.mother.id, area_id=1, content=b"a letter", media_type="application/pdf"
        )
    handed.answer(handed.ask())
    handed.work()

    assert Document.objects.get(id=paper.id).area_id == 2


def test_transfer_that_is_declined_is_work_for_the_office_that_asked(handed: Handed) -> None:
    row = handed.ask()
    handed.work()
    with pytest.raises(TransferRefused):
        handed.answer(row, accepted=False)
    handed.answer(row, accepted=False, words="She lives in Żurrieq: the office there is right.")
    assert handed.work() == (1, 0)

    assert handed.seen_by(handed.gives) == ALL
    back = Task.objects.get(kind="read_transfer_answer")
    assert (back.office_id, back.area_id, back.object_id) == (1, 1, row.id)
    assert handed.ask(to=2).id != row.id, "it may be asked anew"


def test_new_office_may_keep_the_register_of_whom_the_law_counts(handed: Handed) -> None:
    handed.answer(handed.ask())
    with handed.as_process("janua_workbench", handed.takes.actor), pytest.raises(NotPermitted):
        record_contact(person=handed.family.mother.id, kind="telephone", value="21000000", source="desk", on=f.TODAY)
    handed.work()
    with handed.as_process("janua_workbench", handed.takes.actor):
        record_contact(person=handed.family.mother.id, kind="telephone", value="21000000", source="desk", on=f.TODAY)


def test_case_that_comes_home_leaves_nothing_open_elsewhere(handed: Handed) -> None:
    handed.answer(handed.ask())
    handed.work()
    home = people.officer(*TAKES)
    away = people.officer(*GIVES, area_id=2)
    handed.answer(handed.ask(by=away, to=1), by=home)
    handed.work()

    assert handed.seen_by(home) == ALL
    assert set(handed.seen_by(handed.takes).values()) == {0}


def test_ask_without_permission_or_words_or_to_where_it_is_is_refused(handed: Handed) -> None:
    with pytest.raises(NotPermitted):
        handed.ask(by=people.officer("read_case", "do_task"))
    for wrong in ({"words": "  "}, {"to": 1}, {"to": 99}):
        with pytest.raises(TransferRefused):
            handed.ask(**wrong)
    with pytest.raises(Case.DoesNotExist):
        handed.ask(by=handed.takes)
    assert not Transfer.objects.exists()


def test_ask_twice_is_refused(handed: Handed) -> None:
    handed.ask()
    with pytest.raises(WrongState):
        handed.ask()


def test_answer_twice_by_kin_or_without_permission_is_refused(handed: Handed) -> None:
    row = handed.ask()
    kin = people.officer(*TAKES, area_id=2)
    AccountLink.objects.create(
        account=kin,
        account_kind="staff",
        person=handed.family.father,
        confirmed_by="papers",
        known_from=people.LONG_AGO,
    )
    for officer in (kin, people.officer("read_case", area_id=2), handed.gives):
        with pytest.raises(NotPermitted):
            handed.answer(row, by=officer)
    handed.answer(row)
    with pytest.raises(WrongState):
        handed.answer(row, accepted=False, words="no")
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.filter(id=row.id).update(answered_by=handed.gives)


def test_transfer_is_seen_by_both_offices_and_no_other(handed: Handed) -> None:
    row = handed.ask()

    def words(account: Any) -> list[str]:
        with handed.as_process("janua_workbench", account.actor):
            return [one.words for one in Transfer.objects.filter(id=row.id)]

    assert words(handed.gives) == words(handed.takes) == ["She moved."]
    assert words(people.officer(*TAKES, area_id=3)) == []


def cared_in(handed: Handed) -> dict[str, int | None]:
    people_of = {"mother": handed.family.mother, "father": handed.family.father, "child": handed.family.children[0]}
    return {who: Person.objects.get(id=row.id).cared_in_id for who, row in people_of.items()}


def counted(handed: Handed) -> None:
    """The law has counted both parents and the children."""
    claim = Claim.objects.filter(case=handed.case.id).order_by("id").first()
    assert claim is not None
    unit = [handed.family.mother.id, handed.family.father.id, *(child.id for child in handed.family.children)]
    paid.assessment_of(claim, 100, date(2026, 1, 1), unit=unit)


def test_transfer_takes_whom_the_law_counted_along(handed: Handed) -> None:
    counted(handed)
    handed.answer(handed.ask())
    handed.work()
    assert cared_in(handed) == {"mother": 2, "father": 2, "child": 2}


@pytest.mark.parametrize("restricted", [False, True])
def test_transfer_for_safety_turns_no_other_adult_to_the_office_that_must_stay_unknown(
    handed: Handed, restricted: bool
) -> None:
    counted(handed)
    Person.objects.filter(id=handed.family.mother.id).update(restricted=restricted)
    handed.gives = people.officer(*GIVES, "see_restricted")
    handed.takes = people.officer(*TAKES, "see_restricted", area_id=2)
    handed.answer(handed.ask(reason="other" if restricted else "safety"))
    handed.work()

    # What he applies for next would be that office's, and its looks at him would name it to him.
    assert cared_in(handed) == {"mother": 2, "father": None, "child": 2}


def test_transfer_leaves_an_adult_with_a_case_elsewhere_to_the_office_that_has_it(handed: Handed) -> None:
    counted(handed)
    office = Office.objects.create(
        id=3, code="third", names={}, area=people.area(3), opens_on=date(2020, 1, 1)
    )  # fmt: skip
    father = handed.family.father
    Case.objects.create(
        holder=father, reference=new_reference("C"), area_id=3, office=office, opened_on=date(2026, 1, 1)
    )
    Person.objects.filter(id=father.id).update(cared_in=3)
    handed.answer(handed.ask())
    handed.work()
    assert cared_in(handed) == {"mother": 2, "father": 3, "child": 2}
