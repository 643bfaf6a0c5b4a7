"""How a command becomes one of the product's processes, or ends with one clear line."""

import socket

import click


class EnvironmentRefusal(click.ClickException):
    """The environment does not let the command run: one line, exit status 3."""

    exit_code = 3


class _Address(click.ParamType):  # type: ignore[type-arg]  # without parameters in older releases
    """HOST:PORT, or a port of loopback."""

    name = "address"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        host, _, port = str(value).rpartition(":")
        if not port.isdecimal() or not 0 < int(port) < 65536:
            self.fail(f"{value} is no address: write 127.0.0.1:9101.", param, ctx)
        host = host.strip("[]") or "127.0.0.1"
        require_free(host, int(port))
        return host, int(port)


health_option = click.option(
    "--health",
    type=_Address(),
    envvar="JANUA_HEALTH",
    metavar="HOST:PORT",
    help="Where operators ask /live, /ready and /metrics; never an address that the public reaches.",
)


def require_free(host: str, port: int) -> None:
    """Refuse to start where somebody else listens already. Raises EnvironmentRefusal."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise EnvironmentRefusal(f"Port {port} of {host} cannot be used: {error.strerror}.") from error


def start_process(process: str) -> None:
    """Set Django up as this process; say in one line, with exit status 3, why it cannot be."""
    from django.db import connection
    from django.db.utils import OperationalError

    from janua.config.environment import PROCESSES, WrongEnvironment
    from janua.config.production import ProductionRefused
    from janua.config.start import start

    known = next(name for name in PROCESSES if name == process)
    try:
        start(known)
        connection.ensure_connection()
        connection.close()
    except (WrongEnvironment, ProductionRefused) as error:
        raise EnvironmentRefusal(str(error)) from error
    except OperationalError as error:
        raise EnvironmentRefusal(f"No database at DATABASE_URL: {str(error).splitlines()[0]}") from error
