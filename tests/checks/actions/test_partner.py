"""Partners and their keys, made what the settings say."""

from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest

from janua.base.audit.models import Entry
from janua.base.clock import now
from janua.checks.actions.partner import load_partners
from janua.checks.models import Partner, PartnerKey
from janua.checks.permissions import NotPermitted
from janua.checks.queries import key_in_force
from tests.checks.factories import CHECKER, EXCHANGE, As

KEY, OTHER = b"k" * 32, b"o" * 32


def _settings(address: str = "https://civil.example", **keys: bytes) -> dict[str, Any]:
    listed = [{"key_id": name, "public_key": b64encode(key).decode()} for name, key in keys.items()]
    return {
        "us": {"sender_id": "janua.example"},
        "bank": {"address": "https://bank.example"},
        "civil": {"wire": "dci", "sender_id": "civil.example", "address": address, "keys": listed},
    }


def _load(as_process: As, settings: dict[str, Any]) -> list[str]:
    with as_process("janua_work", CHECKER):
        return load_partners(partners=settings)


def _in_force(key_id: str) -> bytes | None:
    key = key_in_force(sender_id="civil.example", key_id=key_id, at=now() + timedelta(seconds=1))
    return bytes(key.public_key) if key else None


def test_load_writes_registers_and_no_other_partner(as_process: As) -> None:
    assert _load(as_process, _settings(one=KEY)) == ["civil"]

    rows = Partner.objects.values_list("code", "sender_id", "wire", "base_url")
    assert list(rows) == [("civil", "civil.example", "dci", "https://civil.example")]
    assert _in_force("one") == KEY
    assert list(Entry.objects.filter(action="partner.load").values_list("details", flat=True)) == [
        {"partners": ["civil"]}
    ]


def test_load_again_changes_nothing(as_process: As) -> None:
    _load(as_process, _settings(one=KEY))

    assert _load(as_process, _settings(one=KEY)) == []

    assert Entry.objects.filter(action="partner.load").count() == 1


def test_key_that_is_named_no_longer_ends_and_may_come_back(as_process: As) -> None:
    _load(as_process, _settings(one=KEY))

    assert _load(as_process, _settings(two=OTHER)) == ["civil"]
    assert (_in_force("one"), _in_force("two")) == (None, OTHER)

    assert _load(as_process, _settings(one=KEY, two=OTHER)) == ["civil"]
    assert (_in_force("one"), _in_force("two"), PartnerKey.objects.count()) == (KEY, OTHER, 2)


def test_another_key_under_a_known_id_is_not_taken(as_process: As, caplog: pytest.LogCaptureFixture) -> None:
    _load(as_process, _settings(one=KEY))

    _load(as_process, _settings(one=OTHER))

    assert (_in_force("one"), PartnerKey.objects.count()) == (None, 1)
    assert "key id one stands for another key" in caplog.text


def test_new_address_is_taken(as_process: As) -> None:
    _load(as_process, _settings(one=KEY))

    assert _load(as_process, _settings("https://new.example", one=KEY)) == ["civil"]

    assert Partner.objects.get().base_url == "https://new.example"


def test_loading_is_the_checkers(as_process: As) -> None:
    with as_process("janua_work", EXCHANGE), pytest.raises(NotPermitted):
        load_partners(partners=_settings(one=KEY))
