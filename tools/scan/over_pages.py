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
# Where a kind of attack ends at its time in the middle of a note, wapiti may lock itself out of its own notes.
_LOCKED, _TIMES = "database is locked", 3


def wapiti3(browser: Browser) -> Scan:
    """Walk and attack from one seat; each module that ended at its time has tried the first pages alone."""
    began, said = time.monotonic(), _LOCKED
    with house_next_door() as (next_door, heard):
        told = None
        for _ in range(_TIMES):
            if told is None and _LOCKED in said:
                with tempfile.TemporaryDirectory() as folder:
                    said = _walk(browser, next_door, Path(folder))
                    told = _read(browser, Path(folder)) if (Path(folder) / "report.json").exists() else None
    if told is None:
        raise DidNotRun(said)
    covered, found = told
    calls = [Finding("wapiti3", "called next door", call, 0, str(browser.seat)) for call in heard]
    least = LEAST[browser.seat.face, bool(browser.seat.who)]
    return Scan("wapiti3", str(browser.seat), covered, least, [*found, *calls], time.monotonic() - began)


def _walk(browser: Browser, next_door: str, folder: Path) -> str:
    """Run wapiti and give its last words; its report and notes lie in the folder."""
    home = "/mine/" if browser.seat.face == "portal" and browser.seat.who else "/"
    bounds = f"--max-scan-time {SECONDS // 3} --max-attack-time {SECONDS // 9} -S polite -d 4 --tasks 4".split()
    where = ["-u", f"{browser.address}/", "-s", browser.address + home, "--scope", "folder", "-m", MODULES]
    for part in LEFT_ALONE if browser.seat.who else ("/static/",):
        where += ["-x", f"{browser.address}{part}*"]
    # Names of its own houses are not even looked up.
    next_doors = ["--endpoint", next_door, "--dns-endpoint", "localhost"]
    seat = ["-C", browser.cookies, "--skip", "csrfmiddlewaretoken", *next_doors]
    kept = ["--flush-session", "--store-session", str(folder), "--store-config", str(folder), "--no-bugreport"]
    out = ["-f", "json", "-dr", "1", "-o", str(folder / "report.json")]
    said = run("wapiti3", [*where, *bounds, *seat, *kept, *out], program="wapiti")
    return said.stdout[-600:] + said.stderr[-600:]


def _read(browser: Browser, folder: Path) -> tuple[dict[str, int], list[Finding]]:
    told = json.loads((folder / "report.json").read_text())
    found = [
        Finding(
            "wapiti3", rule, urlsplit(one["path"]).path or "/", 0, f"{browser.seat}: {one['parameter']}: {one['info']}"
        )
        for kind in ("vulnerabilities", "anomalies")
        for rule, rows in told[kind].items()
        for one in rows
    ]
    return covered_in(next(folder.glob("*.db"))), found


def covered_in(walked: Path) -> dict[str, int]:
    """What was walked: pages that answered, with their forms; fields; and pages × kinds of attack."""
    with closing(sqlite3.connect(walked)) as kept:
        pages = kept.execute(
            "SELECT count(*) FROM paths JOIN responses USING (response_id)"
            " WHERE NOT evil AND (status_code < 400 OR status_code = 422)"
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
