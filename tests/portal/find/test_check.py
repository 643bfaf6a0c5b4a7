"""Is this letter real? By its code, for anybody."""

import hashlib
from datetime import date

import pytest

from janua.base.seals.models import SealedPaper
from janua.values import uuid7
from tests.faces import FaceClient, portal_client

pytestmark = pytest.mark.django_db
CODE = "ABCD-EFGH-IJKL-MNOP"


@pytest.fixture
def visitor(db: None) -> FaceClient:
    return portal_client(language="en")


@pytest.fixture
def paper(db: None) -> SealedPaper:
    return SealedPaper.objects.create(
        code_digest=hashlib.sha256(CODE.encode()).digest(),
        file_digest="0" * 64,
        kind="decision",
        about_type="decision",
        about_id=uuid7(),
        reference="D-4F7K-2MWT-8",
        programme="MT-CA",
        outcome="grant",
        issued_on=date(2026, 3, 2),
    )


@pytest.mark.usefixtures("paper")
def test_code_as_somebody_types_it_leads_to_what_the_letter_says(visitor: FaceClient) -> None:
    pressed = visitor.post(visitor.at("check"), {"code": "abcd efgh 1jkl mnop"})
    shown = visitor.get(pressed["location"]).content.decode()

    assert (pressed.status_code, pressed["location"]) == (303, f"/check/{CODE}/")
    for words in ("We wrote a letter with this code", "D-4F7K-2MWT-8", "Granted", "2 March 2026"):
        assert words in shown, words
    assert "It stands no more" not in shown


@pytest.mark.usefixtures("paper")
def test_letter_that_was_replaced_says_since_when(visitor: FaceClient) -> None:
    SealedPaper.objects.update(replaced_on=date(2026, 4, 1))

    assert "another decision took its place on 1 April 2026" in visitor.get(f"/check/{CODE}/").content.decode()


@pytest.mark.usefixtures("paper")
def test_code_that_is_not_ours_says_what_to_do(visitor: FaceClient) -> None:
    missing = visitor.get("/check/ABCD-EFGH-IJKL-MNOQ/")

    assert missing.status_code == 404
    assert "No letter of ours has this code" in missing.content.decode()
    assert "D-4F7K" not in missing.content.decode()


@pytest.mark.parametrize(("typed", "words"), [("", "Type the code"), ("ABCD-EFGH", "sixteen letters and digits")])
def test_what_is_no_code_is_said_and_kept(visitor: FaceClient, typed: str, words: str) -> None:
    page = visitor.post(visitor.at("check"), {"code": typed})

    assert page.status_code == 422
    assert words in page.content.decode()
    assert f'value="{typed}"' in page.content.decode() or not typed


def test_certificate_is_given_to_anybody(visitor: FaceClient) -> None:
    page = visitor.get(visitor.at("check-seal"))

    assert page.status_code == 200
    assert page.content.startswith(b"-----BEGIN CERTIFICATE-----")
    assert b"PRIVATE" not in page.content
