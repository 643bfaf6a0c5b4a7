"""What the process hears of itself: how other systems were found, and what broke on a page."""

from sys import exc_info
from typing import Any

from django.conf import settings

from janua.base.counters import count_failure, count_key_error, count_outbound
from janua.base.keys.datakeys import KeyDestroyed
from janua.base.keys.envelope import KeysError

UNKNOWN = "other"
KEYS = "keys"


def hear_outbound(url: str, outcome: str, seconds: float) -> None:
    """Count a request to another system under the name that the partners file gives it."""
    count_outbound(partner=partner_at(url), outcome=outcome, seconds=seconds)


def partner_at(url: str) -> str:
    """The partner whose address this is; *other* where the partners file names none."""
    found = [(len(base), name) for base, name in _bases() if url == base or url.startswith(base + "/")]
    return max(found)[1] if found else UNKNOWN


def hear_failure(sender: Any, **told: Any) -> None:  # noqa: ARG001  (the signal's)
    """Count an unexpected error of a page, and of the key store among them."""
    error = exc_info()[1]
    match = getattr(told.get("request"), "resolver_match", None)
    count_failure(where=match.view_name if match else "none")
    if isinstance(error, KeysError) and not isinstance(error, KeyDestroyed):
        count_key_error(error=type(error).__name__)


def _bases() -> list[tuple[str, str]]:
    # The key store may be a service too.
    service = getattr(settings.JANUA_KEYS, "address", "")
    return ([(service.rstrip("/"), KEYS)] if service else []) + [
        (str(address).rstrip("/"), name)
        for name, partner in settings.JANUA_PARTNERS.items()
        for address in (partner.get("address", ""), *partner.get("also", ()))
        if address
    ]
