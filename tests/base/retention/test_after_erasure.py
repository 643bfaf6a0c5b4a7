"""After somebody was erased: the trail verifies, every invariant holds, and a replay says that they are erased."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from janua.base.actors import acting_as, system_actor
from janua.base.health.truths import look_at_every_invariant
from janua.base.keys.datakeys import cache
from janua.base.keys.models import DataKey
from janua.casework.models import Decision
from janua.payments.models import Order
from janua.registers.models import Person
from tests.base.backup.drill import ROOT, Town, build
from tests.database import RunningDatabase, TestServer
from tests.payments.broken import broken
from tests.payments.test_invariants import settled

As = Callable[..., AbstractContextManager[None]]


def test_payments_hold_after_every_payee_was_erased(as_process: As, settings: Any, tmp_path: Path) -> None:
    settings.JANUA_DOCUMENTS = tmp_path / "documents"
    cache.clear()
    settled(as_process)
    before = sorted(Order.objects.values_list("amount", "state", "payee_id"))
    payees = {payee for _, _, payee in before}
    # As the journal is applied to a restored copy, which asks for no approval.
    with acting_as(system_actor("loader")), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE janua_owner")
        for payee in payees:
            cursor.execute("SELECT retention_erase(%s)", [payee])
        cursor.execute("RESET ROLE")

    assert DataKey.objects.filter(subject__in=payees, wrapped__isnull=True).count() == len(payees) >= 5
    assert set(Person.objects.filter(id__in=payees).values_list("family_name", flat=True)) == {""}
    assert sorted(Order.objects.values_list("amount", "state", "payee_id")) == before
    assert broken() == []


@pytest.mark.long
def test_trail_invariants_and_replays_stand_after_an_erasure(
    server: TestServer, real_database: RunningDatabase, tmp_path: Path
) -> None:
    town = build(server, real_database, tmp_path)
    with town.open():
        reference = Decision.objects.order_by("reference")[0].reference
        assert dict(_broken()) == {}
    assert _janua(town, "replay", reference, "--json") == {"decision": reference, "same": True, "differences": []}
    town.erase_family()
    town.seal_trail()

    file, key = tmp_path / "audit.jsonl", tmp_path / "audit.pub"
    exported = _janua(town, "audit", "export", str(file), "--pub", str(key), "--json")
    verified = _janua(town, "audit", "verify", str(file), "--key", str(key), "--head", str(exported["head"]))
    assert (verified["ok"], verified["rows"], verified["first_bad"]) == (True, exported["rows"], None)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    trail = [line["row"] for line in lines if "row" in line]
    # The trail tells of the erased by their number alone, and still tells.
    mother = str(town.scene.mother.id)
    assert len([row for row in trail if row.get("subject") == mother]) > 3
    assert [row for row in trail if row.get("action") == "retention.erased" and row.get("subject") == mother] != []

    # It would end with 1 where something were broken.
    looked = {one["invariant"]: one for one in _janua(town, "check-invariants", "--json")}
    assert {name for name, one in looked.items() if one["broken"]} == set()
    assert sum(one["checked"] for name, one in looked.items() if name.startswith("casework.")) > 0
    assert _janua(town, "replay", reference, "--json") == {
        "decision": reference,
        "same": True,
        "differences": [],
        "erased": True,
    }


def _broken() -> list[tuple[str, list[str]]]:
    return [(name, list(map(str, rows))) for name, _, rows in look_at_every_invariant() if rows]


def _janua(town: Town, *arguments: str) -> Any:
    env = os.environ | {"JANUA_ENV": "test", "DATABASE_URL": town.database.url("janua_work")}
    env |= {"JANUA_DOCUMENTS": str(town.documents), "JANUA_ERASURES": str(town.journal)}
    command = [sys.executable, "-c", "from janua.cli.main import main; main(prog_name='janua')", *arguments]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
