"""A family whose time is over: found, approved by two, erased, and the trail, the ledger and a replay after it."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from janua.base.accounts.models import Account
from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import acting_as, system_actor
from janua.base.documents.actions import store_document
from janua.base.documents.store import DocumentMissing, document_store
from janua.base.keys.datakeys import KeyDestroyed, data_key, key_port
from janua.base.retention.actions.erase import erase_again, erase_next, mend_journal, remove_files_next
from janua.base.retention.actions.hold import answer_hold, ask_for_hold
from janua.base.retention.actions.lists import approve_list, find_past_retention, keep_person, put_forward
from janua.base.retention.journal import JournalBroken, journal_path, read_journal
from janua.base.retention.models import ErasureItem, ErasureList
from janua.base.retention.row_security import _CLEARS, _KEYS
from janua.base.retention.states import SecondPersonNeeded, WrongState
from janua.casework.actions.replay import replay
from janua.casework.models import Decision
from janua.payments.models import Hold as PaymentHold
from janua.registers.models import Fact, Person, PersonName, Relationship
from tests.portal.follow.scene import ON, Scene, granted
from tests.registers import factories as people

As = Callable[..., AbstractContextManager[None]]
KEEPER = system_actor("keeper")
LATER = date(2045, 1, 2)


@pytest.fixture
def scene(as_process: As, settings: Any, tmp_path: Path) -> Scene:
    """Granted long ago; it is LATER now."""
    settings.JANUA_TODAY, settings.JANUA_ERASURES = ON, tmp_path / "erasures.jsonl"
    scene = granted(as_process, letters=True)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_task SET state = 'done'")
    settings.JANUA_TODAY = LATER
    return scene


@pytest.fixture
def officers(db: None) -> tuple[Account, Account]:
    """Who puts forward and asks for holds; who approves and confirms."""
    return people.officer("put_erasure_forward", "ask_hold"), people.officer("approve_erasure", "confirm_hold")


def _found(as_process: As) -> ErasureList:
    with as_process("janua_work", KEEPER):
        found = find_past_retention(on=LATER)
    assert found is not None
    return found


def _approved(as_process: As, officers: tuple[Account, Account]) -> ErasureList:
    found = _found(as_process)
    with as_process("janua_workbench", officers[0].actor):
        put_forward(erasure_list=found.id, on=LATER)
    with as_process("janua_workbench", officers[1].actor):
        return approve_list(erasure_list=found.id, on=LATER)


def _erased(as_process: As) -> int:
    number = 0
    with as_process("janua_work", KEEPER):
        while erase_next():
            number += 1
        while remove_files_next():
            pass
    return number


def test_family_is_found_when_everything_of_theirs_is_past_and_not_before(
    as_process: As, scene: Scene, settings: Any
) -> None:
    settings.JANUA_TODAY = date(2030, 1, 2)
    with as_process("janua_work", KEEPER):
        assert find_past_retention(on=date(2030, 1, 2)) is None
    settings.JANUA_TODAY = LATER
    found = _found(as_process)
    family = {scene.family.mother.id, scene.family.father.id, *(child.id for child in scene.family.children)}
    assert set(ErasureItem.objects.filter(erasure_list=found).values_list("person_id", flat=True)) == family
    with as_process("janua_work", KEEPER):
        assert find_past_retention(on=LATER) is None


def test_every_statement_of_every_app_fits_its_tables(db: None) -> None:
    statements = [*_CLEARS, *_KEYS]
    assert len(statements) > 20
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute("EXPLAIN " + re.sub(r"\bwho\b", "%(who)s::uuid", statement), {"who": UUID(int=1)})


def test_country_without_a_schedule_erases_nobody(as_process: As, scene: Scene) -> None:
    from dataclasses import replace

    from janua.pack import installed

    before = installed.country()
    installed.install(replace(before, retention=()))
    try:
        with as_process("janua_work", KEEPER):
            assert find_past_retention(on=LATER) is None
    finally:
        installed.install(before)


def test_list_is_put_forward_by_one_and_approved_by_another(
    as_process: As, scene: Scene, officers: tuple[Account, Account]
) -> None:
    found, both = _found(as_process), people.officer("put_erasure_forward", "approve_erasure")
    with as_process("janua_workbench", officers[1].actor), pytest.raises(NotPermitted):
        put_forward(erasure_list=found.id, on=LATER)
    with as_process("janua_workbench", officers[1].actor), pytest.raises(WrongState):
        approve_list(erasure_list=found.id, on=LATER)
    with as_process("janua_workbench", both.actor):
        put_forward(erasure_list=found.id, on=LATER)
        with pytest.raises(SecondPersonNeeded):
            approve_list(erasure_list=found.id, on=LATER)
    assert _erased(as_process) == 0
    with as_process("janua_workbench", officers[1].actor):
        approve_list(erasure_list=found.id, on=LATER)
    assert _erased(as_process) == 4


def test_database_erases_nobody_whom_two_did_not_approve(as_process: As, scene: Scene) -> None:
    _found(as_process)
    with pytest.raises(DatabaseError, match="two people did not approve"), as_process("janua_work", KEEPER):
        _called(scene)
    with pytest.raises(DatabaseError, match="permission denied"), as_process("janua_portal", scene.account.actor):
        _called(scene)


def _called(scene: Scene) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT retention_erase(%s)", [scene.mother.id])


def test_erased_person_is_gone_and_what_must_stay_stays(
    as_process: As, scene: Scene, officers: tuple[Account, Account]
) -> None:
    mother, decision = scene.mother, scene.decision()
    with acting_as(KEEPER):
        paper = store_document(person_id=mother.id, area_id=None, content=b"a paper", media_type="image/jpeg")
    people.fact(mother.id)
    _approved(as_process, officers)

    assert _erased(as_process) == 4

    row = Person.objects.get(id=mother.id)
    assert (row.given_names, row.family_name, row.found_by, row.identifier, row.born_on) == ("", "", "", "", None)
    assert (PersonName.objects.count(), Fact.objects.filter(subject_id=mother.id).count()) == (0, 0)
    with pytest.raises(KeyDestroyed):
        data_key(mother.id, create=True)
    with pytest.raises(KeyDestroyed):
        data_key(scene.account.id)
    with pytest.raises(DocumentMissing):
        document_store().get(paper.id)
    kept = Decision.objects.select_related("assessment", "claim").get(id=decision.id)
    assert (kept.outcome, kept.amount, kept.reasons, kept.assessment.situation, kept.claim.declared) == (
        *("grant", decision.amount),
        *([], {}, {}),
    )
    with as_process("janua_work", KEEPER):
        again = replay(decision=decision.id)
    assert again.to_json() == {"decision": kept.reference, "same": True, "differences": [], "erased": True}
    assert set(ErasureItem.objects.values_list("state", flat=True)) == {"done"}


def test_erasure_is_in_the_journal_and_is_applied_to_a_restored_copy(
    as_process: As, scene: Scene, officers: tuple[Account, Account]
) -> None:
    from django.db import transaction

    _approved(as_process, officers)
    point = transaction.savepoint()
    _erased(as_process)
    lines = journal_path().read_bytes().splitlines(keepends=True)
    public = key_port().public_key("audit")
    journal = list(read_journal(lines, public_key=public))
    assert {one.key for one in journal} >= {scene.mother.id, scene.family.father.id, scene.account.id}

    # As a copy of the database from before: names and keys are there again. Accounts go with their four persons.
    transaction.savepoint_rollback(point)
    assert Person.objects.get(id=scene.mother.id).given_names != ""
    with acting_as(system_actor("loader")), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE janua_owner")
        assert (erase_again(journal=journal), erase_again(journal=journal)) == (4, 0)
        cursor.execute("RESET ROLE")
    assert Person.objects.get(id=scene.mother.id).given_names == ""
    with pytest.raises(KeyDestroyed):
        data_key(scene.mother.id)


def test_journal_that_was_tampered_with_is_refused(
    as_process: As, scene: Scene, officers: tuple[Account, Account]
) -> None:
    _approved(as_process, officers)
    _erased(as_process)
    lines, public = journal_path().read_bytes().splitlines(keepends=True), key_port().public_key("audit")
    for wrong in (lines[1:], [lines[0], *lines[2:]], [lines[0].replace(b'"number":1', b'"number":9'), *lines[1:]]):
        with pytest.raises(JournalBroken):
            list(read_journal(wrong, public_key=public))


def test_killed_while_erasing_it_is_done_again_with_the_same_end(
    as_process: As, scene: Scene, officers: tuple[Account, Account]
) -> None:
    from django.db import transaction

    _approved(as_process, officers)
    # Killed before the commit: the journal stands, the database knows nothing of it.
    point = transaction.savepoint()
    with as_process("janua_work", KEEPER):
        erase_next()
    written = journal_path().read_bytes()
    transaction.savepoint_rollback(point)
    # And in the middle of a line.
    journal_path().write_bytes(written + b'{"number":3,"key":"')
    assert _erased(as_process) == 4
    journal = list(
        read_journal(journal_path().read_bytes().splitlines(keepends=True), public_key=key_port().public_key("audit"))
    )
    assert len({one.key for one in journal}) == len(journal)
    assert journal_path().read_bytes().startswith(written)


def test_hold_keeps_a_person_from_the_moment_it_is_asked_for(
    as_process: As, scene: Scene, officers: tuple[Account, Account]
) -> None:
    _approved(as_process, officers)
    with as_process("janua_workbench", officers[0].actor):
        hold = ask_for_hold(
            person=scene.mother.id,
            area_id=1,
            ground="proceedings",
            law="Code of Organization and Civil Procedure, art. 637",
            reason="The court has asked for the file.",
            ends_on=date(2046, 1, 1),
            on=LATER,
        )
    with as_process("janua_workbench", officers[0].actor), pytest.raises(NotPermitted):
        answer_hold(hold=hold.id, is_confirmed=True, on=LATER)
    with as_process("janua_workbench", officers[1].actor):
        answer_hold(hold=hold.id, is_confirmed=True, on=LATER)
    reasons = scene.decision().reasons
    _erased(as_process)
    # Whoever was counted with her is kept too: without them nothing would be left of her file.
    assert set(ErasureItem.objects.values_list("state", flat=True)) == {"kept"}
    assert Person.objects.get(id=scene.mother.id).given_names != ""
    assert scene.decision().reasons == reasons != []


def test_officer_takes_somebody_off_a_list_before_it_is_approved(
    as_process: As, scene: Scene, officers: tuple[Account, Account]
) -> None:
    found = _found(as_process)
    item = ErasureItem.objects.get(erasure_list=found, person_id=scene.mother.id)
    with as_process("janua_workbench", officers[0].actor):
        assert keep_person(item=item.id, on=LATER).state == "kept"
        with pytest.raises(WrongState):
            keep_person(item=item.id, on=LATER)


def test_person_about_whom_something_happened_since_is_kept(
    as_process: As, scene: Scene, officers: tuple[Account, Account]
) -> None:
    _approved(as_process, officers)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_claim SET state = 'submitted' WHERE claimant_id = %s", [scene.mother.id])
    _erased(as_process)
    assert set(ErasureItem.objects.values_list("state", flat=True)) == {"kept"}


def test_family_of_whoever_has_a_matter_open_is_kept(
    as_process: As, scene: Scene, officers: tuple[Account, Account]
) -> None:
    # A parent who died, with nothing of their own: without them the law would not see an orphan.
    late = people.person(family="Galea")
    Relationship.objects.create(
        of_person=late, to_person=scene.family.children[0], kind="parent", source="civil", known_from=people.NOW
    )
    _approved(as_process, officers)
    other = Relationship.objects.get(of_person=late)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_claim SET state = 'submitted' WHERE claimant_id = %s", [scene.mother.id])
    _erased(as_process)
    assert ErasureItem.objects.get(person_id=late.id).state == "kept"
    assert Relationship.objects.filter(id=other.id).exists()


def test_person_whose_money_is_held_is_kept(as_process: As, scene: Scene, officers: tuple[Account, Account]) -> None:
    _approved(as_process, officers)
    PaymentHold.objects.create(person=scene.mother, reason="under_inquiry", opened_at=people.NOW, opened_by="x")
    _erased(as_process)
    states = dict(ErasureItem.objects.values_list("person_id", "state"))
    assert (states[scene.mother.id], states[scene.family.father.id]) == ("kept", "done")


@pytest.mark.parametrize("lost", [0, 1, -2])
def test_journal_that_was_lost_is_written_again_from_what_the_database_forgot(
    as_process: As, scene: Scene, officers: tuple[Account, Account], lost: int
) -> None:
    _approved(as_process, officers)
    _erased(as_process)
    before = journal_path().read_bytes().splitlines(keepends=True)
    journal_path().write_bytes(b"".join(before[:lost]))

    with as_process("janua_work", KEEPER):
        written = [mend_journal(), mend_journal()]

    lines = journal_path().read_bytes().splitlines(keepends=True)
    known = {one.key for one in read_journal(lines, public_key=key_port().public_key("audit"))}
    assert written == [len(before) - len(before[:lost]), 0]
    assert known == {UUID(json.loads(line)["key"]) for line in before}


def test_journal_of_which_a_line_is_missing_within_is_told_of_before_the_day_of_a_restore(
    as_process: As, scene: Scene, officers: tuple[Account, Account]
) -> None:
    _approved(as_process, officers)
    _erased(as_process)
    lines = journal_path().read_bytes().splitlines(keepends=True)
    journal_path().write_bytes(b"".join([lines[0], *lines[2:]]))
    with as_process("janua_work", KEEPER), pytest.raises(JournalBroken):
        mend_journal()


def test_ids_of_strangers_are_left_alone(as_process: As, scene: Scene, officers: tuple[Account, Account]) -> None:
    stranger = people.person(family="Zammit")
    Person.objects.filter(id=stranger.id).update(registered_at="2044-12-01T00:00:00Z")
    _approved(as_process, officers)
    _erased(as_process)
    kept: UUID = stranger.id
    assert Person.objects.get(id=kept).family_name == "Zammit"
