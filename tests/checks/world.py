"""Real registers as processes, our API served, a database of its own; the worker's loops are run by hand."""

import json
import os
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.test import override_settings
from psycopg.rows import dict_row

from demo.processes import Processes, Program, answers_http, free_port
from emulators.keys import own_key
from janua.base.actors import acting_as, system_actor
from janua.base.keys.folder import KeyFolder
from janua.checks.actions.check import Asked, ask_all
from janua.checks.jobs import keep_partners, send_questions, take_up_messages
from tests.checks.factories import TODAY
from tests.checks.messages import US
from tests.database import RunningDatabase, TestServer
from tests.emulators.running import ROOT, Running

JANUA = (sys.executable, "-c", "from janua.cli.main import main; main()")
EXCHANGE = system_actor("exchange")


@dataclass
class World:
    """What a test steps into: registers by name, partners' settings, the processes."""

    database: RunningDatabase
    registers: dict[str, Running]
    partners: dict[str, Any]
    processes: Processes
    environment: dict[str, str]
    superuser: "psycopg.Connection[dict[str, Any]]"

    @contextmanager
    def as_worker(self) -> Iterator[None]:
        """Be the worker in this process, signed in as its role."""
        with self.database.as_django("janua_work"), override_settings(JANUA_PARTNERS=self.partners):
            yield

    def ask(self, subject: UUID, register: str, kind: str, ground: str) -> UUID:
        """Ask as casework does."""
        asked = Asked(subject, register, kind, ground, about_on=TODAY, deadline_on=TODAY.replace(year=2030))
        with self.as_worker(), acting_as(system_actor("assessor")):
            (check,) = ask_all(asked=[asked])
        return check.id

    def send(self) -> None:
        """One round of the sending loop."""
        with self.as_worker():
            keep_partners()
            send_questions()

    def take_up(self) -> None:
        """One round of the inbox loop."""
        with self.as_worker(), acting_as(EXCHANGE):
            take_up_messages()

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Look, as superuser."""
        return self.superuser.execute(query.encode(), values).fetchall()

    def check(self, check_id: UUID) -> tuple[str, str, int]:
        """State, trouble and attempts of a check."""
        (row,) = self.rows("SELECT state, last_trouble, attempts FROM checks_check WHERE id = %s", check_id)
        return row["state"], row["last_trouble"], row["attempts"]

    def inbox(self) -> int:
        """How many messages were ever kept."""
        return int(self.rows("SELECT count(*) AS n FROM checks_received")[0]["n"])

    def make_due(self) -> None:
        """Let the pause be over."""
        self.superuser.execute("UPDATE checks_check SET next_attempt_at = now() - interval '1 second'")

    def journal(self, register: str, what: str = "sent") -> list[dict[str, Any]]:
        """What came and went at a register."""
        return [entry for entry in self.registers[register].control("journal") if entry["what"] == what]

    def start_worker(self) -> None:
        """Start `janua work` as a process of its own."""
        environment = self.environment | {"DATABASE_URL": self.database.url("janua_work"), "JANUA_PROCESS": "work"}
        self.processes.start(Program("work", (*JANUA, "work"), environment))


def until(condition: Callable[[], bool], seconds: float = 15.0) -> None:
    """Wait for something that other processes do."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.03)


@contextmanager
def world(server: TestServer, folder: Path) -> Iterator[World]:
    """Start everything, and take it away again."""
    database = server.clone()
    port = free_port()
    with ExitStack() as stack:
        stack.callback(database.drop)
        registers = _registers(stack, folder, port)
        partners = _partners(registers, folder / "keys", port)
        (folder / "partners.json").write_text(json.dumps(partners))
        environment = os.environ | {
            "JANUA_ENV": "test",
            "JANUA_TLS": "off",
            "JANUA_TODAY": TODAY.isoformat(),
            "JANUA_PARTNERS": str(folder / "partners.json"),
            "PYTHONPATH": str(ROOT),
        }
        processes = stack.enter_context(Processes(folder / "processes"))
        command = (*JANUA, "serve", "api", "--port", str(port), "--workers", "1")
        api = environment | {"DATABASE_URL": database.url("janua_api"), "JANUA_PROCESS": "api"}
        processes.start(Program("api", command, api, ready=answers_http(port)))
        superuser = psycopg.connect(database.url(server.superuser), autocommit=True, row_factory=dict_row)
        stack.enter_context(superuser)
        with override_settings(JANUA_TODAY=TODAY):
            yield World(database, registers, partners, processes, dict(environment), superuser)


def _registers(stack: ExitStack, folder: Path, port: int) -> dict[str, Running]:
    population, keys = folder / "population", folder / "keys"
    keys.mkdir()
    ours = KeyFolder(Path(str(settings.JANUA_KEYS))).public_key("partners")
    pem = Ed25519PublicKey.from_public_bytes(ours).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (keys / f"{US}.pub.pem").write_bytes(pem)
    places = ["--population", population, "--keys", keys]
    running = {}
    for name in ("civil", "revenue", "jobsplus"):
        partner = [] if name == "jobsplus" else ["--partner-id", US, "--partner-url", f"http://127.0.0.1:{port}/dci"]
        running[name] = stack.enter_context(Running(name, *places, "--state", folder / name, *partner))
    return running


def _partners(registers: dict[str, Running], keys: Path, port: int) -> dict[str, Any]:
    reply_to = f"http://127.0.0.1:{port}/dci"
    entries: dict[str, Any] = {
        "us": {"sender_id": US, "key_id": "1", "reply_to": reply_to, "xroad_client": "MT/GOV/DSS/janua"},
        "jobsplus": {
            "wire": "xroad",
            "sender_id": "MT/GOV/JOBSPLUS/registers/employment",
            "address": registers["jobsplus"].url,
        },
    }
    for name in ("civil", "revenue"):
        raw = own_key(keys, f"{name}.example").public_key().public_bytes_raw()
        entries[name] = {
            "wire": "dci",
            "sender_id": f"{name}.example",
            "address": registers[name].url,
            "keys": [{"key_id": "1", "public_key": b64encode(raw).decode()}],
        }
    return entries
