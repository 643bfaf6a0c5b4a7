"""Papers: taken by photograph or PDF, seen by nobody before they are sent, by the office afterwards."""

import io
import re
from typing import Any

import pytest
from django.db import connection
from PIL import Image

from janua.base.documents.models import Document
from janua.casework.models import ApplicationPaper
from tests.casework import factories as f
from tests.faces import FaceClient, portal_client
from tests.portal.apply.journeys import begun, fresh_family, go_on, sent
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
BONUS = "birth-bonus"


def photo(colour: str = "white", size: tuple[int, int] = (800, 1100), kind: str = "JPEG") -> io.BytesIO:
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, kind)
    written.seek(0)
    written.name = f"photo.{kind.lower()}"
    return written


def add(client: FaceClient, file: io.BytesIO, query: str = "") -> Any:
    return client.post(client.at("upload", BONUS, "papers") + query, {"file": file})


def pictures(client: FaceClient) -> list[str]:
    page = client.get(client.at("apply-step", BONUS, "papers")).content.decode()
    return re.findall(r'src="([^"]+/picture/)"', page)


def test_paper_is_kept_for_its_account_alone_until_it_is_sent(as_process: Any) -> None:
    of, officer = fresh_family(), people.officer("keep_register")
    client = begun(of, code=BONUS)

    assert add(client, photo()).status_code == 303

    (picture,) = pictures(client)
    shown = client.get(picture)
    assert (shown["Content-Type"], Image.open(io.BytesIO(shown.content)).format) == ("image/jpeg", "JPEG")
    document = Document.objects.get()
    with as_process("janua_workbench", officer.actor):
        assert list(Document.objects.all()) == []
    other = portal_client(people.citizen(of.father), raise_request_exception=False)
    other.post(other.at("apply", BONUS))
    assert other.get(picture).status_code == 404
    go_on(client, "people", code=BONUS)
    go_on(client, "known", code=BONUS)
    sent(client, code=BONUS)
    with as_process("janua_workbench", officer.actor):
        assert list(Document.objects.all()) == [document]
    assert [paper.document_id for paper in ApplicationPaper.objects.all()] == [document.id]


def test_paper_is_replaced_and_removed_with_its_file() -> None:
    client = begun(fresh_family(), code=BONUS)
    add(client, photo())
    first = Document.objects.get()

    add(client, photo("gray"), f"?replace={first.id}")
    second = Document.objects.get()
    assert second.id != first.id
    client.post(client.at("apply-step", BONUS, "papers"), {"remove": str(second.id)})

    assert (Document.objects.count(), pictures(client)) == (0, [])


def test_paper_that_was_sent_is_thrown_away_by_nobody(as_process: Any) -> None:
    of = fresh_family()
    client = begun(of, code=BONUS)
    add(client, photo())
    go_on(client, "people", code=BONUS)
    go_on(client, "known", code=BONUS)
    sent(client, code=BONUS)

    with as_process("janua_portal", of.account.actor), connection.cursor() as cursor:
        cursor.execute("DELETE FROM documents_document")
        deleted = cursor.rowcount

    assert (deleted, Document.objects.count()) == (0, 1)


def test_paper_of_another_draft_is_neither_shown_nor_removed() -> None:
    of, other = fresh_family(), f.family(number=2)
    client = begun(of, code=BONUS)
    add(client, photo())
    document = Document.objects.get()
    stranger = begun(other, code=BONUS, raise_request_exception=False)

    assert stranger.get(stranger.at("paper-picture", BONUS, document.id)).status_code == 404
    stranger.post(stranger.at("apply-step", BONUS, "papers"), {"remove": str(document.id)})

    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "This file is empty"),
        (b"hello", "We cannot open this kind of file"),
        (b"\xff\xd8\xff" + b"x" * 200, "it may be damaged"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "it may be damaged"),
        (photo("black").getvalue(), "too dark to read"),
        (photo(size=(200, 100)).getvalue(), "too small to read"),
    ],
)
def test_file_that_cannot_be_taken_is_refused_in_words(content: bytes, says: str) -> None:
    client = begun(fresh_family(), code=BONUS)
    file = io.BytesIO(content)
    file.name = "photo.jpg"

    page = add(client, file)

    assert (page.status_code, says in page.content.decode(), Document.objects.count()) == (422, True, 0)


def test_no_more_papers_are_taken_than_an_officer_can_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("janua.portal.journeys.apply.papers.MOST", 1)
    client = begun(fresh_family(), code=BONUS)
    add(client, photo())

    page = add(client, photo())

    assert (page.status_code, "as many papers as we can take" in page.content.decode()) == (422, True)
    assert Document.objects.count() == 1
