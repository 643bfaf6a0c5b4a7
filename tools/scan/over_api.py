"""schemathesis: whatever fits the committed description of the API, or just does not."""

import json
import tempfile
import time
from pathlib import Path
from typing import Any

from entering import ROOT, Browser
from starting import SECONDS, run
from told import DidNotRun, Finding, Scan

CHECKS = "not_a_server_error,ignored_auth,unsupported_method"
_HALF = {"portal": "citizens", "workbench": "officers"}
# Operations that let somebody in who is signed in: what they asked was looked at, and done or refused for its state.
LEAST_INSIDE = {"portal": 8, "workbench": 5}


def schemathesis(browser: Browser) -> Scan:
    """Try every operation from one seat: never an error of ours, never a way in without the session."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        description = Path(folder) / "api.json"
        whole = _with_rows_of_ours(browser, _HALF[browser.seat.face])
        description.write_text(json.dumps(whole))
        told = _told_of(browser, description, Path(folder) / "report.json")
    operations = told["operations"]
    inside = [name for name, phases in told["valid_rates"].items() if _let_in(phases)]
    covered = {"operations": operations["tested"], "let in": len(inside), "requests": told["test_cases"]["generated"]}
    least = {"operations": operations["total"], "requests": 5 * operations["total"]}
    if browser.seat.who:
        least["let in"] = LEAST_INSIDE[browser.seat.face]
    found = [
        Finding("schemathesis", str(one.get("type") or one.get("title")), str(one.get("operation")), 0, str(one)[:1500])
        for one in [*told["failures"], *told["errors"]]
    ]
    return Scan("schemathesis", str(browser.seat), covered, least, found, time.monotonic() - began)


def _told_of(browser: Browser, description: Path, report: Path) -> dict[str, Any]:
    bounds = ["--phases", "examples,coverage,fuzzing", "--max-examples", "20", "--seed", "1", "--continue-on-failure"]
    seat = ["-H", f"Authorization: Bearer {browser.secret}"] if browser.secret else []
    out = ["--report-json-path", str(report), "--max-time", str(SECONDS // 2 if browser.secret else SECONDS // 3)]
    said = run(
        "schemathesis", ["run", str(description), "--url", browser.address, "--checks", CHECKS, *bounds, *seat, *out]
    )
    if said.returncode not in (0, 1) or not report.exists():
        raise DidNotRun(said.stdout[-600:] + said.stderr[-600:])
    told: dict[str, Any] = json.loads(report.read_text())
    return told


def _let_in(phases: dict[str, dict[str, int]]) -> bool:
    return any(counted["accepted"] + counted["conflicts"] for counted in phases.values())


def _with_rows_of_ours(browser: Browser, half: str) -> dict[str, Any]:
    """The description with rows that this seat sees as examples: of made-up ones everything answers 404."""
    whole: dict[str, Any] = json.loads((ROOT / "docs" / "schemas" / f"api-v1-{half}.json").read_text())
    rows = (_of_citizen(browser) if half == "citizens" else _of_officer(browser)) if browser.secret else {}
    for operations in whole["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                if rows.get(parameter["name"]):
                    parameter["example"] = rows[parameter["name"]]
    return whole


def _of_citizen(browser: Browser) -> dict[str, str]:
    application = _first(browser.api("/applications"))
    decision = next((one["decision"] for one in application.get("claims", []) if one["decision"]), "")
    own = str(browser.api("/me").get("person", ""))
    return {
        "application": application.get("id", ""),
        "decision": decision,
        "person": own,
        "code": "childrens-allowance",
    }


def _of_officer(browser: Browser) -> dict[str, str]:
    tasks = browser.api("/tasks").get("items", [])
    claim = next((one["object_id"] for one in tasks if one["object_type"] == "claim"), "")
    run_id, discrepancy = (str(_first(browser.api(f"/{name}")).get("id", "")) for name in ("runs", "discrepancies"))
    return {"run": run_id, "discrepancy": discrepancy, "claim": claim, "words": "Borg"}


def _first(page: dict[str, Any]) -> dict[str, Any]:
    items = page.get("items") or [{}]
    return dict(items[0])
