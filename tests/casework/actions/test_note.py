"""A note is an officer's, sealed, dated, and stays as it was written."""

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from janua.base.accounts.permissions import NotPermitted
from janua.base.audit.models import Entry
from janua.casework.actions.note import LONGEST, NoteRefused, write_note
from janua.casework.models import Case, Note
from janua.registers.models import AccountLink
from tests.casework import factories as f
from tests.registers import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(as_process: Any) -> Any:
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)
    return Case.objects.get(holder=of.mother)


def write(as_process: Any, case: Any, officer: Any, text: Any = "Speaks Ukrainian; call after four.") -> Any:
    with as_process("janua_workbench", officer.actor):
        return write_note(case=case.id, text=text, on=f.TODAY)


def test_write_note_keeps_author_and_words_sealed(as_process: Any, case: Any) -> None:
    officer = people.officer("write_note")

    made = write(as_process, case, officer)

    kept = Note.objects.get()
    assert (kept.case, kept.person, kept.written_by, kept.text) == (case, case.holder, officer, made.text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM casework_note")
        assert b"Ukrainian" not in bytes(cursor.fetchone()[0])
    traces = Entry.objects.filter(action="note.write").values_list("subject", "object_id", "details")
    assert list(traces) == [(case.holder_id, made.id, {"case": str(case.id)})]


@pytest.mark.parametrize("text", ["", "  \n", "x" * (LONGEST + 1)], ids=["empty", "blank", "too long"])
def test_write_note_that_says_nothing_or_too_much_is_refused(as_process: Any, case: Any, text: Any) -> None:
    with pytest.raises(NoteRefused):
        write(as_process, case, people.officer("write_note"), text)


def test_write_note_without_the_permission_is_refused(as_process: Any, case: Any) -> None:
    with pytest.raises(NotPermitted):
        write(as_process, case, people.officer("read_case"))


def test_write_note_by_an_officer_of_another_area_finds_no_case(as_process: Any, case: Any) -> None:
    with pytest.raises(Case.DoesNotExist):
        write(as_process, case, people.officer("write_note", area_id=2))


def test_write_note_about_oneself_is_refused(as_process: Any, case: Any) -> None:
    officer = people.officer("write_note")
    AccountLink.objects.create(
        account=officer, account_kind="staff", person=case.holder, confirmed_by="papers", known_from=people.LONG_AGO
    )

    with pytest.raises(NotPermitted, match="relative"):
        write(as_process, case, officer)


def test_notes_are_never_changed_and_no_citizen_reads_them(as_process: Any, case: Any) -> None:
    officer = people.officer("write_note")
    write(as_process, case, officer)

    for statement in ("UPDATE casework_note SET written_at = now()", "DELETE FROM casework_note"):
        with pytest.raises(ProgrammingError), transaction.atomic(), as_process("janua_workbench", officer.actor):
            connection.cursor().execute(statement)
    with pytest.raises(ProgrammingError), transaction.atomic(), as_process("janua_portal", officer.actor):
        list(Note.objects.all())
