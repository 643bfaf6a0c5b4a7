"""Every address of the process that faces other systems: one that is new here must be looked at first."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver

from janua.config.urls.api import urlpatterns

KNOWN = {
    # address → (view, methods that it answers)
    "dci/registry/on-search": ("janua.api.dci.views.receive_message", "POST"),
    "dci/registry/on-subscribe": ("janua.api.dci.views.receive_message", "POST"),
    "dci/registry/notify": ("janua.api.dci.views.receive_message", "POST"),
}


def _addresses(patterns: list[Any], before: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            view: Any = pattern.callback
            yield here, f"{view.__module__}.{view.__qualname__}"


def test_addresses_are_those_of_the_census() -> None:
    assert dict(_addresses(list(urlpatterns))) == {address: view for address, (view, _) in KNOWN.items()}
