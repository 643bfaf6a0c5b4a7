"""The bank's counter over HTTPS: files are put there and fetched from there.

The partners file names it: {"bank": {"address": "https://…", "ca_file": authority it is trusted by, "certificate" and
"key": our client certificate}}. Only the payments worker can read the key.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self
from urllib.parse import quote

from django.conf import settings

from janua.exchange.outbound import Answer, Limits, Outbound

_LIMITS = Limits(connect_seconds=5, total_seconds=300, most_bytes=1_000_000_000)
NAME = "bank"


class BankNotReady(RuntimeError):
    """The bank answered otherwise than agreed; what was asked is asked again later."""


def has_bank() -> bool:
    """Whether this process was told of a bank."""
    return NAME in settings.JANUA_PARTNERS


class Bank:
    """One connection to the bank's counter; use it in a `with`, and hold no transaction meanwhile."""

    def __init__(self) -> None:
        entry: Mapping[str, Any] = settings.JANUA_PARTNERS[NAME]
        self._address = str(entry["address"]).rstrip("/")
        certificate = (Path(entry["certificate"]), Path(entry["key"])) if "certificate" in entry else None
        ca_file = Path(entry["ca_file"]) if entry.get("ca_file") else None
        self._outbound = Outbound([self._address], ca_file=ca_file, certificate=certificate, limits=_LIMITS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._outbound.close()

    def put(self, name: str, content: Path) -> Answer:
        """Give the bank a file; its answer, whatever it is. Raises OutboundFailed."""
        return self._outbound.request("PUT", f"{self._address}/files/{quote(name, safe='')}", content=content)

    def names(self) -> list[str]:
        """Names of the files that the bank has for us. Raises OutboundFailed, BankNotReady."""
        answer = self._outbound.request("GET", f"{self._address}/files")
        if answer.status != 200:
            raise BankNotReady(f"The bank's list of files has status {answer.status}.")
        try:
            return [str(file["name"]) for file in json.loads(answer.content)["files"]]
        except (ValueError, KeyError, TypeError) as error:
            raise BankNotReady("The bank's list of files cannot be read.") from error

    def fetch(self, name: str, into: BinaryIO) -> None:
        """Fetch one file. Raises OutboundFailed, BankNotReady."""
        answer = self._outbound.request("GET", f"{self._address}/files/{quote(name, safe='')}", into=into)
        if answer.status != 200:
            raise BankNotReady(f"The bank's file {name} has status {answer.status}.")
