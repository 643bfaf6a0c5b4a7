"""Foreign systems of a demo: where each listens, its key files, and what our partners file says of it."""

import http.client
import json
import sys
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from demo.addresses import Addresses
from demo.installation import Installation
from demo.processes import Program, answers_http, free_ports
from demo.product import CLIENT, ISSUER
from emulators.certificates import make as make_certificates
from emulators.keys import own_key
from janua.base.keys.folder import KeyFolder

# Who we are to partners.
US = "janua.example"
OUR_KEY = "1"
SUBSYSTEM = "MT/GOV/DSS/janua"
DCI_REGISTERS = ("civil", "revenue")
JOBSPLUS_SERVICE = "MT/GOV/JOBSPLUS/registers/employment"
# Where each emulator listens now, for whoever gives one an order from outside.
PORTS = "ports.json"
EMULATORS = ("civil", "revenue", "jobsplus", "bank")


@dataclass(frozen=True)
class Foreign:
    """The emulators of one installation: their ports, and the folders where they keep keys and state.

    ports      emulator → its protocol's port; `NAME.control` → its control address
    population folder that the registers know
    returns    payments that the bank sends back, in a thousand
    closed     accounts that were closed: what is paid into them comes back
    doors      where the faces and the identity provider are; None where there are none
    """

    installation: Installation
    population: Path
    api_port: int
    returns: int = 0
    closed: tuple[str, ...] = ()
    doors: Addresses | None = None
    ports: dict[str, int] = field(
        default_factory=lambda: dict(
            zip(
                [*EMULATORS, *(f"{name}.control" for name in EMULATORS)],
                free_ports(2 * len(EMULATORS)),
                strict=True,
            )
        )
    )

    @property
    def folder(self) -> Path:
        """Where the emulators keep what is theirs."""
        return self.installation.folder / "emulators"

    @property
    def keys(self) -> Path:
        """The keys of the emulators, and the public keys that they were given."""
        return self.folder / "keys"

    @property
    def certificates(self) -> Path:
        """The authority of the demo, the bank's certificate and ours for the bank."""
        return self.folder / "certificates"

    def exchange_keys(self) -> None:
        """Make the foreign systems' keys, hand ours over, and write our partners file."""
        self.keys.mkdir(parents=True, exist_ok=True)
        self._hand_over_certificate()
        ours = KeyFolder(self.installation.keys / "work").public_key("partners")
        pem = Ed25519PublicKey.from_public_bytes(ours).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        (self.keys / f"{US}.pub.pem").write_bytes(pem)
        self.installation.name_partners(self._partners())
        (self.folder / PORTS).write_text(json.dumps(self.ports))

    @property
    def _bank_client(self) -> Path:
        return self.installation.keys / "payments"

    def _hand_over_certificate(self) -> None:
        """Give the payments worker what opens the bank's counter."""
        if (self.certificates / "ca.pem").exists():
            return
        make_certificates(self.certificates)
        (self.certificates / "janua-payments.pem").rename(self._bank_client / "bank-client.pem")
        (self.certificates / "janua-payments.key").rename(self._bank_client / "bank-client-key.pem")

    def programs(self) -> list[Program]:
        """The emulators as programs to run."""
        environment = self.installation.foreign_environment()
        return [
            Program(
                name, self._command(name), environment, ready=answers_http(self.ports[f"{name}.control"], "/switches")
            )
            for name in EMULATORS
        ]

    def _partners(self) -> dict[str, dict[str, Any]]:
        entries: dict[str, dict[str, Any]] = {
            "us": {
                "sender_id": US,
                "key_id": OUR_KEY,
                "reply_to": f"http://127.0.0.1:{self.api_port}/dci",
                "xroad_client": SUBSYSTEM,
                "ca_file": str(self.certificates / "ca.pem"),
            }
        }
        for name in DCI_REGISTERS:
            raw = own_key(self.keys, f"{name}.example").public_key().public_bytes_raw()
            entries[name] = {
                "wire": "dci",
                "sender_id": f"{name}.example",
                "address": f"http://127.0.0.1:{self.ports[name]}",
                "keys": [{"key_id": "1", "public_key": b64encode(raw).decode()}],
            }
        entries["jobsplus"] = {
            "wire": "xroad",
            "sender_id": JOBSPLUS_SERVICE,
            "address": f"http://127.0.0.1:{self.ports['jobsplus']}",
        }
        entries["bank"] = {
            "address": f"https://127.0.0.1:{self.ports['bank']}",
            "ca_file": str(self.certificates / "ca.pem"),
            # The payments worker's keys hold it; the file names where, and no other process has that folder.
            "certificate": str(self._bank_client / "bank-client.pem"),
            "key": str(self._bank_client / "bank-client-key.pem"),
        }
        if self.doors is not None:
            entries["eid"] = {"address": self.doors.eid_url, "issuer": ISSUER, "client_id": CLIENT}
        return entries

    def _command(self, name: str) -> list[str]:
        places = {
            "--port": self.ports[name],
            "--control-port": self.ports[f"{name}.control"],
            "--state": self.folder / name,
            "--keys": self.certificates if name == "bank" else self.keys,
        }
        if name != "bank":
            places["--population"] = self.population
        if name in DCI_REGISTERS:
            places |= {"--partner-id": US, "--partner-url": f"http://127.0.0.1:{self.api_port}/dci"}
        if name == "bank":
            places["--returns"] = self.returns
            places |= {"--today": self.installation.today} if self.installation.today else {}
        arguments = [str(word) for pair in places.items() for word in pair]
        if name == "bank":
            arguments += [word for account in self.closed for word in ("--closed", account)]
        return [sys.executable, "-m", f"emulators.{name}", *arguments]


def order(foreign: Foreign, name: str, path: str, value: Any = None, *, method: str = "") -> Any:
    """Give an emulator an order, or ask its journal; what a foreign office's own staff would do."""
    body = None if value is None else json.dumps(value)
    control = http.client.HTTPConnection("127.0.0.1", foreign.ports[f"{name}.control"], timeout=10)
    try:
        control.request(method or ("GET" if body is None else "POST"), f"/{path}", body)
        answer = json.loads(control.getresponse().read())
    finally:
        control.close()
    return answer
