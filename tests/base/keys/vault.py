"""The emulated key service with its keys and tokens, and clients for it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from emulators import certificates
from janua.base.keys.transit import TransitKeys, TransitSettings
from janua.exchange.outbound import Limits
from tests.emulators.running import Running

WORK = ["encrypt/*", "decrypt/*", "hmac/*", "sign/*", "keys/*"]
NETWORK = ["encrypt/janua-box-inbox"]
KEYS = {
    "janua-kek": "aes256-gcm96",
    "janua-mac-identifiers": "aes256-gcm96",
    "janua-sign-audit": "ed25519",
    "janua-box-inbox": "aes256-gcm96",
}


class Service:
    """The emulator with its keys, and a client for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clients: list[TransitKeys] = []
        certificates.make(folder)
        self.tokens({"s.work": WORK, "s.network": NETWORK})
        self.running = Running("vault", "--state", folder / "state", "--keys", folder)
        for name, kind in KEYS.items():
            self.running.control("make", {"key": name, "type": kind})

    def tokens(self, tokens: dict[str, list[str]]) -> None:
        (self.folder / "tokens.json").write_text(json.dumps(tokens))

    def settings(self, token: str = "s.work", **more: object) -> TransitSettings:
        file = self.folder / f"{token}.token"
        file.write_text(token + "\n")
        address = f"https://127.0.0.1:{self.running.port}/v1/transit"
        limits = Limits(connect_seconds=1.0, total_seconds=1.0)
        return TransitSettings(address, file, self.folder / "ca.pem", limits=limits)

    def client(self, token: str = "s.work") -> TransitKeys:
        self.clients.append(TransitKeys(self.settings(token)))
        return self.clients[-1]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = Service(tmp_path)
    with service.running:
        yield service
        for client in service.clients:
            client.close()
