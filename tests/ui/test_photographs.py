"""Every component photographed in four languages: something is drawn, within its frame, and Arabic is no mirror missed.

Set JANUA_PICTURES to a folder to keep the photographs for people to look at.
"""

import io
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser

pytestmark = pytest.mark.long
LANGUAGES = ("en", "mt", "ar", "uk")
# Told to who listens to the page or uses the keyboard; the way out stands at the edge of the window, in no frame.
UNSEEN = {"visually_hidden", "skip_link", "exit_page"}


def _photographed(browser: Browser, address: str, language: str) -> dict[str, Image.Image]:
    """Each example of each component on a narrow screen, by its name and number."""
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(f"{address}/{language}/portal/")
    page.evaluate("document.fonts.ready")
    whole = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    places: list[dict[str, Any]] = page.evaluate(
        """() => [...document.querySelectorAll("section[data-component]")].map(one => {
            const box = one.getBoundingClientRect();
            return {name: one.getAttribute("aria-label"), left: box.left + scrollX, top: box.top + scrollY,
                    right: box.right + scrollX, bottom: box.bottom + scrollY};
        })"""
    )
    page.close()
    return {
        one["name"]: whole.crop((int(one["left"]), int(one["top"]), int(one["right"]), int(one["bottom"])))
        for one in places
    }


def _is_blank(photograph: Image.Image) -> bool:
    """Whether all of it has one colour."""
    corner = Image.new("RGB", photograph.size, photograph.getpixel((0, 0)))
    return ImageChops.difference(photograph, corner).getbbox() is None


def _keep(photographs: dict[str, Image.Image], language: str) -> None:
    if folder := os.environ.get("JANUA_PICTURES"):
        for name, photograph in photographs.items():
            place = Path(folder) / language
            place.mkdir(parents=True, exist_ok=True)
            if min(photograph.size):
                photograph.save(place / f"{name.replace(' ', '-')}.png")


def test_photographs_show_every_component_in_every_language(chromium: Browser, gallery_url: str) -> None:
    found = {language: _photographed(chromium, gallery_url, language) for language in LANGUAGES}
    for language, photographs in found.items():
        _keep(photographs, language)

    blank = [
        (language, name)
        for language, photographs in found.items()
        for name, photograph in photographs.items()
        if name.rpartition(" ")[0] not in UNSEEN and (min(photograph.size) == 0 or _is_blank(photograph))
    ]
    # What has words looks different in another script; a picture that is the same was not put into that language.
    alike = [
        name
        for name, photograph in found["en"].items()
        if name.rpartition(" ")[0] not in UNSEEN and photograph.tobytes() == found["ar"][name].tobytes()
    ]
    assert (blank, alike) == ([], [])
