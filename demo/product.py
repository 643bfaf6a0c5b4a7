"""The product's processes as programs to run: the API and the two workers, each under its own database role."""

from collections.abc import Mapping

from demo.installation import Installation
from demo.processes import Program, answers_http


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
