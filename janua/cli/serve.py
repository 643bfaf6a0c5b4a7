"""`janua serve`: the processes that answer addresses, one a network zone."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from janua.cli.process import health_option, require_free, start_process

FACES = ("portal", "workbench", "api")
# Beside those who work and those who wait: threads that tell the others when to come back.
AT_THE_DOOR = 16


@click.command("serve")
@click.argument("face", type=click.Choice(FACES))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64), help="Threads of a worker.")
@click.option(
    "--seats",
    default=64,
    show_default=True,
    type=click.IntRange(1, 512),
    help="Requests that may wait for a thread of a worker; others are asked to come back.",
)
@health_option
def serve(
    *, face: str, host: str, port: int, workers: int, threads: int, seats: int, health: tuple[str, int] | None
) -> None:
    """Serve one face of Janua over HTTP; a proxy in front speaks TLS."""
    require_free(host, port)
    os.environ["JANUA_PROCESS"] = face
    with TemporaryDirectory(prefix="janua-health-") as folder:
        # The workers add their numbers up in files here, and leave their signs of life.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        # Asked here as well as in each worker: one clear line, and no restarts.
        start_process(face)
        if health:
            _answer_operators(health, Path(folder))
        os.environ |= {"JANUA_DESKS": str(threads), "JANUA_SEATS": str(seats)}
        _serve(host, port, workers, threads + seats + AT_THE_DOOR)


def _serve(host: str, port: int, workers: int, threads: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "janua.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        log_access=False,
    ).serve()


def _answer_operators(health: tuple[str, int], folder: Path) -> None:
    from janua.base.health.pulse import read_signs
    from janua.base.health.server import HealthServer

    HealthServer(*health, signs=lambda: read_signs(folder), told=False).start()
