"""Makes the checkout importable from anywhere in its virtual environment, and puts `.venv/bin/janua` in place.

Instead of an editable install, which would fetch and run a build system. tools/setup runs it with the
environment's Python.
"""

import shlex
import sys
import sysconfig
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent

# -P: a folder called `janua` where the command is called must not hide the product.
COMMAND = """#!/bin/sh
exec {python} -P -c 'import sys; sys.argv[0] = "janua"; from janua.cli.main import main; sys.exit(main())' "$@"
"""


def place() -> None:
    """Write the path file and the command of the environment this Python belongs to."""
    packages = Path(sysconfig.get_path("purelib"))
    (packages / "janua_checkout.pth").write_text(f"{CHECKOUT}\n", encoding="utf-8")
    command = Path(sys.prefix) / "bin" / "janua"
    python = Path(sys.prefix) / "bin" / "python"
    command.write_text(COMMAND.format(python=shlex.quote(str(python))), encoding="utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    place()
