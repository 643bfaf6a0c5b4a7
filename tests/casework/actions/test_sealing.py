"""Letters under the seal, and decisions signed by whoever takes them."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import ProgrammingError
from pypdf import PdfReader

from janua.base.actors import system_actor
from janua.base.clock import now
from janua.base.seals.actions import sign_act
from janua.base.seals.models import SealedPaper, Signature
from janua.base.seals.pdf import read_seal
from janua.base.seals.port import installed_seal
from janua.base.seals.queries import fits, paper_of, signatures_that_do_not_fit
from janua.casework.actions.letter import open_letter, write_letters
from janua.casework.models import Decision, Letter
from janua.values import uuid7
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
COMMAND = [sys.executable, "-c", "from janua.cli.main import main; main()", "seal", "verify"]


@pytest.fixture
def granted(as_process: Any) -> Any:
    """A family with letters about two grants of the machine."""
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))
    with as_process("janua_work", system_actor("assessor")):
        write_letters(on=f.TODAY)
    return of


def pdf_of(as_process: Any, granted: Any) -> bytes:
    letter = Letter.objects.get(decision__claim__programme="MT-CA")
    with as_process("janua_portal", granted.account.actor):
        return open_letter(letter=letter.id, page="letter", purpose="own letter")


def code_on(pdf: bytes) -> str:
    words = [word.strip(".") for page in PdfReader(BytesIO(pdf)).pages for word in page.extract_text().split()]
    (code,) = {word for word in words if len(word) == 19 and [len(part) for part in word.split("-")] == [4] * 4}
    return code


def asked(as_process: Any, code: str) -> Any:
    with as_process("janua_portal", system_actor("door")):
        return paper_of(code)


def test_letter_is_sealed_and_its_code_tells_what_it_says(as_process: Any, granted: Any) -> None:
    pdf = pdf_of(as_process, granted)
    found, paper = read_seal(pdf, trusted=[installed_seal().certificate]), asked(as_process, code_on(pdf))

    decision = Decision.objects.get(claim__programme="MT-CA")
    assert found is not None
    assert (found.is_whole, found.is_trusted) == (True, True)
    told = (paper.kind, paper.reference, paper.programme, paper.outcome, paper.issued_on, paper.replaced_on)
    assert told == ("decision", decision.reference, "MT-CA", "grant", decision.on, None)


def test_code_of_a_decision_that_was_replaced_says_so(as_process: Any, granted: Any) -> None:
    old = Decision.objects.get(claim__programme="MT-CA")
    pdf = pdf_of(as_process, granted)
    values = {field.attname: getattr(old, field.attname) for field in Decision._meta.concrete_fields}
    Decision.objects.create(**values | {"id": uuid7(), "reference": "D-NEW", "supersedes_id": old.id})
    with as_process("janua_work", system_actor("assessor")):
        write_letters(on=f.TODAY)

    assert asked(as_process, code_on(pdf)).replaced_on == old.on


def test_portal_reads_no_paper_but_by_its_code(as_process: Any, granted: Any) -> None:
    assert SealedPaper.objects.count() == 2
    with pytest.raises(ProgrammingError, match="permission denied"), as_process("janua_portal", granted.account.actor):
        SealedPaper.objects.count()


def test_command_checks_a_letter_without_a_database(as_process: Any, granted: Any, tmp_path: Path) -> None:
    pdf, certificate = pdf_of(as_process, granted), Path(str(settings.JANUA_KEYS)) / "seal" / "seal.pem"
    (tmp_path / "letter.pdf").write_bytes(pdf)
    (tmp_path / "changed.pdf").write_bytes(pdf.replace(b"/Type/Page", b"/Type/Pbge", 1))

    said = {}
    for name in ("letter.pdf", "changed.pdf"):
        line = [*COMMAND, str(tmp_path / name), "--certificate", str(certificate)]
        done = subprocess.run(line, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"})
        said[name] = (done.returncode, json.loads(done.stdout)["ok"])

    assert said == {"letter.pdf": (0, True), "changed.pdf": (1, False)}


def test_machine_signs_nothing(granted: Any) -> None:
    assert Decision.objects.count() == 2
    assert signatures_that_do_not_fit(installed_seal()) == (0, [])


def test_signature_over_other_words_does_not_fit(as_process: Any) -> None:
    people.area(1)
    officer = people.officer("decide_claim")
    with as_process("janua_workbench", officer.actor):
        row = sign_act(act="decide", object_type="decision", object_id=officer.id, area_id=1, statement={"amount": 1})
    assert row is not None
    before = fits(row, installed_seal().certificate)
    Signature.objects.filter(id=row.id).update(statement=row.statement.replace('"amount":1', '"amount":2'))

    assert before
    assert signatures_that_do_not_fit(installed_seal()) == (1, [row.id])


@pytest.mark.parametrize("column", ["object_id", "account_id", "act", "signed_at"])
def test_signature_put_under_another_act_does_not_fit(as_process: Any, column: str) -> None:
    people.area(1)
    officer, other = people.officer("decide_claim"), people.officer("decide_claim")
    with as_process("janua_workbench", officer.actor):
        row = sign_act(act="decide", object_type="decision", object_id=officer.id, area_id=1, statement={"amount": 1})
    assert row is not None
    # Whoever writes past the roles copies a genuine signature: words and key fit, and it is another's.
    copied = {"object_id": uuid7(), "account_id": other.id, "act": "approve_run", "signed_at": now()}[column]
    Signature.objects.filter(id=row.id).update(**{column: copied})

    assert signatures_that_do_not_fit(installed_seal()) == (1, [row.id])


def test_officer_signs_for_nobody_else(as_process: Any) -> None:
    people.area(1)
    officer, other = people.officer("decide_claim"), people.officer("decide_claim")
    row = Signature(
        act="decide", object_type="decision", object_id=officer.id, area_id=1, account_id=other.id, statement="{}",
        key="k", signature=b"s", signed_at=now(),
    )  # fmt: skip
    with pytest.raises(ProgrammingError, match="row-level security"), as_process("janua_workbench", officer.actor):
        row.save(force_insert=True)
