"""`python -m demo calculator`: any country's calculator in a browser, with no database anywhere."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from tests.browser.installed import five_in_a_row

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 60


def _read(address: str, **said: str) -> str:
    until = time.monotonic() + _PATIENCE
    while True:
        with contextlib.suppress(URLError), urlopen(address, urlencode(said).encode() if said else None) as answer:
            content: bytes = answer.read()
            return content.decode()
        assert time.monotonic() < until, f"nothing answers at {address}"
        time.sleep(0.1)


@pytest.mark.parametrize(("country", "told"), [("eg", "Takaful"), ("tt", "Senior Citizens")])
def test_shows_a_countrys_calculator_and_nothing_else(country: str, told: str) -> None:
    port = five_in_a_row()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JANUA_")}
    command = [sys.executable, "-m", "demo", "calculator", "--country", country, "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            at = f"http://127.0.0.1:{port}"
            begun = _read(f"{at}/calculator/")
            household = {"step": "household", "partner": "none", "children": "0", "others": "0"}
            born = {"born_day": "3", "born_month": "5", "born_year": "1950"}
            asked = _read(f"{at}/calculator/", **household, **born)
            elsewhere = _read(f"{at}/sign-in/")
        finally:
            process.terminate()

    assert told in begun
    assert 'name="question"' in asked
    assert told in elsewhere
