"""What a register sends by itself: answers and notices, to the partner's registered address and nowhere else."""

import heapq
import itertools
import json
import threading
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from emulators.signing import signature_string
from emulators.starting import Journal
from emulators.switches import Switches

_SENDERS = 4
_TRY_FOR_SECONDS = 600.0
_LONGEST_PAUSE = 2.0
# Far enough apart for the second to overtake the first.
_OVERTAKEN = 0.5
_AGES = {"expired": 3600, "future": -3600}


@dataclass(frozen=True, slots=True)
class Partner:
    """Who may ask, the key it signs with, and where its answers go."""

    id: str
    key_id: str
    url: str


@dataclass(frozen=True, slots=True)
class Own:
    """Our own name, key id and key."""

    id: str
    key_id: str
    key: Ed25519PrivateKey


@dataclass(slots=True)
class _Letter:
    """A message that is signed when it first leaves, and then is the same bytes each time."""

    action: str
    message: dict[str, Any]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class _Sending:
    letter: _Letter
    give_up: float
    pause: float = 0.1


class Deliveries:
    """A queue with a few senders. Whoever does not take a message is asked again, signed anew, for ten minutes."""

    def __init__(self, own: Own, partner: Partner, faults: Switches, journal: Journal) -> None:
        self._own, self._partner, self._faults, self._journal = own, partner, faults, journal
        self._queue: list[tuple[float, int, _Sending]] = []
        self._count = itertools.count()
        self._changed = threading.Condition()
        self._signing = threading.Lock()
        self._client = httpx.Client(trust_env=False, timeout=10.0)
        for _ in range(_SENDERS):
            threading.Thread(target=self._send_for_ever, daemon=True).start()

    def put(self, action: str, message: dict[str, Any]) -> None:
        """Send a message when the switches say so, as often as they say so."""
        faults = self._faults.now
        first = _Letter(action, message)
        # By turns the very same bytes, a replay, and the same answer under a new message id.
        more = [first if number % 2 == 0 else _Letter(action, message) for number in range(faults.duplicate)]
        due = time.monotonic() + faults.late
        with self._changed:
            for letter in (first, *more):
                place = next(self._count)
                overtaken = _OVERTAKEN if faults.out_of_order and place % 2 == 0 else 0.0
                sending = _Sending(letter, due + _TRY_FOR_SECONDS)
                heapq.heappush(self._queue, (due + overtaken, place, sending))
            self._changed.notify_all()

    def send_now(self, action: str, message: dict[str, Any]) -> None:
        """Send once and wait for it, before whatever the caller does next."""
        self._post(_Letter(action, message))

    def _send_for_ever(self) -> None:
        while True:
            with self._changed:
                while not self._queue or self._queue[0][0] > time.monotonic():
                    wait = self._queue[0][0] - time.monotonic() if self._queue else None
                    self._changed.wait(wait)
                _, _, sending = heapq.heappop(self._queue)
            if not self._post(sending.letter) and time.monotonic() < sending.give_up:
                pause = min(sending.pause * 2, _LONGEST_PAUSE)
                again = _Sending(_Letter(sending.letter.action, sending.letter.message), sending.give_up, pause)
                with self._changed:
                    heapq.heappush(self._queue, (time.monotonic() + pause, next(self._count), again))
                    self._changed.notify_all()

    def _post(self, letter: _Letter) -> bool:
        """Whether it need not be sent again: it was taken, or refused for good."""
        with self._signing:
            letter.body = letter.body or self._signed(letter.action, letter.message)
        url = f"{self._partner.url.rstrip('/')}/registry/{letter.action}"
        try:
            answer = self._client.post(url, content=letter.body, headers={"Content-Type": "application/json"})
            status = answer.status_code
        except httpx.HTTPError:
            status = 0
        self._journal.add("sent", action=letter.action, status=status, body=json.loads(letter.body))
        return 200 <= status < 300 or (400 <= status < 500 and status not in (404, 408, 429))

    def _signed(self, action: str, message: dict[str, Any]) -> bytes:
        signature = self._faults.now.signature
        header = {
            "version": "1.0.0",
            "message_id": str(uuid.uuid4()),
            "message_ts": now(),
            "action": action,
            "status": "succ",
            "total_count": 1,
            "completed_count": 1,
            "sender_id": self._own.id,
            "receiver_id": "somebody.else" if signature == "misdirected" else self._partner.id,
            "is_msg_encrypted": False,
        }
        document: dict[str, Any] = {"header": header, "message": message}
        if signature != "unsigned":
            key = Ed25519PrivateKey.generate() if signature == "forged" else self._own.key
            signer = f"{self._own.id}|{self._own.key_id}"
            age = _AGES.get(signature, 0)
            document = {"signature": signature_string(key, signer, header, message, age=age), **document}
        return json.dumps(document, ensure_ascii=False).encode()


def now() -> str:
    """This second, as DCI writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
