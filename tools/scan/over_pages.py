"""wapiti: walk the pages of a face and attack each field of theirs."""

import json
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from crawling import LEFT_ALONE
from entering import Browser
from listening import house_next_door
from starting import SECONDS, run
from told import DidNotRun, Finding, Scan

MODULES = "sql,xss,permanentxss,file,exec,crlf,redirect,ssrf,xxe,csp,cookieflags,http_headers,methods"
# Pages and tries that each seat has at least, on a slow machine too; a walk that ended at the door has fewer.
LEAST = {
    ("portal", False): {"pages": 30, "parameters": 30, "attacked": 150},
    ("portal", True): {"pages": 60, "parameters": 60, "attacked": 300},
    ("workbench", False): {"pages": 1, "parameters": 1, "attacked": 5},
    ("workbench", True): {"pages": 15, "parameters": 10, "attacked": 75},
}


def wapiti3(browser: Browser) -> Scan:
    """Walk and attack from one seat; each module that ended at its time has tried the first pages alone."""
    began = time.monotonic()
    home = "/mine/" if browser.seat.face == "portal" and browser.seat.who else "/"
    with tempfile.TemporaryDirectory() as folder, house_next_door() as (next_door, heard):
        report = Path(folder) / "report.json"
        bounds = [
            "--max-scan-time",
            str(SECONDS // 3),
            "--max-attack-time",
            str(SECONDS // 9),
            "-S",
            "polite",
            "-d",
            "4",
            "--tasks",
            "4",
        ]
        where = ["-u", f"{browser.address}/", "-s", browser.address + home, "--scope", "folder", "-m", MODULES]
        for part in LEFT_ALONE if browser.seat.who else ("/static/",):
            where += ["-x", f"{browser.address}{part}*"]
        seat = ["-C", browser.cookies, "--skip", "csrfmiddlewaretoken", "--endpoint", next_door]
        kept = ["--flush-session", "--store-session", folder, "--store-config", folder, "--no-bugreport"]
        out = ["-f", "json", "-dr", "1", "-o", str(report)]
        said = run("wapiti3", [*where, *bounds, *seat, *kept, *out], program="wapiti")
        if not report.exists():
            raise DidNotRun(said.stdout[-600:] + said.stderr[-600:])
        told = json.loads(report.read_text())
        covered = covered_in(next(Path(folder).glob("*.db")))
    found = [
        Finding(
            "wapiti3", rule, urlsplit(one["path"]).path or "/", 0, f"{browser.seat}: {one['parameter']}: {one['info']}"
        )
        for kind in ("vulnerabilities", "anomalies")
        for rule, rows in told[kind].items()
        for one in rows
    ]
    found += [Finding("wapiti3", "called next door", call, 0, str(browser.seat)) for call in heard]
    least = LEAST[browser.seat.face, bool(browser.seat.who)]
    return Scan("wapiti3", str(browser.seat), covered, least, found, time.monotonic() - began)


def covered_in(walked: Path) -> dict[str, int]:
    """What was walked: pages that answered, with their forms; fields; and pages × kinds of attack."""
    with closing(sqlite3.connect(walked)) as kept:
        pages = kept.execute(
            "SELECT count(*) FROM paths JOIN responses USING (response_id) WHERE NOT evil AND status_code < 400"
            " OR status_code = 422 AND NOT evil"
        )
        fields = kept.execute(
            "SELECT count(*) FROM params JOIN paths USING (path_id)"
            " WHERE NOT evil AND name NOT IN ('csrfmiddlewaretoken', '__RAW__')"
        )
        attacked = kept.execute("SELECT count(*) FROM attack_logs")
        return {
            "pages": pages.fetchone()[0],
            "parameters": fields.fetchone()[0],
            "attacked": attacked.fetchone()[0],
        }
