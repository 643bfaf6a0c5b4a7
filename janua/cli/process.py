"""How a command becomes one of the product's processes, or ends with one clear line."""

import click


class EnvironmentRefusal(click.ClickException):
    """The environment does not let the command run: one line, exit status 3."""

    exit_code = 3


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
