"""`janua serve`: the processes that answer addresses, one a network zone."""

import os
import socket

import click

from janua.cli.process import EnvironmentRefusal, start_process

FACES = ("portal", "workbench", "api")


@click.command("serve")
@click.argument("face", type=click.Choice(FACES))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64), help="Threads of a worker.")
def serve(*, face: str, host: str, port: int, workers: int, threads: int) -> None:
    """Serve one face of Janua over HTTP; a proxy in front speaks TLS."""
    _require_free(host, port)
    os.environ["JANUA_PROCESS"] = face
    # Asked here as well as in each worker: one clear line, and no restarts.
    start_process(face)

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


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise EnvironmentRefusal(f"Port {port} of {host} cannot be used: {error.strerror}.") from error
