"""`tools/browser`: a missing browser is one line and status 3."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _run(named: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"JANUA_CHROMIUM": str(named)}
    return subprocess.run([ROOT / "tools" / "browser"], env=environment, capture_output=True, text=True, check=False)


def test_browser_that_is_named_and_missing_is_one_line(tmp_path: Path) -> None:
    done = _run(tmp_path / "no-browser")

    assert (done.returncode, done.stdout, done.stderr) == (
        3,
        "",
        f"janua: the tests of pages need a browser, and there is none at {tmp_path}/no-browser; on Debian install it"
        " with: apt install chromium\n",
    )


def test_browser_that_is_there_is_taken(tmp_path: Path) -> None:
    named = tmp_path / "browser"
    named.write_text("#!/bin/sh\n")
    named.chmod(0o755)

    assert (_run(named).returncode, _run(named).stderr) == (0, "")
