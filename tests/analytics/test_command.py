"""`janua simulate --snapshot` as an analyst calls it: on the installation's own claims, without small groups."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from jsonschema import validate

from demo.cluster.supervisor import SUPERUSER
from janua.analytics.models import Snapshot
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.database import RunningDatabase, as_process_role

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "simulate.json").read_text())
RATE = 'rate:\n  values:\n    - {from: 2026-01-01, value: "0.08", citation: Reform, mark: S}\n'


@pytest.fixture
def families(real_database: RunningDatabase) -> int:
    """Families of example 1, granted, in a database of its own."""
    with real_database.as_django(SUPERUSER), transaction.atomic():
        f.publish_catalogue()
        for number in range(1, 7):
            of = f.family(number=number)
            f.submit_as(as_process_role, of, key=f"k{number}")
            carry(as_process_role, of, example_one(of))
    return 6


def run(database: RunningDatabase, folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    (folder / "childrens_allowance.yaml").write_text(RATE)
    words = ["simulate", "--country", "mt", "--reform", str(folder), "--on", "2026-04-01", "--snapshot", *arguments]
    command = [sys.executable, "-c", "from janua.cli.main import main; main(prog_name='janua')", *words]
    env = os.environ | {"JANUA_ENV": "test", "DATABASE_URL": database.url("janua_work"), "JANUA_TODAY": "2026-04-01"}
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, timeout=120, check=False)


def test_simulate_over_the_population_and_again_over_the_same_snapshot(
    real_database: Any, families: int, tmp_path: Path
) -> None:
    done = run(real_database, tmp_path, "--programme", "MT-CA", "--json")
    document = json.loads(done.stdout)
    again = run(real_database, tmp_path, "--programme", "MT-CA")

    validate(document, SCHEMA)
    programme = document["programmes"][0]
    # Each 308.88 a quarter, 380.12 under the reform.
    assert (document["situations"], programme["groups"]["more"]["claims"]) == (6, 6)
    assert (programme["cost_before"]["amount"], programme["cost_after"]["amount"]) == ("1853.28", "2280.72")
    assert (again.returncode, b"1853.28" in again.stdout) == (0, True)
    with real_database.as_django(SUPERUSER), transaction.atomic():
        assert Snapshot.objects.count() == 1
