"""`python -m tests.faults INSTALLATION ORDERS COMMAND …`: one process of the fault tests."""

import json
import os
import sys
from pathlib import Path

from demo.installation import Installation
from demo.walkthrough.signing_in import start_face
from tests.faults import acting
from tests.faults.striking import arm


def main() -> None:
    folder, orders, command, *arguments = sys.argv[1:]
    installation = Installation.at(Path(folder))
    if command == "api":
        os.environ["JANUA_FAULT_ORDERS"] = orders
        acting.serve_api(int(arguments[0]))
        return
    if command in ("work", "payments"):
        acting.serve(command, Path(orders))
        return
    start_face(installation)
    arm("face", Path(orders))
    sys.stdout.write(json.dumps(acting.COMMANDS[command](installation, *arguments)) + "\n")


if __name__ == "__main__":
    main()
