"""The product's processes as programs to run: faces, API and the two workers, each under its own database role."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from demo.addresses import Addresses
from demo.installation import Installation
from demo.processes import Program, answers_http

# What the tokens of the demo's identity provider name, wherever it listens, and who we are to it.
ISSUER = "https://eid.example"
CLIENT = "janua-portal"


def api_program(installation: Installation, port: int, *, workers: int = 1) -> Program:
    """Give `janua serve api` at a port of this machine."""
    arguments = ["serve", "api", "--port", str(port), "--workers", str(workers)]
    command, environment = installation.command(arguments)
    return Program("api", command, environment, ready=answers_http(port))


def worker_program(
    installation: Installation, *, payments: bool = False, timing: Mapping[str, float] | None = None
) -> Program:
    """Give `janua work`, or the payments' worker.

    timing   single values of the worker's timing, in seconds; the fault tests shorten them
    """
    command, environment = installation.command(["work", "--payments"] if payments else ["work"])
    if timing:
        environment["JANUA_JOBS"] = ",".join(f"{name}={value}" for name, value in timing.items())
    return Program("payments" if payments else "work", command, environment)


def face_program(
    installation: Installation, face: Literal["portal", "workbench"], addresses: Addresses, *, workers: int = 1
) -> Program:
    """Give `janua serve portal` or `janua serve workbench` at its port of this machine."""
    port = getattr(addresses, face)
    command, environment = installation.command(["serve", face, "--port", str(port), "--workers", str(workers)])
    return Program(face, command, environment, ready=answers_http(port))


def eid_program(installation: Installation, addresses: Addresses, population: Path) -> Program:
    """Give the national identity provider, a stranger to us like every other emulator."""
    places = {
        "--port": addresses.eid,
        "--control-port": addresses.eid_control,
        "--keys": installation.folder / "emulators" / "eid",
        "--population": population,
        "--issuer": ISSUER,
        "--client": CLIENT,
        # Either name of this machine: browsers are sent back to the one that they came from.
        "--redirect": f"{addresses.portal_url}/sign-in/back/",
    }
    arguments = [str(word) for pair in places.items() for word in pair]
    arguments += ["--redirect", f"http://localhost:{addresses.portal}/sign-in/back/"]
    return Program(
        "eid",
        [sys.executable, "-m", "emulators.eid", *arguments],
        installation.foreign_environment(),
        ready=answers_http(addresses.eid_control, "/switches"),
    )
