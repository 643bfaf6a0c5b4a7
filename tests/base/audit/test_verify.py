"""The offline check: every kind of tampering is found from the file, the public key and the head."""

import json
import string
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jsonschema import Draft202012Validator

from janua.base.actors import acting_as, system_actor
from janua.base.audit import log_access, record
from janua.base.audit.chain import canonical, head, leaf, merkle_root, to_sign
from janua.base.audit.export import check_stored, export
from janua.base.audit.sealer import seal
from janua.base.audit.verify import Verdict, verify
from janua.base.keys.datakeys import key_port
from janua.values import uuid7
from tests.database import RunningDatabase

SCHEMA = Path(__file__).parents[3] / "docs" / "schemas" / "audit-line.json"
SEALER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = SEALER_KEY.public_key().public_bytes_raw()
ALPHABET = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
AT = "2026-03-01T12:00:00.{:06d}Z"


def entry(number: int) -> dict[str, Any]:
    nothing = {"purpose": "", "subject": None, "object_type": "", "object_id": None, "details": {"number": number}}
    return {"table": "entry", "seq": number, "at": AT.format(number), "actor": "system:x", "action": "x", **nothing}


def make_file(*batches: int, key: Ed25519PrivateKey = SEALER_KEY) -> list[dict[str, Any]]:
    """Seal batches of so many rows, without a database."""
    lines: list[dict[str, Any]] = []
    previous, seq = bytes(32), 0
    for number, size in enumerate(batches, start=1):
        rows = [entry(seq + position) for position in range(size)]
        seq += size
        for position, row in enumerate(rows):
            lines.append({"kind": "row", "batch": number, "position": position, "leaf": leaf(row).hex(), "row": row})
        lines.append(make_seal(number, previous, rows, key))
        previous = bytes.fromhex(lines[-1]["head"])
    return lines


def make_seal(number: int, previous: bytes, rows: list[dict[str, Any]], key: Ed25519PrivateKey) -> dict[str, Any]:
    root = merkle_root([leaf(row) for row in rows])
    own = head(number=number, previous=previous, rows=len(rows), root=root, sealed_at=AT.format(number))
    return {
        "kind": "seal",
        "batch": number,
        "rows": len(rows),
        "root": root.hex(),
        "previous": previous.hex(),
        "head": own.hex(),
        "sealed_at": AT.format(number),
        "public_key": b64encode(key.public_key().public_bytes_raw()).decode(),
        "signature": b64encode(key.sign(to_sign(own))).decode(),
    }


def check(lines: list[dict[str, Any]], published: str | None = None) -> Verdict:
    text = [canonical(line) + b"\n" for line in lines]
    return verify(text, keys=[PUBLIC], published_head=None if published is None else bytes.fromhex(published))


def test_verify_accepts_what_was_sealed() -> None:
    lines = make_file(3, 1, 4)
    assert check(lines, lines[-1]["head"]) == Verdict(8, AT.format(3), ok=True, first_bad=None)


def test_verify_accepts_an_earlier_published_head() -> None:
    lines = make_file(3, 1, 4)
    assert check(lines, lines[3]["head"]).ok


def test_verify_accepts_an_empty_trail() -> None:
    assert check([]) == Verdict(0, None, ok=True, first_bad=None)


def change(line: dict[str, Any]) -> None:
    line["row"]["details"]["number"] = 99


def change_and_rehash(line: dict[str, Any]) -> None:
    change(line)
    line["leaf"] = leaf(line["row"]).hex()


def test_verify_finds_a_changed_row_where_it_is() -> None:
    for index in (0, 2, 4, 6, 9):
        lines = make_file(3, 1, 4)
        if lines[index]["kind"] == "row":
            change(lines[index])
            assert (check(lines).ok, check(lines).first_bad) == (False, index + 1)


def test_verify_finds_a_changed_row_with_its_hash_mended() -> None:
    lines = make_file(3, 1, 4)
    change_and_rehash(lines[6])
    # Its batch begins at line 7; which of its rows was sealed otherwise, the root alone does not tell.
    assert (check(lines).ok, check(lines).first_bad) == (False, 7)


def test_verify_finds_every_changed_field_of_a_row_and_of_a_seal() -> None:
    for index in (1, 3):
        for name in make_file(3, 1)[index]:
            lines = make_file(3, 1)
            value = lines[index][name]
            lines[index][name] = value + 1 if isinstance(value, int) else ("0" if isinstance(value, str) else {})
            assert not check(lines).ok, (index, name)


@pytest.mark.parametrize("index", range(7))
def test_verify_finds_a_removed_line(index: int) -> None:
    lines = make_file(2, 1, 1)
    last = lines[-1]["head"]
    del lines[index]
    assert (check(lines, last).ok, check(lines, last).first_bad) == (False, 6 if index == 6 else index + 1)


@pytest.mark.parametrize("index", range(8))
def test_verify_finds_an_inserted_row(index: int) -> None:
    lines = make_file(2, 1, 1)
    batch = sum(line["kind"] == "seal" for line in lines[:index]) + 1
    row = entry(77)
    lines.insert(index, {"kind": "row", "batch": batch, "position": 0, "leaf": leaf(row).hex(), "row": row})
    assert not check(lines).ok


def test_verify_finds_rows_moved_with_their_positions_mended() -> None:
    lines = make_file(3)
    lines[0], lines[1] = lines[1] | {"position": 0}, lines[0] | {"position": 1}
    assert (check(lines).ok, check(lines).first_bad) == (False, 1)


def test_verify_finds_moved_batches() -> None:
    lines = make_file(1, 1)
    assert check(lines[2:] + lines[:2]) == Verdict(
        2, None, ok=False, first_bad=1, reason="batch 2 stands where batch 1 belongs"
    )


def test_verify_finds_a_cut_head_of_the_file() -> None:
    lines = make_file(1, 1)[2:]
    renumbered = [line | {"batch": 1} for line in lines]
    assert not check(lines).ok
    assert not check(renumbered).ok


def test_verify_finds_a_cut_tail_with_the_head_only() -> None:
    lines = make_file(1, 1, 1)
    assert check(lines[:4]).ok
    assert check(lines[:4], lines[-1]["head"]) == replace(
        check(lines[:4]), ok=False, first_bad=5, reason="the published head is not in the file: its tail was cut off"
    )


def test_verify_finds_rows_after_the_last_seal() -> None:
    lines = make_file(1, 1)
    assert (check(lines[:3]).ok, check(lines[:3]).first_bad) == (False, 3)


def test_verify_refuses_a_trail_sealed_by_somebody_else() -> None:
    forged = make_file(3, key=Ed25519PrivateKey.generate())
    assert not check(forged).ok
    assert verify([canonical(line) for line in forged]).ok


def test_verify_refuses_a_stranger_s_seal_under_the_right_name() -> None:
    lines = make_file(3, key=Ed25519PrivateKey.generate())
    lines[-1]["public_key"] = b64encode(PUBLIC).decode()
    assert check(lines).reason == "the seal's signature does not hold"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace(b'"action":"x"', b'"action":"y","action":"x"'),
        lambda text: text.replace(b'"position":0', b'"position":0.0'),
        lambda text: text.replace(b'"position":0', b'"position": 0'),
        lambda text: text.replace(b'"kind":"row"', b'"kind":"note"'),
        lambda text: b"[]",
        lambda text: b"",
        lambda text: b"\xff\xfe",
        lambda text: b"[" * 100_000,
        lambda text: text[:-1],
    ],
)
def test_verify_refuses_a_line_of_another_spelling(spoil: Callable[[bytes], bytes]) -> None:
    text = [canonical(line) for line in make_file(1)]
    verdict = verify([spoil(text[0]), text[1]], keys=[PUBLIC])
    assert (verdict.ok, verdict.first_bad) == (False, 1)


def test_verify_refuses_a_signature_in_other_base64() -> None:
    lines = make_file(1)
    signature = lines[-1]["signature"]
    # The last letter of 64 bytes has four spare bits.
    last = ALPHABET[ALPHABET.index(signature[-3]) ^ 1]
    lines[-1]["signature"] = f"{signature[:-3]}{last}=="
    assert b64decode(lines[-1]["signature"]) == b64decode(signature)
    assert not check(lines).ok


@pytest.fixture
def exported(real_database: RunningDatabase) -> Iterator[list[bytes]]:
    with real_database.as_django("janua_work"):
        for number in range(3):
            with acting_as(system_actor("assessor"), purpose="assessment"):
                record("claim.assessed", subject=uuid7(), details={"number": number})
                log_access([uuid7()], "page", "purpose")
            with acting_as(system_actor("sealer")):
                seal()
        file = BytesIO()
        with acting_as(system_actor("sealer")):
            export(file)
        yield file.getvalue().splitlines(keepends=True)


def test_check_stored_finds_a_row_changed_in_the_database(
    real_database: RunningDatabase, exported: list[bytes]
) -> None:
    with acting_as(system_actor("sealer")):
        assert check_stored().ok
    with real_database.cluster.connect(database=real_database.name) as superuser:
        superuser.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only")
        superuser.execute("UPDATE audit_entry SET subject = NULL WHERE action = 'claim.assessed'")
    with acting_as(system_actor("sealer")):
        assert not check_stored().ok


def test_exported_trail_verifies_and_every_changed_row_is_found(exported: list[bytes]) -> None:
    public = key_port().public_key("audit")
    assert verify(exported, keys=[public]).ok
    validator = Draft202012Validator(json.loads(SCHEMA.read_text()))
    assert [list(validator.iter_errors(json.loads(line))) for line in exported] == [[]] * len(exported)
    for index, line in enumerate(exported):
        for old, new in ((b"2026-", b"2025-"), (b"assess", b"access"), (b"page", b"gape")):
            if old in line:
                changed = [*exported[:index], line.replace(old, new), *exported[index + 1 :]]
                assert verify(changed, keys=[public]).first_bad == index + 1
    for index in range(len(exported) - 1):
        assert not verify(exported[:index] + exported[index + 1 :], keys=[public]).ok
