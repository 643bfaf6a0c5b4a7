"""The gallery in a real browser: nothing overlaps, overflows or stands on the wrong side, in either direction."""

import base64
import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from django.http import Http404
from django.test import RequestFactory
from playwright.sync_api import Browser, Page

from janua.ui.examples import components
from janua.ui.gallery import gallery

TEMPLATES = Path(__file__).parents[2] / "janua/ui/templates/ui"
URLS = Path(__file__).parents[2] / "janua/config/urls"
# Drawn only within others.
PARTS = {"icon"}
LANGUAGES = ("en", "mt", "ar", "uk")
SLOW = pytest.mark.long
# One white dot.
_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=="
)
EVERY = [
    pytest.param("en", 320, "portal"), pytest.param("ar", 320, "portal"),
    *[
        pytest.param(language, width, face, marks=SLOW)
        for language in LANGUAGES for width in (320, 1280) for face in ("portal", "workbench")
        if (width, face) != (320, "portal") or language in ("mt", "uk")
    ],
]  # fmt: skip

GEOMETRY = (Path(__file__).parent / "geometry.js").read_text()


@pytest.fixture
def opened(chromium: Browser, gallery_url: str, request: pytest.FixtureRequest) -> Any:
    """Open the gallery at a width; fails on any complaint of the browser, such as a script that the policy stops."""
    complaints: list[str] = []
    pages: list[Page] = []

    def open_at(language: str, width: int, face: str) -> Page:
        page = chromium.new_page(viewport={"width": width, "height": 900})
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{gallery_url}/{language}/{face}/")
        page.evaluate("document.fonts.ready")
        pages.append(page)
        return page

    yield open_at
    for page in pages:
        page.close()
    assert complaints == []


def test_shows_every_component() -> None:
    """A component without an example is not seen by anybody."""
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    assert folders - PARTS - set(components()) == set()


def test_fills_every_example_with_words_of_each_language() -> None:
    """No key without its words, in four languages."""
    words = json.loads((Path(gallery.__code__.co_filename).parent / "examples/words.json").read_text())
    assert {key: sorted(found) for key, found in words.items() if sorted(found) != sorted(LANGUAGES)} == {}


def test_answers_not_found_for_a_language_that_is_not_there() -> None:
    """The page is made of what there is."""
    with pytest.raises(Http404):
        gallery(RequestFactory().get("/"), "tlh")


@pytest.mark.parametrize(("language", "width", "face"), EVERY)
def test_lays_every_component_out_in_its_direction(opened: Any, language: str, width: int, face: str) -> None:
    """Measured, since what no tool complains of may still be broken."""
    page = opened(language, width, face)
    assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    assert page.evaluate(GEOMETRY) == []


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("face", ["portal", "workbench"])
def test_has_no_serious_finding(opened: Any, language: str, face: str) -> None:
    """By axe, at the width of 400 % zoom."""
    page = opened(language, 320, face)
    found = Axe().run(page).response["violations"]
    serious = [rule for rule in found if rule["impact"] in ("serious", "critical")]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in serious] == []


SCRIPTS = {"en": {"latin"}, "mt": {"latin", "latin-ext"}, "ar": {"latin", "arabic"}, "uk": {"latin", "cyrillic"}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_weighs_little_on_a_first_visit(chromium: Browser, gallery_url: str, language: str) -> None:
    """All that comes over the line: page, style sheet, scripts, and fonts of the scripts that stand on it alone."""
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    addresses: list[str] = []
    weights: list[int] = []
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.on("Network.responseReceived", lambda event: addresses.append(event["response"]["url"]))
    line.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto(f"{gallery_url}/{language}/portal/", wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    context.close()
    names = {address.rpartition("/")[2] for address in addresses if "/fonts/" in address}
    # A name with a letter that is no English one stands in the English examples too, as on real pages.
    assert {re.sub(r"-\d.*", "", name) for name in names} - {"latin-ext"} == SCRIPTS[language] - {"latin-ext"}
    assert sum(weights) <= 150_000


def test_serves_the_gallery_nowhere_but_in_demo_and_test(settings: Any) -> None:
    """A real installation shows people's pages only."""
    served = {}
    for kind in ("production", "demo", "test"):
        settings.JANUA_ENV = kind
        for face in ("portal", "workbench"):
            patterns = runpy.run_path(str(URLS / f"{face}.py"))["urlpatterns"]
            served[kind, face] = any(str(pattern.pattern) == "gallery/" for pattern in patterns)
    assert {face_and_kind for face_and_kind, is_served in served.items() if not is_served} == {
        ("production", "portal"), ("production", "workbench"),
    }  # fmt: skip


def test_shows_a_picture_of_what_was_chosen(opened: Any) -> None:
    """A blurred photograph is seen before it is sent; a file that is none shows nothing."""
    page = opened("en", 360, "portal")
    chosen = page.locator("#id_photo")
    chosen.set_input_files({"name": "paper.png", "mimeType": "image/png", "buffer": _PICTURE})
    page.wait_for_selector(".ui-upload__preview img")
    decoded = "async (image) => { await image.decode(); return image.naturalWidth; }"
    assert page.eval_on_selector(".ui-upload__preview img", decoded) == 1
    chosen.set_input_files({"name": "paper.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"})
    assert page.locator(".ui-upload__preview img").count() == 0


def test_counts_what_is_written(opened: Any) -> None:
    """In figures, and in red once it is too much."""
    page = opened("en", 360, "portal")
    told = page.locator("#id_tell-info")
    page.fill("#id_tell", "x" * 12)
    assert "12 / 300" in told.inner_text()
    page.fill("#id_tell", "x" * 301)
    assert "govuk-character-count__message--over" in (told.get_attribute("class") or "")


def test_leads_from_an_error_to_its_box(opened: Any) -> None:
    """The summary has the focus; its link puts it into the box that is wrong."""
    page = opened("en", 360, "portal")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.click(".govuk-error-summary a[href='#id_wrong-born_day']")
    assert page.evaluate("document.activeElement.id") == "id_wrong-born_day"


def test_leaves_nothing_readable_behind(opened: Any, gallery_url: str) -> None:
    """Leaving fast empties the page at once, and going back does not lead to it."""
    page = opened("en", 360, "portal")
    page.goto(f"{gallery_url}/mt/portal/")
    page.evaluate("document.querySelector('.govuk-exit-this-page a').href = '../../en/workbench/'")
    page.click(".govuk-exit-this-page a")
    page.wait_for_url(f"{gallery_url}/en/workbench/")
    page.go_back()
    assert page.url == f"{gallery_url}/en/portal/"


def test_shows_every_page_without_a_script(chromium: Browser, gallery_url: str) -> None:
    """Nothing is hidden that a script would have to bring out, apart from the menu of a narrow screen."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{gallery_url}/en/portal/")
    boxes = page.locator("main input:not([type=hidden]), main select, main textarea, main .govuk-button")
    hidden = [box for box in boxes.all() if not box.is_visible()]
    assert (boxes.count() > 30, hidden) == (True, [])
    context.close()


def test_sees_a_page_laid_out_for_the_other_direction(opened: Any) -> None:
    """What the measuring rests on: Arabic under the style sheet of English is complained of."""
    page = opened("ar", 320, "portal")
    page.evaluate(
        """() => new Promise((done) => {
          const sheet = document.querySelector("link[rel=stylesheet]");
          sheet.onload = done;
          sheet.href = "/static/ui/janua.css";
        })"""
    )
    kinds = {complaint.partition(":")[0] for complaint in page.evaluate(GEOMETRY)}
    assert "mark is not on the start side" in kinds
