"""Our side of the wire for the tests: the product's own client and receiver behind a real address."""

import json
import queue
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from janua.exchange import dci
from janua.exchange.outbound import Outbound
from tests.emulators.running import Running

US = "mt.social-security"
PURPOSE = dci.Purpose("MT-CA", "Cap. 318, Part VI")


@dataclass
class Got:
    """One body that came: as a proven message, or refused with a code."""

    kind: str
    body: dict[str, Any]
    envelope: dci.Envelope | None
    refused: str


@dataclass
class Partner:
    """Asks an emulator, and takes what comes back as `api` would."""

    keys: Path
    interface: dci.Interface
    theirs: str
    url: str = ""
    emulator: Running | None = None
    got: "queue.Queue[Got]" = field(default_factory=queue.Queue)
    down: bool = False
    sent: list[dict[str, Any]] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    _key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def __post_init__(self) -> None:
        pem = self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        self.keys.mkdir(parents=True, exist_ok=True)
        (self.keys / f"{US}.pub.pem").write_bytes(pem)

    @property
    def signer(self) -> dci.SigningKey:
        return dci.SigningKey(US, "1", self._key.sign)

    def question(self, query: dci.Query, reference_id: str = "r-1") -> dci.Envelope:
        ids = dci.Ids(str(uuid.uuid4()), "t-1", reference_id)
        # The address in the header is somebody else's: nothing may ever go there.
        route = dci.Route(US, self.theirs, "http://127.0.0.1:9/elsewhere")
        return dci.search(route=route, ids=ids, query=query, purpose=PURPOSE, at=datetime.now(UTC))

    def ask(self, query: dci.Query, reference_id: str = "r-1") -> dci.Acknowledged:
        return self.post(self.question(query, reference_id))

    def subscribe(self, query: dci.Query, event_type: str) -> dci.Acknowledged:
        ids = dci.Ids(str(uuid.uuid4()), "t-2", "r-2")
        envelope = dci.subscribe(
            route=dci.Route(US, self.theirs),
            ids=ids,
            query=query,
            event_type=event_type,
            purpose=PURPOSE,
            at=datetime.now(UTC),
        )
        return self.post(envelope)

    def post(self, envelope: dci.Envelope, *, signer: dci.SigningKey | None = None, age: int = 0) -> dci.Acknowledged:
        at = datetime.now(UTC) - timedelta(seconds=age)
        return self.post_signed(dci.sign(envelope, signer or self.signer, at=at))

    def post_signed(self, envelope: dci.Envelope) -> dci.Acknowledged:
        assert self.emulator
        self.sent.append(envelope.to_json())
        with Outbound([self.emulator.url], allow_loopback_http=True) as outbound:
            return dci.post(outbound, self.emulator.url, envelope, interface=self.interface)

    def next(self, seconds: float = 5.0) -> Got:
        return self.got.get(timeout=seconds)

    def answer(self, seconds: float = 5.0) -> dci.Found:
        """The next message, which is the proven answer to a search."""
        got = self.next(seconds)
        assert got.envelope, got.refused
        (found,) = dci.found(got.envelope)
        return found

    def is_quiet(self, seconds: float = 0.4) -> bool:
        try:
            self.got.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def take(self, kind: str, body: bytes) -> tuple[int, dict[str, Any]]:
        """What `api` does with a body: prove, keep, acknowledge; or refuse."""

        def ring(sender_id: str, key_id: str) -> dci.Verifier | None:
            if (sender_id, key_id) != (self.theirs, "1"):
                return None
            return dci.PublicKey.from_pem((self.keys / f"{self.theirs}.pub.pem").read_bytes())

        def first_use(sender_id: str, message_id: str, until: datetime) -> bool:
            is_new = (sender_id, message_id) not in self.seen
            self.seen.add((sender_id, message_id))
            return is_new

        now = datetime.now(UTC)
        try:
            envelope, _ = dci.receive(
                body,
                kind=dci.Kind(kind),
                interface=self.interface,
                receiver_id=US,
                keys=ring,
                first_use=first_use,
                at=now,
            )
        except dci.Refused as refused:
            self.got.put(Got(kind, json.loads(body), None, refused.code))
            return dci.refusal(refused, correlation_id="c", at=now)
        self.got.put(Got(kind, json.loads(body), envelope, ""))
        return 200, dci.acknowledgement(correlation_id="c", at=now)


@contextmanager
def listening(partner: Partner) -> Iterator[Partner]:
    """Give the partner its registered address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kind = self.path.removeprefix("/dci/registry/")
            status, value = (503, {}) if partner.down else partner.take(kind, body)
            content = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    partner.url = f"http://127.0.0.1:{server.server_port}/dci"
    try:
        yield partner
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
