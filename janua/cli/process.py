"""How a command becomes one of the product's processes, or ends with one clear line."""

import click


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
        raise environment_refusal(str(error)) from error
    except OperationalError as error:
        raise environment_refusal(f"No database at DATABASE_URL: {str(error).splitlines()[0]}") from error


def environment_refusal(message: str) -> click.ClickException:
    """Give the exception that ends a command with one line and exit status 3."""
    refusal = click.ClickException(message)
    refusal.exit_code = 3
    return refusal
