"""What somebody can fill in at a face: the queries and forms of the pages that they reach, one of each shape."""

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from entering import Browser

_OWN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|MT-[A-Z]+")
# Where a scanner must not press: signed out, or somebody else, it would look from another seat. And no pages.
LEFT_ALONE = ("/sign-out/", "/signed-out/", "/sign-in/", "/step-up/", "/acting-for/", "/language/", "/static/", "/api/")
_WITH_EACH_FORM = "csrfmiddlewaretoken"


@dataclass
class Filled:
    """A query or form as it would be sent: where, how, and its fields."""

    path: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def tried(self) -> list[str]:
        """The fields worth a try."""
        return [name for name in self.fields if name != _WITH_EACH_FORM]

    @property
    def shape(self) -> str:
        """Method and address without what names one row: forms of one shape are answered by the same lines of ours."""
        path = self.path.partition("?")[0].replace("/calculator/of/", "/calculator/")
        return f"{self.method} {_OWN.sub('', path).replace('//', '/')}"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Filled] = []
        self._open: Filled | None = None
        self._select = ""

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in given}
        name, inside = told.get("name", ""), self._open
        if tag == "a" and told.get("href"):
            self.links.append(told["href"])
        elif tag == "form":
            self._open = Filled(told.get("action", ""), told.get("method", "get").upper())
            self.forms.append(self._open)
        elif inside is not None and tag == "select":
            self._select = name
            inside.fields.setdefault(name, "1")
        elif inside is not None and tag == "option" and self._select and inside.fields[self._select] == "1":
            inside.fields[self._select] = told.get("value", "") or "1"
        elif inside is not None and name and tag in ("input", "textarea", "button") and told.get("type") != "file":
            inside.fields.setdefault(name, told.get("value", "") or "1")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = ""


def fillable(browser: Browser, *, begin: tuple[str, ...], most_pages: int = 120) -> tuple[list[Filled], int]:
    """Walk the pages that somebody reaches, two of a shape; what can be filled in, and how many pages answered."""
    waiting, seen, answered = deque(begin), set(begin), 0
    shapes: Counter[str] = Counter()
    found: dict[tuple[str, ...], Filled] = {}
    while waiting and answered < most_pages:
        path = waiting.popleft()
        answer = browser.get(path)
        if answer.status_code in (301, 302, 303):
            links, forms = [str(answer.headers.get("Location", ""))], []
        elif answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"):
            answered += 1
            page = _Page()
            page.feed(answer.text)
            links, forms = page.links, page.forms
        else:
            continue
        for form in [*forms, *map(_query, links)]:
            form.path = _within(browser, path, form.path)
            if form.method == "GET":
                form.path = form.path.partition("?")[0]
            if form.path and form.tried:
                found.setdefault((form.shape, *form.fields), form)
        for link in links:
            there = _within(browser, path, link)
            shape = _OWN.sub("*", there.partition("?")[0])
            if there and there not in seen and shapes[shape] < 2:
                seen.add(there)
                shapes[shape] += 1
                waiting.append(there)
    return list(found.values()), answered


def _query(link: str) -> Filled:
    return Filled(link.partition("?")[0], "GET", dict(parse_qsl(urlsplit(link).query)))


def _within(browser: Browser, page: str, link: str) -> str:
    whole = urldefrag(urljoin(browser.address + page, link)).url
    inside = whole.startswith(browser.address + "/")
    path = whole.removeprefix(browser.address)
    return path if inside and not path.startswith(LEFT_ALONE) else ""
