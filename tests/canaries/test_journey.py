"""A journey from the note to the bank with canaries in every word: afterwards none is where it does not belong.

Looked through: a dump of the database (with job arguments, audit and access log), the server's own log, our log at its
most talkative, documents, snapshots, the journal of erasures, temporary files, and the bank's file.
"""

import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from janua.analytics.actions.snapshot import begin_snapshot, fill_snapshot
from janua.base.accounts.models import Account
from janua.base.actors import acting_as, system_actor
from janua.base.clock import now
from janua.base.documents.actions import read_document, store_document
from janua.base.retention.actions.hold import ask_for_hold
from janua.casework.actions.draft import save_draft
from janua.casework.actions.note import write_note
from janua.casework.actions.question import answer_question, ask_person
from janua.casework.actions.reconsideration import ask
from janua.casework.models import Case, Claim, Decision
from janua.checks.actions.received import keep_received
from janua.checks.models import Partner
from janua.exchange.dci.civil import BIRTH
from janua.payments.models import SentFile
from janua.registers.actions.contacts import record_contact
from janua.registers.actions.look_holds import ask_for_look_hold
from janua.registers.actions.mandates import grant_mandate
from janua.registers.actions.rulings import rule_on
from janua.registers.actions.urgent import break_glass, review
from janua.registers.models import AccountLink, Person
from tests.canaries.birds import CANARIES, dump, hits, tables_of
from tests.checks.messages import Sender, born
from tests.database import as_process_role
from tests.faces import workbench_client
from tests.payments import factories as paid
from tests.payments.conftest import bank_keys, open_bank, open_scene
from tests.payments.factories import TODAY
from tests.payments.scene import PAYMASTER, Scene
from tests.registers import factories as people

__all__ = ["bank_keys", "open_bank", "open_scene"]
KEEPER, EXCHANGE, ANALYST = system_actor("keeper"), system_actor("exchange"), system_actor("analyst")


class _Kept(logging.Handler):
    """Every line of every logger, with its arguments and traceback."""

    def __init__(self) -> None:
        super().__init__(level=logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record) + repr(record.args))


@pytest.fixture
def logged() -> Iterator[_Kept]:
    kept, root = _Kept(), logging.getLogger()
    before = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    # Statements of the database with their values are logged in a debugging session alone, which production refuses.
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    yield kept
    root.removeHandler(kept)
    root.setLevel(before)


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """Where whatever this process calls temporary goes."""
    before, folder = tempfile.tempdir, tmp_path / "scratch"
    folder.mkdir()
    tempfile.tempdir = str(folder)
    yield folder
    tempfile.tempdir = before


def _word(name: str) -> str:
    return CANARIES[name].word


def _told_to_officers(scene: Scene, person: Person) -> None:
    """What officers and the person write in the file, each as whom they are."""
    writes = people.officer(
        *("read_case", "write_note", "rule_on_fact", "keep_register", "hold_looks"),
        *("ask_hold", "prepare_decision", "submit_application", "do_task"),
    )
    people.area(2, under=people.area(1))
    elsewhere = people.officer("open_urgent_access", area_id=2)
    reviews, account = people.officer("review_urgent_access", "read_case"), people.citizen(person)
    claim = Claim.objects.get(claimant=person)
    Claim.objects.filter(id=claim.id).update(state="assessed")
    officer = writes.actor
    with as_process_role("janua_workbench", officer):
        write_note(case=Case.objects.get(holder=person).id, text=_word("diagnosis in a note"), on=TODAY)
        question = ask_person(
            claim=claim.id,
            kind="say",
            text=_word("diagnosis in a question"),
            answer_by=TODAY + timedelta(9),
            on=TODAY,
        )
        record_contact(person=person.id, kind="telephone", value=_word("telephone"), source="declared", on=TODAY)
        ask_for_look_hold(
            person=person.id, ground="violence", law="Cap. 481, art. 4", reason=_word("reason of a hold on looks"),
            since=TODAY, ends_on=TODAY + timedelta(30), office=None, on=TODAY,
        )  # fmt: skip
        ask_for_hold(
            person=person.id, area_id=1, ground="proceedings", law="Cap. 12, art. 637",
            reason=_word("reason of a legal hold"), ends_on=TODAY + timedelta(30), on=TODAY,
        )  # fmt: skip
    with as_process_role("janua_workbench", elsewhere.actor):
        access = break_glass(person=person.id, reason=f"{_word('urgent reason')} and she is afraid", on=TODAY)
    with as_process_role("janua_workbench", reviews.actor):
        review(access=access.id, is_justified=True, note=_word("urgent review"), on=TODAY)
    with as_process_role("janua_portal", account.actor):
        save_draft(service="childrens_allowance", applicant=person.id, answers={"said": _word("draft")})
        answer_question(question=question.id, answer=_word("answer"))
        store_document(person_id=person.id, area_id=None, content=_word("document").encode(), media_type="image/jpeg")
    Claim.objects.filter(id=claim.id).update(state="decided")
    client = workbench_client(writes)
    client.get(client.at("find-person"), {"q": _word("searched for")})
    door = workbench_client()
    door.post(door.at("sign-in"), {"login": str(writes.login), "password": _word("password typed at the door")})


def _told_after_the_payment(person: Person) -> None:
    """What would keep the payment back: the person and an officer say it once the money is on its way."""
    relative, fact, officer = people.person(given="Relative"), people.fact(person.id), people.officer("rule_on_fact")
    account = Account.objects.get(kind="citizen", id__in=AccountLink.objects.filter(person=person).values("account"))
    with as_process_role("janua_workbench", officer.actor):
        rule_on(fact_id=fact.id, reason=_word("reason of a ruling"), on=TODAY)
    with as_process_role("janua_portal", account.actor):
        ground = _word("ground of a mandate")
        grant_mandate(giver=person.id, holder=relative.id, scope=["see"], ground=ground, starts_on=TODAY, on=TODAY)
        decision = Decision.objects.get(claim__claimant=person)
        ask(decision=decision.id, grounds=_word("grounds of a challenge"), on=TODAY)


def _told_by_a_register() -> None:
    sender = Sender().known()
    message = sender.told("b-1", BIRTH, born(_word("message of a register"), mother="9900692M"))
    with as_process_role("janua_api", EXCHANGE):
        keep_received(partner=Partner.objects.get(code=sender.code), kind="notify", envelope=message, expires_at=now())


def _snapshot() -> None:
    with as_process_role("janua_work", ANALYST):
        begin_snapshot(programmes=("MT-CA",), on=date(2026, 7, 1), today=TODAY)
    more = True
    while more:
        with as_process_role("janua_work", ANALYST):
            more = fill_snapshot(limit=10)


@pytest.mark.long
def test_no_canary_is_found_where_it_does_not_belong(
    open_scene: Callable[..., Scene], settings: Any, tmp_path: Path, logged: _Kept, scratch: Path
) -> None:
    settings.JANUA_TODAY = TODAY
    scene = open_scene()
    with scene.as_superuser():
        person = people.person(given=_word("given name"), family=_word("family name"), area_id=paid.AREA)
        people.identified(person, _word("number"))
        Person.objects.filter(id=person.id).update(identifier=_word("number"))
        paid.entitled(30888, person=person, number=_word("account"))
        _told_to_officers(scene, person)
        _told_by_a_register()
        _snapshot()
    scene.send(scene.approve_what_is_due())
    with scene.as_superuser():
        _told_after_the_payment(person)

    found = {
        (place, canary)
        for place, content in _everywhere(scene, tmp_path, logged, scratch)
        for canary in hits(content)
        if place not in CANARIES[canary].tables
    }
    assert found == set()
    assert _in_the_banks_file(scene) == {name for name, canary in CANARIES.items() if canary.in_file}


def _everywhere(scene: Scene, tmp_path: Path, logged: _Kept, scratch: Path) -> Iterator[tuple[str, bytes]]:
    dumped = dump(scene.database, tmp_path / "dump.sql")
    names = [name for name, _ in tables_of(dumped)]
    assert {"registers_person", "procrastinate_jobs", "audit_entry", "audit_access", "casework_note"} <= {*names}
    yield from tables_of(dumped)
    # The search finds what is there: the names stand where they may.
    assert hits(dict(tables_of(dumped))["registers_person"]) == {"given name", "family name", "number"}
    yield "log of the database server", scene.database.cluster.log.read_bytes()
    assert len(logged.lines) > 10
    yield "log", "\n".join(logged.lines).encode()
    files = [file for folder in (tmp_path / "documents", scratch) for file in folder.rglob("*") if file.is_file()]
    # A paper of hers, the snapshot's, and the bank's file.
    assert len(files) >= 3
    for file in files:
        yield f"file {os.path.relpath(file, tmp_path)}", file.read_bytes()


def _in_the_banks_file(scene: Scene) -> set[str]:
    with scene.worker(), acting_as(PAYMASTER):
        return hits(read_document(document=SentFile.objects.get().document, page="test", purpose="test"))
