"""Uploads are looked through for malware, where the installation has a scanner."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from emulators.clamd import EICAR, Clamd
from janua.base.audit.models import Entry
from janua.base.documents.contents import JPEG
from janua.base.documents.models import Document
from janua.base.documents.scanning import ScannerAway, name_of_malware, paper_of
from tests.faces import FaceClient
from tests.portal.apply.journeys import begun, fresh_family

BONUS = "birth-bonus"


@contextmanager
def scanner(folder: Path, **more: Any) -> Iterator[Path]:
    place = folder / "clamd.ctl"
    with Clamd(place, **more) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield place
        server.shutdown()
        thread.join()


def photograph() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (800, 1100), "white").save(written, "JPEG")
    return written.getvalue()


def handed_in(client: FaceClient, content: bytes) -> Any:
    file = io.BytesIO(content)
    file.name = "paper.jpg"
    return client.post(client.at("upload", BONUS, "papers"), {"file": file})


def test_name_of_malware_is_what_the_scanner_says(tmp_path: Path) -> None:
    with scanner(tmp_path) as place:
        answers = [name_of_malware(content, scanner=place) for content in (photograph(), EICAR, b"x" * 200_000 + EICAR)]

    assert answers == ["", "Eicar-Test-Signature", "Eicar-Test-Signature"]


def test_scanner_that_does_not_look_is_away_and_never_means_clean(tmp_path: Path) -> None:
    (tmp_path / "small").mkdir()
    (tmp_path / "silent").mkdir()
    with scanner(tmp_path / "small", longest=100_000) as small, pytest.raises(ScannerAway, match="StreamMaxLength"):
        name_of_malware(b"x" * 1_000_000, scanner=small)
    with scanner(tmp_path / "silent", silent=True) as silent, pytest.raises(ScannerAway, match="TimeoutError"):
        name_of_malware(b"x", scanner=silent, seconds=0.2)
    with pytest.raises(ScannerAway, match="FileNotFoundError"):
        name_of_malware(b"x", scanner=tmp_path / "none")


def test_paper_is_taken_without_a_scanner_and_when_it_finds_nothing(tmp_path: Path, settings: Any) -> None:
    without = paper_of(photograph())
    with scanner(tmp_path) as settings.JANUA_CLAMD:
        looked_through = paper_of(photograph())

    assert (without.media_type, looked_through) == (JPEG, without)


@pytest.mark.django_db
def test_infected_file_is_refused_in_plain_words_and_audited(tmp_path: Path, settings: Any) -> None:
    client = begun(fresh_family(), code=BONUS)
    with scanner(tmp_path) as settings.JANUA_CLAMD:
        answer = handed_in(client, photograph() + EICAR)

    row = Entry.objects.get(action="document.infected")
    assert (answer.status_code, row.details, row.subject) == (422, {"found": "eicar-test-signature"}, None)
    assert "holds something that harms computers" in answer.content.decode()
    assert Document.objects.count() == 0


@pytest.mark.django_db
def test_nothing_is_taken_and_nothing_lost_while_the_scanner_is_away(tmp_path: Path, settings: Any) -> None:
    client = begun(fresh_family(), code=BONUS)
    settings.JANUA_CLAMD = tmp_path / "none"

    refused = handed_in(client, photograph())
    with scanner(tmp_path) as settings.JANUA_CLAMD:
        taken = handed_in(client, photograph())

    assert (refused.status_code, taken.status_code, Document.objects.count()) == (422, 303, 1)
    assert "try again later" in refused.content.decode()
    assert Entry.objects.filter(action="document.infected").count() == 0
