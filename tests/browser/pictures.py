"""Take the pictures of docs/pictures: five pages, on a phone and on a desk, in English and in Arabic.

    .venv/bin/python -m tests.browser.pictures docs/pictures

On a demo of its own, whose people exist nowhere. Run again when the look has changed.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

DEVICES: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
    "desk": {"viewport": {"width": 1280, "height": 860}},
}
LANGUAGES = ("en", "ar")
COLOURS = 128
SERVICE = "childrens-allowance"


def main(folder: Path) -> None:
    """Take every picture."""
    from playwright.sync_api import Browser, Page, sync_playwright

    from tests.browser.conftest import FLAGS, choose_language, chromium, sign_in_citizen, sign_in_officer
    from tests.browser.installed import Installed, running_demo

    def shoot(page: Page, address: str, name: str, device: str, language: str) -> None:
        response = page.goto(address)
        assert response, address
        assert response.status == 200, (address, response.status)
        # What moves in has arrived, and the fonts are there.
        page.evaluate("() => document.fonts.ready")
        _keep(page.screenshot(), folder / f"{name}-{device}-{language}.png")

    @contextmanager
    def page_of(browser: Browser, device: str) -> Iterator[Page]:
        context = browser.new_context(**DEVICES[device], locale="en-GB", reduced_motion="reduce")
        yield context.new_page()
        context.close()

    def portal(installed: Installed, browser: Browser, device: str, language: str) -> None:
        url, known = installed.portal_url, installed.known
        with page_of(browser, device) as page:
            sign_in_citizen(page, installed, known.family("three_children")["mother"])
            choose_language(page, language)
            shoot(page, f"{url}/", "front", device, language)
            page.goto(f"{url}/apply/{SERVICE}/")
            page.locator("main form button").first.click()
            shoot(page, f"{url}/apply/{SERVICE}/step/known/", "known-facts", device, language)
        with page_of(browser, device) as page:
            mother = known.family("walkthrough")["mother"]
            sign_in_citizen(page, installed, mother)
            choose_language(page, language)
            decision = installed.rows(_DECISION, installed.person(mother))[0]["id"]
            shoot(page, f"{url}/mine/decisions/{decision}/", "decision", device, language)

    def workbench(installed: Installed, browser: Browser, device: str, language: str) -> None:
        url = installed.workbench_url
        claim = installed.rows(_CLAIM, installed.person(installed.known.family("contradiction")["mother"]))[0]["id"]
        run = installed.rows("SELECT id FROM payments_run WHERE state = 'prepared'")[0]["id"]
        for login, address, name in (("case", f"/claims/{claim}/", "case"), ("approves", f"/runs/{run}/", "run")):
            with page_of(browser, device) as page:
                sign_in_officer(page, installed, login)
                choose_language(page, language)
                shoot(page, url + address, name, device, language)

    folder.mkdir(parents=True, exist_ok=True)
    with running_demo(people=2_000) as installed, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        for device in DEVICES:
            for language in LANGUAGES:
                portal(installed, browser, device, language)
                workbench(installed, browser, device, language)
        browser.close()


_DECISION = (
    "SELECT d.id FROM casework_decision d JOIN casework_claim c ON c.id = d.claim_id"
    " WHERE c.claimant_id = %s AND c.programme = 'MT-CA'"
)
_CLAIM = "SELECT id FROM casework_claim WHERE claimant_id = %s AND programme = 'MT-CA'"


def _keep(shot: bytes, file: Path) -> None:
    """Write a picture with few colours, which is a quarter of its size and looks the same."""
    picture = Image.open(BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(file, optimize=True)


if __name__ == "__main__":
    os.environ |= {"JANUA_ENV": "test", "DJANGO_SETTINGS_MODULE": "janua.config.settings"}
    import django

    django.setup()
    main(Path(sys.argv[1]))
