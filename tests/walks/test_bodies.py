"""Bodies that no browser of ours sends: too long, too many parts, nested, torn. Refused, and never a fault of ours."""

import io
from typing import Any

import pytest
from django.core.files.uploadhandler import FileUploadHandler

from janua.config.problems import LONGEST_BODY
from tests.api.v1.calling import citizen_calls
from tests.faces import FaceClient, portal_client, workbench_client
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
PARTS = "multipart/form-data; boundary=x"
FORM = "application/x-www-form-urlencoded"


def parts(count: int, *, filename: str = "") -> bytes:
    named = f'; filename="{filename}"' if filename else ""
    one = '--x\r\nContent-Disposition: form-data; name="f{0}"{1}\r\n\r\n1\r\n'
    return "".join(one.format(number, named) for number in range(count)).encode() + b"--x--\r\n"


ODD: tuple[tuple[str, str, bytes], ...] = (
    ("many fields", PARTS, parts(3_000)),
    ("many files", PARTS, parts(3_000, filename="a")),
    ("torn", PARTS, b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + b"z" * 3_000_000),
    ("no boundary", "multipart/form-data", b"zzz"),
    ("wrong boundary", "multipart/form-data; boundary=" + "x" * 300, b"zzz"),
    ("half a letter", FORM, b"login=%ED%A0%80&password=x"),
    ("unknown letters", FORM + "; charset=utf-16", b"a=%ff"),
    ("many pairs", FORM, b"a=1&" * 5_000),
    ("nested", "application/json", b"[" * 100_000),
)


def browsers() -> list[FaceClient]:
    return [
        portal_client(people.citizen(people.person()), raise_request_exception=False),
        workbench_client(people.officer("read_case"), raise_request_exception=False),
    ]


def test_odd_bodies_are_refused_and_break_nothing() -> None:
    broken = []
    for client in browsers():
        for name, kind, body in ODD:
            for page in ("sign-in", "sign-in-stay"):
                answer = client.generic("POST", client.at(page), body, content_type=kind)
                # 503: this test knows no identity provider.
                if answer.status_code >= 500 and answer.status_code != 503:
                    broken.append((client.face, name, page, answer.status_code))
    assert broken == []


class Reading(FileUploadHandler):
    """Notes that a file began to be read."""

    began = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        type(self).began += 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Throw it away."""

    def file_complete(self, file_size: int) -> None:
        """Give no file."""


def test_a_body_longer_than_any_form_is_refused_before_a_byte_is_read(settings: Any) -> None:
    settings.FILE_UPLOAD_HANDLERS = [f"{__name__}.Reading"]
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + bytes(1_000)
    for client in browsers():
        for length in (LONGEST_BODY + 1, 10**30, -1):
            answer = client.generic(
                "POST", client.at("sign-in"), body, content_type=PARTS, CONTENT_LENGTH=str(length)
            )  # fmt: skip
            assert (answer.status_code, Reading.began) == (413, 0), length
            assert b"We could not read what was sent" in answer.content
    assert portal_client().generic("POST", "/api/v1/applications", body, CONTENT_LENGTH="99999999").status_code == 413


def test_the_api_says_that_nested_json_cannot_be_read() -> None:
    caller = citizen_calls(people.citizen(people.person()))
    caller.client.raise_request_exception = False
    deep = io.BytesIO(b"[" * 200_000).read()
    answer = caller.client.generic(
        "POST", "/api/v1/applications", deep, content_type="application/json",
        headers={"authorization": f"Bearer {caller.secret}", "idempotency-key": "deep"},
    )  # fmt: skip
    assert answer.status_code in (400, 422)
