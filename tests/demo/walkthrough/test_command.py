"""`python -m demo walkthrough`: its papers say what Malta's law says, and everything in them can be proved."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from jsonschema import validate
from lxml import etree

from demo.installation import DATABASE, Installation
from demo.processes import Processes
from demo.walkthrough.rows import NothingCame, Rows

ROOT = Path(__file__).resolve().parents[3]
SCHEMAS = ROOT / "docs" / "schemas"
PAIN = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"


@dataclass(frozen=True)
class Told:
    """A walkthrough that was made once for all tests here."""

    out: Path
    said: str

    @property
    def summary(self) -> dict[str, Any]:
        summary: dict[str, Any] = json.loads(self.said)
        return summary


@pytest.fixture(scope="module")
def told() -> Iterator[Told]:
    out = Path(tempfile.mkdtemp(prefix="janua-walkthrough-"))
    out.chmod(0o755)
    try:
        done = _demo("walkthrough", "--country", "mt", "--out", str(out), "--json")
        assert done.returncode == 0, done.stderr
        Installation.at(out / ".janua").cluster.start()
        yield Told(out, done.stdout)
    finally:
        Installation(out / ".janua").remove()
        shutil.rmtree(out)


def test_walkthrough_grants_and_pays_what_the_law_gives(told: Told) -> None:
    summary = told.summary
    validate(summary, _schema("walkthrough-summary"))
    assert summary == json.loads((told.out / "summary.json").read_text())
    assert (summary["claims"], summary["orders"], summary["control_sum"]) == (
        [_claim("MT-CA", "308.88"), _claim("MT-CAS", "455.00")],
        1,
        _euro("763.88"),
    )
    assert [stop["name"] for stop in summary["stops"] if not stop["name"].startswith("birth.")] == [
        *("submit", "check.ask", "decide", "letter.render", "account.confirm"),
        *("run.prepare", "run.approve", "run.send", "run.reconcile", "audit"),
    ]


def test_walkthrough_starts_allowance_and_bonus_at_a_birth(told: Told) -> None:
    granted = _rows(
        told.out,
        "SELECT c.programme, d.outcome, d.amount FROM casework_decision d JOIN casework_claim c ON c.id = d.claim_id"
        " WHERE c.origin = 'event' AND c.application_id IS NULL ORDER BY c.programme",
    )
    assert granted == [("MT-BB", "grant", 150_000), ("MT-CA", "grant", 69_28), ("MT-CAS", "grant", 160_00)]
    assert _rows(told.out, "SELECT outcome, amount FROM payments_disbursement ORDER BY amount") == [
        ("paid", 763_88),
        ("paid", 1_729_28),
    ]


def test_walkthrough_leaves_a_valid_payment_file(told: Told) -> None:
    document = etree.parse(told.out / "pain.001.xml")
    etree.XMLSchema(etree.parse(ROOT / "janua/exchange/iso20022/xsd/pain.001.001.09.xsd")).assertValid(document)
    head = f"{PAIN}CstmrCdtTrfInitn/{PAIN}GrpHdr"
    stated = [document.getroot().findtext(f"{head}/{PAIN}{name}") for name in ("NbOfTxs", "CtrlSum")]
    amounts = [amount.text for amount in document.iter(f"{PAIN}InstdAmt")]
    assert (stated, amounts) == (["1", "763.88"], ["763.88"])


def test_walkthrough_leaves_an_explanation_of_each_claim(told: Told) -> None:
    document = json.loads((told.out / "explanation.json").read_text())
    validate(document, _schema("calculate-out"))
    nodes = {node["id"]: node for node in document["explanation"]["nodes"]}
    assert len(nodes) == len(document["explanation"]["nodes"])
    assert {child for node in nodes.values() for child in node["children"]} <= set(nodes)
    assert [(result["programme"], result["amount"]) for result in document["results"]] == [
        ("MT-CA", _euro("308.88")),
        ("MT-CAS", _euro("455.00")),
    ]
    assert all(condition["node"] in nodes for result in document["results"] for condition in result["conditions"])


def test_walkthrough_leaves_a_letter_in_the_language_of_the_person(told: Told) -> None:
    with pikepdf.open(told.out / "letter.pdf") as letter:
        assert str(letter.Root.Lang).startswith("mt")


def test_walkthrough_leaves_a_trail_that_proves_whole(told: Told) -> None:
    file, key, head = told.out / "audit.jsonl", told.out / "audit.pub", told.summary["audit_head"]
    verified = _janua("audit", "verify", str(file), "--key", str(key), "--head", head)
    lines = file.read_text().splitlines(keepends=True)
    cut = told.out / "cut.jsonl"
    cut.write_text("".join(lines[: len(lines) // 2]))
    tail = _janua("audit", "verify", str(cut), "--key", str(key), "--head", head)
    assert (verified.returncode, json.loads(verified.stdout)["ok"], tail.returncode) == (0, True, 1)


def test_janua_at_works_on_the_walkthroughs_database(told: Told) -> None:
    invariants = _demo("janua", "--at", str(told.out), "check-invariants", "--json")
    checked = json.loads(invariants.stdout)
    assert (invariants.returncode, [one for one in checked if one["broken"]]) == (0, [])
    for (decision,) in _rows(told.out, "SELECT reference FROM casework_decision ORDER BY id"):
        replayed = _demo("janua", "--at", str(told.out), "replay", str(decision), "--json")
        assert (replayed.returncode, json.loads(replayed.stdout)) == (
            0,
            {"decision": decision, "same": True, "differences": []},
        )


def test_wait_says_what_did_not_come_and_what_is_there(told: Told, tmp_path: Path) -> None:
    rows = Rows(Installation.at(told.out / ".janua"), Processes(tmp_path))
    with pytest.raises(NothingCame) as nothing:
        rows.wait(
            "a third run",
            "SELECT 1 FROM payments_run OFFSET 2",
            seconds=0.3,
            instead="SELECT state, count(*) FROM payments_run GROUP BY state",
        )
    assert str(nothing.value) == (
        f"a third run did not come within 0 s. There is: [{{'state': 'reconciled', 'count': 2}}]. Logs: {tmp_path}"
    )


def _rows(out: Path, query: str) -> list[tuple[object, ...]]:
    with Installation.at(out / ".janua").cluster.connect(database=DATABASE) as superuser:
        return superuser.execute(query.encode()).fetchall()


def _demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    return _run([sys.executable, "-m", "demo", *arguments])


def _janua(*arguments: str) -> subprocess.CompletedProcess[str]:
    return _run([sys.executable, "-c", "from janua.cli.main import main; main()", *arguments])


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JANUA_", "DJANGO_"))}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)


def _schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.json").read_text())


def _euro(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


def _claim(programme: str, amount: str) -> dict[str, Any]:
    return {
        "programme": programme,
        "outcome": "eligible",
        "amount": _euro(amount),
        "period": "quarter",
        "from": "2026-01-01",
    }
