"""What the story leaves in its folder: letter, payment file, explanation, summary and audit trail."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from demo.installation import Installation
from demo.walkthrough.claiming import Granted
from demo.walkthrough.signing_in import signed_in
from demo.walkthrough.stage import Stage
from demo.walkthrough.telling import Telling
from janua.values import Money

# Rows of the trail that bear no seal yet.
UNSEALED = (
    "SELECT 1 FROM audit_entry WHERE xid >= coalesce("
    "(SELECT below_xid FROM audit_batch ORDER BY number DESC LIMIT 1), '0'::xid8) LIMIT 1"
)


class TrailBroken(RuntimeError):
    """The audit trail does not prove whole; the message is what the check said."""


def write_letter(stage: Stage, granted: Granted, to: Path) -> int:
    """Have the citizen open the letter of the first decision, and keep it; gives its size."""
    from janua.base.documents.actions import read_document
    from janua.casework.models import Letter

    with signed_in(stage.installation, "portal", granted.citizen.actor, purpose="my letters"):
        letter = Letter.objects.select_related("document").get(decision_id=granted.ids[0])
        content = read_document(document=letter.document, page="letters", purpose="my letters")
    (to / "letter.pdf").write_bytes(content)
    return len(content)


def write_explanation(stage: Stage, granted: Granted, to: Path) -> None:
    """Write what the law said of each claim and why, in the shape of `janua calculate`."""
    rows = stage.rows.all(
        "SELECT a.result, a.deciding_on FROM casework_decision d JOIN casework_assessment a ON a.id = d.assessment_id"
        " JOIN casework_claim c ON c.id = d.claim_id WHERE d.id = ANY(%s) ORDER BY c.programme",
        granted.ids,
    )
    document = {
        "country": stage.installation.country,
        "on": rows[0]["deciding_on"].isoformat(),
        **merged([row["result"] for row in rows]),
    }
    _write(to / "explanation.json", document)


def merged(results: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Put the graphs of several assessments into one, each node keeping a number of its own."""
    nodes: list[dict[str, Any]] = []
    told = []
    for result in results:
        first = len(nodes)
        own = result["explanation"]["nodes"]
        numbers = {node["id"]: first + place for place, node in enumerate(own)}
        nodes += [
            {**node, "id": numbers[node["id"]], "children": [numbers[child] for child in node["children"]]}
            for node in own
        ]
        conditions = [
            {**condition, "node": numbers[condition["node"]]} if condition.get("node") is not None else condition
            for condition in result["conditions"]
        ]
        plain = {name: value for name, value in result.items() if name != "root"}
        told.append({**plain, "conditions": conditions, "explanation": numbers[result["root"]]})
    return {"results": told, "explanation": {"nodes": nodes}}


def write_trail(installation: Installation, to: Path) -> str:
    """Export the audit trail, prove it whole from the file and the public key alone, and give its head.

    Raises   TrailBroken
    """
    file, key = to / "audit.jsonl", to / "audit.pub"
    exported = json.loads(_janua(installation, "audit", "export", str(file), "--pub", str(key), "--json"))
    head = str(exported["head"])
    verdict = json.loads(_janua(installation, "audit", "verify", str(file), "--key", str(key), "--head", head))
    if not verdict["ok"]:
        raise TrailBroken(f"The audit trail in {file} does not prove whole: {verdict}")
    return head


def write_summary(
    stage: Stage, granted: Granted, *, orders: int, control_sum: Money, head: str, telling: Telling, to: Path
) -> dict[str, Any]:
    """Write what the family's journey came to, and give it."""
    summary = {
        "country": stage.installation.country,
        "application": granted.application,
        "claims": [_claim(decision) for decision in granted.decisions],
        "orders": orders,
        "control_sum": control_sum.to_json(),
        "audit_head": head,
        "stops": [{"name": stop.name, "ms": stop.milliseconds} for stop in telling.stops],
    }
    _write(to / "summary.json", summary)
    return summary


def _claim(decision: dict[str, Any]) -> dict[str, Any]:
    amount = None if decision["amount"] is None else Money(decision["amount"], decision["currency"]).to_json()
    return {
        "programme": decision["programme"],
        "outcome": decision["found"],
        "amount": amount,
        "period": decision["period_unit"],
        "from": decision["from_on"].isoformat(),
    }


def _janua(installation: Installation, *arguments: str) -> str:
    command, environment = installation.command(arguments)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if not done.stdout.strip():
        raise TrailBroken(f"janua {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def _write(file: Path, document: dict[str, Any]) -> None:
    file.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
