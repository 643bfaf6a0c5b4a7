"""`janua replay` as its users call it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from jsonschema import validate

from demo.cluster.supervisor import SUPERUSER
from janua.casework.models import Decision
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.database import RunningDatabase, as_process_role

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "replay.json").read_text())


@pytest.fixture
def decision(real_database: RunningDatabase) -> Decision:
    """A granted claim in a database of its own, committed."""
    with real_database.as_django(SUPERUSER), transaction.atomic():
        f.publish_catalogue()
        of = f.family()
        f.submit_as(as_process_role, of)
        carry(as_process_role, of, example_one(of))
        return Decision.objects.get(claim__programme="MT-CA")


def run(database: RunningDatabase, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from janua.cli.main import main; main(prog_name='janua')", "replay", *arguments]
    env = os.environ | {"JANUA_ENV": "test", "DATABASE_URL": database.url("janua_work")}
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, timeout=60, check=False)


def test_replay_says_the_same_by_reference_and_by_id(real_database: Any, decision: Any) -> None:
    spoken = decision.reference.lower().replace("-", " ")
    for name in (decision.reference, spoken, str(decision.id)):
        done = run(real_database, name, "--json")
        document = json.loads(done.stdout)
        validate(document, SCHEMA)
        assert (done.returncode, document) == (0, {"decision": decision.reference, "same": True, "differences": []})


def test_replay_ends_with_1_on_a_difference(real_database: Any, decision: Any) -> None:
    with real_database.as_django(SUPERUSER), connection.cursor() as cursor:
        cursor.execute("UPDATE casework_decision SET amount = 1 WHERE id = %s", [decision.id])

    done = run(real_database, decision.reference, "--json")

    document = json.loads(done.stdout)
    validate(document, SCHEMA)
    assert done.returncode == 1
    assert document["differences"] == [{"path": "decision.amount", "then": 1, "now": 30888}]


def test_replay_of_nothing_is_wrong_use(real_database: Any) -> None:
    assert run(real_database, "D-0000-0000-0000").returncode == 2
    assert run(real_database, "01900000-0000-7000-8000-000000000000").returncode == 2
