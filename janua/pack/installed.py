"""The one country of this installation, put here at start by `janua.config`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from janua.pack.country import Country


class NoCountry(RuntimeError):
    """No country's pack was installed: start through `janua.config`, with JANUA_COUNTRY naming one."""


_installed: "Country | None" = None


def install(chosen: "Country") -> None:
    """Make a country's pack the one of this process."""
    global _installed  # noqa: PLW0603  (a process serves one country, from start to end)
    _installed = chosen


def country() -> "Country":
    """The pack of this installation's country.

    Raises   NoCountry
    """
    if _installed is None:
        raise NoCountry("No country's pack is installed: start through janua.config.")
    return _installed
