"""Run the program of a scanner to its end: on this machine alone, bounded in time."""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

SCANNERS = Path(__file__).resolve().parents[2] / ".tools" / "scanners"
# What each seat of each scanner may take, more or less; the longest bound of a scanner is thrice that.
SECONDS = int(os.environ.get("JANUA_SCAN_SECONDS", "180"))


def run(scanner: str, arguments: Sequence[str], *, program: str = "") -> "subprocess.CompletedProcess[str]":
    """Run a scanner within thrice its own bound; what it leaves in its home is thrown away."""
    command = [str(SCANNERS / scanner / "bin" / (program or scanner)), *arguments]
    with tempfile.TemporaryDirectory() as folder:
        own = {**os.environ, "HOME": folder}
        bound = 3 * SECONDS + 120
        return subprocess.run(
            command, cwd=folder, env=own, input="", capture_output=True, text=True, timeout=bound, check=False
        )
