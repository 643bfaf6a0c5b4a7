"""The calculator of any country's law, alone and without a database: to look at it, change it, and look again."""

import os
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import click

from janua.config.countries import COUNTRIES

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
START = "/calculator/"
# What needs no rows: the calculator itself, the switch of languages, and how the pages look.
_OPEN = (START, "/embed/calculator/", "/language/", "/static/")
_NEEDS_AN_INSTALLATION = ("/calculator/apply/", "/calculator/carry/")


@click.command("calculator")
@click.option("--country", type=click.Choice(sorted(COUNTRIES)), required=True, help="Whose law.")
@click.option("--port", default=8100, show_default=True, type=click.IntRange(1024, 65_535))
def calculator(*, country: str, port: int) -> None:
    """Show the calculator of one country's law in a browser, until Ctrl-C."""
    application = calculator_only(country)
    with make_server("127.0.0.1", port, application, handler_class=_Quiet) as server:
        click.echo(f"http://127.0.0.1:{port}{START}", err=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("The calculator is closed.", err=True)


def calculator_only(country: str) -> Application:
    """The portal of a country with its law and nothing else; every other page leads to the calculator."""
    os.environ |= {"JANUA_ENV": "demo", "JANUA_COUNTRY": country, "JANUA_PROCESS": "portal", "JANUA_TLS": "off"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "janua.config.settings")
    _keep_rows_in_memory()
    import django

    django.setup()
    _answer_for_an_installation()
    from django.core.handlers.wsgi import WSGIHandler

    portal = WSGIHandler()

    def answer(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environment["PATH_INFO"]
        if path.startswith(_OPEN) and not path.startswith(_NEEDS_AN_INSTALLATION):
            return portal(environment, start)
        start("303 See Other", [("Location", START)])
        return [b""]

    return answer


def _keep_rows_in_memory() -> None:
    """Every answer is one transaction, so there must be a database; this one has no table."""
    from janua.config import settings

    settings.DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}


def _answer_for_an_installation() -> None:
    """No new rates and no services: the two things that the calculator would ask the database."""
    from janua.catalogue import queries

    vars(queries).update(rates_in_force=tuple, blueprints_by_programme=lambda *, on: {})  # noqa: ARG005


class _Quiet(WSGIRequestHandler):
    """Writes no line for each page."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the library's own name)
        """Say nothing."""
