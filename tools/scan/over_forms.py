"""sqlmap: try statements in what somebody can fill in."""

import tempfile
import time
from urllib.parse import urlencode

from crawling import Filled, fillable
from entering import TOKEN, Browser
from starting import SECONDS, run
from told import DidNotRun, Finding, Scan

# What a stranger fills in at the doors themselves, where no walk may press.
AT_THE_DOOR = {
    "portal": (
        Filled("/language/", "POST", {"language": "mt", "next": "/"}),
        Filled("/api/v1/applications", "GET", {"after": "1"}),
    ),
    "workbench": (
        Filled("/sign-in/", "POST", {"login": "a", "password": "b"}),
        Filled("/persons/", "GET", {"q": "1"}),
        Filled("/api/v1/tasks", "GET", {"after": "1"}),
    ),
}
# Where the walk of somebody signed in begins, and what they press first so that there is more to fill in.
_BEGIN = {
    "portal": ("/mine/", "/apply/childrens-allowance/tasks/", "/"),
    "workbench": ("/", "/persons/?q=Borg", "/audit/", "/roles/", "/staff/"),
}
LEAST = {"portal": 5, "workbench": 4}


def sqlmap(browser: Browser) -> Scan:
    """Try each field of what one seat can fill in, until its time is over; a few of them on any machine."""
    began = time.monotonic()
    if browser.seat.who:
        if browser.seat.face == "portal":
            browser.press("/apply/childrens-allowance/")
        forms, pages = fillable(browser, begin=_BEGIN[browser.seat.face])
    else:
        walked, pages = fillable(browser, begin=("/",))
        forms = [*AT_THE_DOOR[browser.seat.face], *walked]
    tried, found, known = set(), [], {(form.shape, name) for form in forms for name in form.tried}
    for form in forms:
        fresh = [name for name in form.tried if (form.shape, name) not in tried]
        is_late = time.monotonic() > began + SECONDS and len(tried) >= LEAST[browser.seat.face]
        if not fresh or is_late:
            continue
        found += _try(browser, form, fresh)
        tried |= {(form.shape, name) for name in fresh}
    covered = {"pages": pages, "parameters": len(tried), "known": len(known)}
    least = {"parameters": LEAST[browser.seat.face]} | ({"pages": 3} if browser.seat.who else {})
    return Scan("sqlmap", str(browser.seat), covered, least, found, time.monotonic() - began)


def _try(browser: Browser, form: Filled, fresh: list[str]) -> list[Finding]:
    fields = {**form.fields, "csrfmiddlewaretoken": TOKEN}
    as_post = form.method == "POST"
    where = ["-u", browser.address + form.path + ("" if as_post else f"?{urlencode(form.fields)}")]
    with tempfile.TemporaryDirectory() as folder:
        bounds = [
            "--batch",
            "--level",
            "1",
            "--risk",
            "1",
            "--technique",
            "BEUS",
            "--dbms",
            "PostgreSQL",
            "--timeout",
            "20",
        ]
        told = [
            "--output-dir",
            folder,
            "--disable-coloring",
            "--ignore-code",
            "*",
            "--flush-session",
            "-p",
            ",".join(fresh),
        ]
        body = ["--data", urlencode(fields)] if as_post else []
        said = run("sqlmap", [*where, *body, "--cookie", browser.cookies, *bounds, *told])
    if "is vulnerable" in said.stdout or "identified the following injection point" in said.stdout:
        return [Finding("sqlmap", "injection", form.shape, 0, f"{browser.seat}: {said.stdout[-1500:]}")]
    if "do not appear to be injectable" not in said.stdout:
        raise DidNotRun(f"{form.shape}: {said.stdout[-600:]}")
    return []
