"""Papers are shown as pictures of their pages; the file itself never opens in the officer's browser."""

from typing import Any

import pytest

from janua.base.documents.actions import store_document
from janua.base.documents.models import Document
from janua.casework.actions.letter import write_letters
from janua.casework.models import Letter
from janua.values import uuid7
from tests.casework import factories as f
from tests.registers import factories as people
from tests.workbench.cases.conftest import ASSESSOR, CASE_OFFICER, assessed, browser, looks, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(as_process: Any) -> Any:
    """The letter of a granted claim."""
    assessed(as_process, in_care=False)
    with as_process("janua_work", ASSESSOR):
        write_letters(on=f.TODAY)
    row = Letter.objects.select_related("document").first()
    assert row is not None
    return row


def test_letter_is_shown_as_pictures_of_its_pages(letter: Any) -> None:
    officer = people.officer(*CASE_OFFICER)
    client = browser(account=officer)

    went = client.get(client.at("letter", letter.id))
    page = client.get(went["Location"])
    picture = client.get(client.at("document-page", letter.document_id, 1))

    assert went["Location"] == client.at("document", letter.document_id)
    assert "A paper of Maria Borg" in text(page)
    assert (picture["Content-Type"], picture.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert client.get(client.at("document-page", letter.document_id, 99)).status_code == 404
    person = letter.document.person_id
    assert looks("document") == [(str(officer.id), [person])]
    assert looks("document-page")[0] == (str(officer.id), [person])


def test_file_is_given_to_be_saved_and_never_run(letter: Any) -> None:
    client = browser(*CASE_OFFICER)

    answer = client.get(client.at("document-file", letter.document_id))

    assert answer.content[:5] == b"%PDF-"
    assert answer["Content-Disposition"] == f'attachment; filename="{letter.document_id}.pdf"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/octet-stream")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", ["document", "document-page", "document-file", "letter"])
def test_paper_of_another_area_is_as_absent_as_one_that_never_was(letter: Any, name: str) -> None:
    foreign, other = browser(*CASE_OFFICER, area_id=2), browser("prepare_run")
    wanted = letter.id if name == "letter" else letter.document_id
    more = (1,) if name == "document-page" else ()

    assert foreign.get(foreign.at(name, wanted, *more)).status_code == 404
    assert foreign.get(foreign.at(name, uuid7(), *more)).status_code == 404
    assert other.get(other.at(name, wanted, *more)).status_code == 404
    assert looks(name) == []


def test_what_cannot_be_shown_is_offered_to_be_saved(as_process: Any, refused: Any) -> None:
    with as_process("janua_work", ASSESSOR):
        store_document(person_id=refused.mother.id, area_id=1, content=b"<script>", media_type="text/html")
    client, paper = browser(*CASE_OFFICER), Document.objects.get()

    page = client.get(client.at("document", paper.id))

    assert "cannot be shown here" in text(page)
    assert client.get(client.at("document-page", paper.id, 1)).status_code == 404
