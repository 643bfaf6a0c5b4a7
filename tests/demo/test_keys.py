"""Each process of the demo has the keys that it needs, and works with them."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from demo.keys import make_keys
from janua.base.health.pulse import _are_keys_there
from janua.base.keys.boxed import open_from
from janua.base.keys.datakeys import key_port
from janua.base.keys.envelope import place
from janua.base.keys.port import KeyMissing
from janua.checks.models import Received
from tests.api.dci.test_views import TAKEN, Post, _found, civil, post
from tests.checks.messages import Sender

__all__ = ["civil", "post"]

WRAPS = {"kek-0001.key", "mac-identifiers.key"}


def _held(folder: Path) -> dict[str, set[str]]:
    return {
        process.name: {file.name for file in process.iterdir() if file.suffix in {".key", ".pub"}}
        for process in folder.iterdir()
        if process.name != "all"
    }


def test_each_process_has_the_keys_that_it_needs_alone(tmp_path: Path) -> None:
    make_keys(tmp_path)
    assert _held(tmp_path) == {
        "portal": WRAPS,
        "workbench": WRAPS,
        "api": {"sign-partners.key", "box-inbox.pub"},
        "work": WRAPS | {"sign-partners.key", "sign-audit.key", "box-inbox.key"},
        "payments": WRAPS | {"sign-bank.key"},
        "owner": WRAPS,
    }


def test_key_that_an_older_demo_handed_out_is_taken_back(tmp_path: Path) -> None:
    make_keys(tmp_path)
    before = _held(tmp_path)
    for name in WRAPS:
        os.link(tmp_path / "all" / name, tmp_path / "api" / name)
    assert _held(tmp_path) != before
    make_keys(tmp_path)
    assert _held(tmp_path) == before


def test_process_of_registers_works_with_its_keys_and_opens_nothing(
    tmp_path: Path, settings: Any, post: Post, civil: Sender
) -> None:
    make_keys(tmp_path)
    settings.JANUA_KEYS = tmp_path / "api"
    assert (_are_keys_there("api"), _are_keys_there("portal")) == (True, False)
    sent = civil.signed(_found(civil))
    assert post(sent) == TAKEN
    row = Received.objects.get()
    where = place("checks_received", "body", row.id)
    body = bytes(row.body or b"")
    with pytest.raises(KeyMissing):
        open_from("inbox", body, where)
    with pytest.raises(KeyMissing):
        key_port().mac("identifiers", b"1")

    settings.JANUA_KEYS = tmp_path / "work"
    assert json.loads(open_from("inbox", body, where)) == sent.to_json()
