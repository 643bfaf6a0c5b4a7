"""One demo installation in one folder: server, database, keys, partners, and the environment of each process."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from demo.addresses import Addresses
from demo.cluster import Cluster
from demo.cluster.binaries import find_binaries
from demo.cluster.supervisor import SUPERUSER
from demo.database import ROOT, make_database
from demo.keys import make_keys
from janua.base.row_security.roles import BACKUP, OWNER
from janua.config.environment import Process

DATABASE = "janua"
ROLE_OF: Mapping[str, str] = {
    "portal": "janua_portal",
    "workbench": "janua_workbench",
    "api": "janua_api",
    "work": "janua_work",
    "payments": "janua_payments",
    "owner": OWNER,
}


@dataclass(frozen=True)
class Installation:
    """Everything that belongs to one demo: `folder` holds it all and can be deleted.

    durable    whether the server waits for the disk; the fault tests need it, a laptop's demo does not lose by it
    addresses  where its doors are; None where it has none
    """

    folder: Path
    country: str = "mt"
    today: date | None = None
    durable: bool = True
    binaries: Path | None = None
    addresses: Addresses | None = None

    @classmethod
    def at(cls, folder: Path) -> "Installation":
        """Find the installation that was made in a folder, as it was made.

        Raises   FileNotFoundError
        """
        record: dict[str, Any] = json.loads((folder / "installation.json").read_text())
        today = record["today"]
        return cls(
            folder=folder,
            country=record["country"],
            today=date.fromisoformat(today) if today else None,
            durable=record["durable"],
            binaries=Path(record["binaries"]) if record["binaries"] else None,
            addresses=Addresses(**record["addresses"]) if record.get("addresses") else None,
        )

    @property
    def cluster(self) -> Cluster:
        """The server."""
        return Cluster(self.folder / "postgres", binaries=self.binaries, durable=self.durable)

    @property
    def keys(self) -> Path:
        """The folder of the demo's keys: one folder in it a process."""
        return self.folder / "keys"

    @property
    def partners(self) -> Path:
        """The file of the systems that may be spoken to."""
        return self.folder / "partners.json"

    def start(self) -> None:
        """Leave the server running with a migrated database, marked as a demo's."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._record()
        if not self.partners.exists():
            self.name_partners({})
        make_keys(self.keys)
        cluster = self.cluster
        cluster.start()
        make_database(cluster, DATABASE, kind="demo", country=self.country)

    def stop(self) -> None:
        """Stop the server; everything stays."""
        self.cluster.stop()

    def remove(self) -> None:
        """Stop the server and delete everything."""
        self.cluster.remove()

    def name_partners(self, partners: Mapping[str, Mapping[str, Any]]) -> None:
        """Write who may be spoken to: name → address and key."""
        self.partners.write_text(json.dumps(partners, indent=1))

    def environment(self, process: Process, *, superuser: bool = False) -> dict[str, str]:
        """Give the environment of one of the product's processes."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("JANUA_", "DJANGO_"))}
        role = SUPERUSER if superuser else ROLE_OF[process]
        environment = inherited | {
            "JANUA_ENV": "demo",
            "JANUA_PROCESS": process,
            "JANUA_COUNTRY": self.country,
            "JANUA_TLS": "off",
            "JANUA_KEYS": str(self.keys / process),
            "JANUA_PARTNERS": str(self.partners),
            "JANUA_DOCUMENTS": str(self.folder / "documents"),
            "JANUA_PORTAL": self.addresses.portal_url if self.addresses else "",
            "DATABASE_URL": self.cluster.url(role, DATABASE),
            "DJANGO_SETTINGS_MODULE": "janua.config.settings",
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }
        return environment | ({"JANUA_TODAY": self.today.isoformat()} if self.today is not None else {})

    def foreign_environment(self) -> dict[str, str]:
        """Give the environment of somebody else's system, which knows neither our database nor our keys."""
        ours = self.environment("work")
        return {name: value for name, value in ours.items() if not name.startswith(("JANUA_", "DATABASE", "DJANGO_"))}

    def command(self, arguments: Sequence[str]) -> tuple[list[str], dict[str, str]]:
        """Give the product's command with these arguments, and the environment that fits it."""
        process = process_of(arguments)
        superuser = list(arguments[:2]) == ["db", "roles"]
        environment = self.environment(process, superuser=superuser)
        if arguments[:1] == ["backup"]:
            environment["DATABASE_URL"] = self.cluster.url(BACKUP, DATABASE)
        if arguments[:1] in (["backup"], ["restore"]):
            environment["JANUA_PG_BIN"] = str(find_binaries(self.binaries))
        return [*JANUA, *arguments], environment

    def _record(self) -> None:
        record = {
            "country": self.country,
            "today": self.today.isoformat() if self.today else None,
            "durable": self.durable,
            "binaries": str(self.binaries) if self.binaries else None,
            "addresses": asdict(self.addresses) if self.addresses else None,
        }
        (self.folder / "installation.json").write_text(json.dumps(record))


JANUA = (sys.executable, "-c", "from janua.cli.main import main; main()")


def process_of(arguments: Sequence[str]) -> Process:
    """Say as which process a command of the product runs."""
    if arguments[:1] == ["serve"]:
        return next((name for name in ("api", "portal", "workbench") if name in arguments), "api")
    if arguments[:1] == ["work"]:
        return "payments" if "--payments" in arguments else "work"
    return "owner" if arguments[:1] in (["db"], ["catalogue"]) else "work"
