"""The portal on a day of law, and somebody who goes through the calculator."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from tests.casework.factories import publish_catalogue
from tests.faces import FaceClient

DAY = date(2026, 3, 2)
BORN = {"born_day": "3", "born_month": "5", "born_year": "1990"}


@pytest.fixture
def open_today(db: None, settings: Any) -> None:
    """The catalogue is published, and it is the day of the story."""
    settings.JANUA_TODAY = DAY
    publish_catalogue()


def fields_of(page: Any) -> dict[str, str]:
    """What the page's own forms carry, by name."""
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode())
    return {name: unescape(value) for name, value in hidden}


def text_of(page: Any) -> str:
    """The words of a page."""
    main = page.content.decode().partition("<main")[2].partition(">")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main))).strip()


def begin(client: FaceClient, *, children: tuple[str, ...] = (), at: str = "") -> Any:
    """Go through the two pages about the household: born on 3 May 1990, without a partner."""
    address = at or client.at("calculator")
    house = {"step": "household", **BORN, "partner": "none", "children": str(len(children))}
    page = client.post(address, house)
    if not children:
        return page
    births: dict[str, str] = {}
    for number, born in enumerate(children, start=1):
        year, month, day = born.split("-")
        births |= {f"born-child-{number}_day": day, f"born-child-{number}_month": month}
        births |= {f"born-child-{number}_year": year}
    return client.post(address, {**house, "step": "births", **births})


def answer(client: FaceClient, page: Any, *, at: str = "", **more: str) -> Any:
    """Answer the question of a page; without more it is answered with *I do not know*."""
    carried = fields_of(page)
    given = {name: carried[name] for name in ("step", "question", "said")}
    return client.post(at or client.at("calculator"), {**given, **(more or {"unsure": "1"})})


ANSWERS = {
    "citizenship": {"a-you": "MT"},
    "years_here": {"a-you": "20"},
    "register": {"a-you": "no"},
    "work": {"a-you": "employed"},
    "earned": {"a-you": "9000"},
}


def finish(client: FaceClient, page: Any, *, answers: dict[str, dict[str, str]] = ANSWERS, at: str = "") -> Any:
    """Answer on until the results; what the test says nothing of, nobody knows."""
    for _ in range(60):
        code = fields_of(page).get("question")
        if code is None:
            return page
        page = answer(client, page, at=at, **answers.get(code, {}))
    raise AssertionError("the calculator asks for ever")
