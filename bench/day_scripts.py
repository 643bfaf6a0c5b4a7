"""What people do on the day, page by page: each script gives the next page and is given what came of it."""

import html
import random
import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

SERVICE = "childrens-allowance"
APPLY = f"/apply/{SERVICE}/"
_FORM = re.compile(rb"<form([^>]*)>(.*?)</form>", re.DOTALL)
_FIELD = re.compile(rb"<(?:input|select|textarea)([^>]*)>")
# Forms that stand on every page.
_NOT_MEANT = (b"/language/", b"/sign-", b"/delete/", b"/acting-for/", b"/open/")


@dataclass(frozen=True)
class Page:
    """One page that somebody asks for.

    kind   under which its time is told
    must   what has to stand in it; it is never a word of a language
    form   what is sent; None asks only
    keeps  what the answer proves to be kept: the address that a press led to is noted under this name
    """

    kind: str
    path: str
    must: str
    form: Mapping[str, str] | None = None
    keeps: str = ""


@dataclass(frozen=True)
class Seen:
    """What came of it: the address after all redirects, and the page."""

    path: str
    body: bytes = field(repr=False)

    def links(self, beginning: str) -> list[str]:
        """The addresses on the page that begin so."""
        found = re.findall(rb'href="(' + re.escape(beginning.encode()) + rb'[^"#]*)"', self.body)
        return list(dict.fromkeys(html.unescape(link.decode()) for link in found))

    def form(self, to: str = "", **typed: str) -> tuple[str, dict[str, str]]:
        """The form of the page, or that to such an address: where it goes, and its fields with what is typed."""
        for match in _FORM.finditer(self.body):
            head, inner = match[1], match[2]
            action = _value(head, b"action") or self.path
            if b'method="post"' not in head or to not in action or any(one.decode() in action for one in _NOT_MEANT):
                continue
            fields = {}
            for one in _FIELD.finditer(inner):
                name, kind = _value(one[1], b"name"), _value(one[1], b"type")
                if name and kind not in ("radio", "checkbox", "file"):
                    fields[name] = _value(one[1], b"value")
            return action, fields | typed
        raise LookupError(f"no form on {self.path}")


Script = Generator[Page, Seen, None]


def _value(tag: bytes, name: bytes) -> str:
    found = re.search(rb"(?:^|\s)" + name + rb'="([^"]*)"', tag)
    return html.unescape(found[1].decode()) if found else ""


def reading(draw: random.Random) -> Script:
    """Somebody who has not signed in: finds out what there is."""
    while True:
        front = yield Page("front page", "/", 'action="/search/"')
        topics = front.links("/find/")
        if topics:
            yield Page("topic", draw.choice(topics), "/services/")
        yield Page("search", f"/search/?q={draw.choice(('allowance', 'tfal', 'child', 'work', 'baby'))}", 'name="q"')
        yield Page("service", f"/services/{SERVICE}/", APPLY)
        if draw.random() < 0.5:
            yield from calculating(draw)
        yield Page("offices", "/offices/", 'action="/language/"')
        yield Page("easy to read", "/easy/", "/easy/services/")


def calculating(draw: random.Random) -> Script:
    """The calculator's first pages: nothing is kept of what is typed there."""
    page = yield Page("calculator", "/calculator/", 'name="born_year"')
    year = str(draw.randint(1975, 2000))
    _action, form = page.form(born_day="3", born_month="4", born_year=year, partner="none", children="2")
    yield Page("calculator, sent", "/calculator/", 'name="step"', form)


def following(draw: random.Random, one: Mapping[str, Any]) -> Script:
    """Somebody whose claims were decided: looks at what became of them."""
    while True:
        yield Page("my page", "/mine/", "/mine/decisions/")
        of = draw.choice(one["decisions"])
        decision = yield Page("decision", f"/mine/decisions/{of}/", "/challenge/")
        yield Page("timeline", decision.links("/mine/applications/")[0], f"/mine/decisions/{of}/")
        if one["letters"]:
            yield Page("letter", f"/mine/letters/{draw.choice(one['letters'])}/", "%PDF")
        yield Page("payments", "/payments/", "/account/")
        yield Page("known facts", "/facts/", "/wrong/")
        yield Page("messages", "/messages/", "/messages/")
        yield Page("account", "/account/", "/account/change/")
        yield Page("who looked", "/looks/", "/looks/")


def applying(draw: random.Random, before: int) -> Script:
    """Somebody who reads a while, then applies from the first page to the receipt."""
    reads = reading(draw)
    seen = None
    for _ in range(before):
        page = next(reads) if seen is None else reads.send(seen)
        seen = yield page
    yield Page("service", f"/services/{SERVICE}/", APPLY)
    start = yield Page("apply, first page", APPLY, "<form")
    action, form = start.form()
    yield Page("apply, begin", action, "/step/people/", form)
    people = yield Page("apply, people", f"{APPLY}step/people/", 'name="shown"')
    action, form = people.form()
    known = yield Page("apply, people seen", action, 'name="shown"', form)
    action, form = known.form()
    asked = yield Page("apply, facts seen", action, APPLY, form)
    while "/step/in_care" in asked.path:
        action, form = asked.form(any="no")
        asked = yield Page("apply, answer", action, APPLY, form, keeps="answer")
    if "/step/maintenance" in asked.path:
        action, form = asked.form(value="0")
        asked = yield Page("apply, answer", action, APPLY, form, keeps="answer")
    check = yield Page("apply, check", f"{APPLY}check/", 'name="key"')
    action, form = check.form()
    yield Page("apply, send", action, "/mine/", form, keeps="application")
    while True:
        mine = yield Page("my page", "/mine/", "/mine/applications/")
        yield Page("timeline", mine.links("/mine/applications/")[0], "/mine/")


def case_work(draw: random.Random, one: Mapping[str, Any]) -> Script:
    """A case officer: inbox, cases, persons, notes."""
    while True:
        yield Page("inbox", "/", 'name="whose"')
        claim = draw.choice(one["claims"])
        yield Page("case page", f"/claims/{claim['claim']}/", f"/cases/{claim['case']}/notes/")
        yield Page("explanation", f"/claims/{claim['claim']}/explanation/", claim["claim"])
        case = yield Page("case page", f"/cases/{claim['case']}/", f"/cases/{claim['case']}/notes/")
        action, form = case.form("/notes/", text=f"Called on the day, {draw.randint(1, 10**9)}.")
        yield Page("note", action, 'id="notes"', form, keeps="note")
        yield Page("inbox, office", "/?whose=office", 'name="whose"')
        words = draw.choice(one["names"])
        yield Page("find, form", "/persons/", 'name="words"')
        found = yield Page("find by name", "/persons/", 'name="words"', {"words": words[0]})
        cases = found.links("/persons/")[1:]
        if cases:
            yield Page("person", draw.choice(cases), "/persons/")
        yield Page("find by number", "/persons/", 'name="words"', {"words": words[1]})
        yield Page("inbox, by name", "/?whose=office&order=name", 'name="whose"')


def deciding(draw: random.Random, one: Mapping[str, Any]) -> Script:
    """A decision officer: opens a claim that waits, and decides it as the page offers."""
    waiting = list(one["waiting"])
    draw.shuffle(waiting)
    while True:
        yield Page("inbox", "/", 'name="whose"')
        claim = waiting.pop() if waiting else draw.choice(one["waiting"])
        yield Page("case page", f"/claims/{claim}/", f"{claim}")
        page = yield Page("decide, form", f"/claims/{claim}/decide/", f"{claim}")
        try:
            action, form = page.form("/decide/")
        except LookupError:
            # It is for another officer by now, or a notice has to go before it.
            continue
        yield Page("decide", action, f"{claim}", form, keeps="decision")


def paying(draw: random.Random, one: Mapping[str, Any]) -> Script:
    """A payments officer: runs, orders page by page, what came back."""
    run = f"/runs/{one['runs'][0]}/"
    while True:
        yield Page("runs", "/runs/", run)
        yield Page("run", run, f"{run}orders/")
        orders = yield Page("orders", f"{run}orders/", run)
        for _ in range(draw.randint(1, 3)):
            further = [link for link in orders.links(f"{run}orders/") + orders.links("?") if "after=" in link]
            if not further:
                break
            link = further[0]
            orders = yield Page("orders", f"{run}orders/{link}" if link.startswith("?") else link, run)
        yield Page("left out", f"{run}left-out/", run)
        # Asked for before a run is prepared, some times a month.
        if one["prepares"] and draw.random() < 0.1:
            yield Page("new run, form", "/runs/new/", 'name="execute_on_day"')
        yield Page("returns", "/returns/", "/runs/")
        yield Page("account changes", "/accounts/", "/runs/")


def overseeing(draw: random.Random, one: Mapping[str, Any]) -> Script:
    """An auditor: the trail and who looked at whom."""
    while True:
        trail = yield Page("trail", "/audit/", 'name="officer"')
        further = [link for link in trail.links("?") if "before=" in link]
        if further:
            yield Page("trail", f"/audit/{draw.choice(further)}", 'name="officer"')
        yield Page("looks", "/audit/looks/", 'name="officer"')
        number = draw.choice(one["names"])[1]
        yield Page("looks of a person", "/audit/looks/", 'name="officer"', {"person": number, "officer": ""})


def supervising(_draw: random.Random, _one: Mapping[str, Any]) -> Script:
    """A steward or supervisor: what waits for them."""
    while True:
        yield Page("inbox", "/", 'name="whose"')
        yield Page("inbox, office", "/?whose=office", 'name="whose"')
