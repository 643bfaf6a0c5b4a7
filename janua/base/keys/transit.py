"""The key store as a service: the transit engine of Vault or OpenBao, over HTTPS.

    janua-kek              aes256-gcm96    wraps data keys; its versions are ours
    janua-mac-NAME         aes256-gcm96    keyed digests; always its first version, since digests are looked up
    janua-sign-NAME        ed25519         signs; the newest version
    janua-box-NAME         aes256-gcm96    the process at the network may encrypt only, the worker decrypt

Keys are made by the operator, not by us: a token that may create keys would make a new one where a name is mistyped.
"""

import base64
import json
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from janua.base.keys.envelope import KeysError, Tampered
from janua.base.keys.port import KeyMissing, KeysUnavailable
from janua.exchange.outbound import Answer, Limits, Outbound, OutboundFailed

LIMITS = Limits(connect_seconds=2.0, total_seconds=5.0, most_bytes=5_000_000)
# Data keys of one request; a request of a thousand is about 200 kB.
MOST_AT_ONCE = 500
# How long an answer about versions and public keys holds.
KNOWN_SECONDS = 30.0
# After a failure nobody waits for the next one: a whole house of threads would stand in the line.
REST_SECONDS = 1.0
_KEK = "janua-kek"


@dataclass(frozen=True)
class TransitSettings:
    """Where the service is and how we prove who we are.

    address     of the engine's mount, as https://keys.example.org:8200/v1/transit
    token_file  holds the token of this process alone; read anew when the service refuses it, so it may be renewed
    ca_file     the authority of the service's certificate, where it is not one of the system's
    namespace   of the service, where it has several
    """

    address: str
    token_file: Path
    ca_file: Path | None = None
    namespace: str = ""
    limits: Limits = field(default=LIMITS)


class TransitKeys:
    """KeyPort over the transit engine. Threads share it."""

    # Its keys are the operator's; a demonstration never speaks to a service.
    demo = False

    def __init__(self, settings: TransitSettings) -> None:
        """Read the token; nothing is asked yet. Raises KeyMissing."""
        self._settings = settings
        self._token = self._read_token()
        self._client = Outbound([settings.address], ca_file=settings.ca_file, limits=settings.limits)
        self._known: dict[str, tuple[float, Mapping[str, Any]]] = {}
        self._rest_until = 0.0
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close its connections."""
        self._client.close()

    @property
    def current_version(self) -> int:
        """The newest version of the key-encryption key."""
        return int(self._about(_KEK)["latest_version"])

    def wrap_all(self, keys: Sequence[tuple[bytes, bytes]]) -> list[tuple[int, bytes]]:
        """Encrypt data keys, some hundred a request."""
        wrapped = []
        for some in _parts(keys):
            batch = [{"plaintext": _text(key), "associated_data": _text(where)} for key, where in some]
            wrapped += [_cipher(one["ciphertext"]) for one in self._batch("encrypt", _KEK, batch)]
        return wrapped

    def unwrap_all(self, wrapped: Sequence[tuple[int, bytes, bytes]]) -> list[bytes]:
        """Decrypt data keys, some hundred a request."""
        keys = []
        for some in _parts(wrapped):
            batch = [
                {"ciphertext": f"vault:v{version}:{_text(blob)}", "associated_data": _text(where)}
                for version, blob, where in some
            ]
            keys += [base64.b64decode(one["plaintext"]) for one in self._batch("decrypt", _KEK, batch)]
        return keys

    def close_box(self, name: str, secret: bytes) -> bytes:
        """Encrypt under a key that this process's token may not decrypt with."""
        answer = self._post("encrypt", f"janua-box-{name}", {"plaintext": _text(secret)})
        return str(answer["ciphertext"]).encode("ascii")

    def open_box(self, name: str, closed: bytes) -> bytes:
        """Decrypt."""
        answer = self._post("decrypt", f"janua-box-{name}", {"ciphertext": closed.decode("ascii", "replace")})
        return base64.b64decode(answer["plaintext"])

    def mac(self, name: str, message: bytes) -> bytes:
        """HMAC-SHA256 under the first version: a digest made under another would not be found again."""
        asked = {"input": _text(message), "algorithm": "sha2-256", "key_version": 1}
        return _after_version(self._post("hmac", f"janua-mac-{name}", asked)["hmac"])

    def sign(self, name: str, message: bytes) -> bytes:
        """Ed25519 signature."""
        return _after_version(self._post("sign", f"janua-sign-{name}", {"input": _text(message)})["signature"])

    def public_key(self, name: str) -> bytes:
        """Public half of the newest version."""
        about = self._about(f"janua-sign-{name}")
        return base64.b64decode(about["keys"][str(about["latest_version"])]["public_key"])

    def add_version(self) -> int:
        """Have the service make the next version of the key-encryption key, which wraps at once; gives it."""
        self._post("keys", f"{_KEK}/rotate", {})
        self._known.pop(_KEK, None)
        return self.current_version

    def retire(self, version: int) -> None:
        """Have the service refuse versions up to this one; setting the number back makes them serve again."""
        self._post("keys", f"{_KEK}/config", {"min_decryption_version": version + 1})

    def _about(self, name: str) -> Mapping[str, Any]:
        found = self._known.get(name)
        if found is None or time.monotonic() - found[0] > KNOWN_SECONDS:
            answer = self._ask("GET", f"keys/{name}", b"")
            found = self._known[name] = (time.monotonic(), _read(answer, f"keys/{name}"))
        return found[1]

    def _batch(self, verb: str, name: str, batch: list[dict[str, str]]) -> list[Mapping[str, Any]]:
        results = self._post(verb, name, {"batch_input": batch}).get("batch_results")
        if not isinstance(results, list) or len(results) != len(batch):
            raise KeysUnavailable("The key service answered with another number of keys than it was asked for.")
        for one in results:
            if one.get("error"):
                raise _refused(str(one["error"]), name)
        return results

    def _post(self, verb: str, name: str, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        path = f"{verb}/{name}"
        return _read(self._ask("POST", path, json.dumps(asked).encode()), path)

    def _ask(self, method: str, path: str, content: bytes) -> Answer:
        """One request; once more with a renewed token, or where an idle connection was closed under it."""
        if time.monotonic() < self._rest_until:
            raise KeysUnavailable("The key service did not answer a moment ago: try again shortly.")
        for last in (False, True):
            try:
                answer = self._client.request(
                    method, f"{self._settings.address}/{path}", content=content, headers=self._headers()
                )
            except OutboundFailed as failed:
                # Everything we ask may be asked twice.
                if failed.may_retry and not last and "broke off" in str(failed):
                    continue
                self._rest_until = time.monotonic() + REST_SECONDS
                raise KeysUnavailable(f"The key service: {failed}") from failed
            if answer.status == 403 and not last and self._renewed_token():
                continue
            return self._answered(answer)
        raise KeysUnavailable("The key service broke off twice.")

    def _answered(self, answer: Answer) -> Answer:
        if answer.status in (412, 429, 472, 473) or answer.status >= 500:
            self._rest_until = time.monotonic() + REST_SECONDS
            raise KeysUnavailable(f"The key service is not at work (status {answer.status}): is it sealed or busy?")
        return answer

    def _headers(self) -> dict[str, str]:
        headers = {"X-Vault-Token": self._token, "X-Vault-Request": "true", "Content-Type": "application/json"}
        return headers | ({"X-Vault-Namespace": self._settings.namespace} if self._settings.namespace else {})

    def _renewed_token(self) -> bool:
        with self._lock:
            before, self._token = self._token, self._read_token()
        return before != self._token

    def _read_token(self) -> str:
        try:
            token = self._settings.token_file.read_text(encoding="ascii").strip()
        except OSError as error:
            raise KeyMissing(f"JANUA_KEYS_TOKEN cannot be read: {error.strerror}.") from error
        if not token or not token.isprintable():
            raise KeyMissing(f"{self._settings.token_file} holds no token.")
        return token


def _read(answer: Answer, path: str) -> Mapping[str, Any]:
    """What a successful answer says. Raises KeyMissing, Tampered, KeysUnavailable."""
    try:
        body = json.loads(answer.content or b"{}")
        data = body.get("data") or {}
        errors = [str(error) for error in body.get("errors") or ()]
    except (ValueError, AttributeError) as error:
        raise KeysUnavailable("The key service answered with something else than JSON.") from error
    if answer.status in (200, 204) or "batch_results" in data:
        return data if isinstance(data, dict) else {}
    if answer.status == 404:
        raise KeyMissing(f"The key service knows no {path}: make the key, or mend the address.")
    if answer.status == 403:
        raise KeyMissing(f"The key service does not let this process use {path}: give its token that right.")
    raise _refused("; ".join(errors), path)


def _refused(words: str, name: str) -> KeysError:
    if "authentication failed" in words or "invalid ciphertext" in words or "unable to decrypt" in words:
        return Tampered("What the key service was to open was changed, or was closed for another place.")
    if "not found" in words or "version" in words:
        return KeyMissing(f"The key service cannot use {name}: its key or that version of it is not there.")
    # Its own words might repeat what it was sent.
    return KeysError(f"The key service refuses {name}: its own log says why.")


def _parts(values: Sequence[Any]) -> list[Sequence[Any]]:
    return [values[start : start + MOST_AT_ONCE] for start in range(0, len(values), MOST_AT_ONCE)]


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _cipher(written: str) -> tuple[int, bytes]:
    """Version and bytes of vault:v3:BASE64."""
    _, version, text = written.split(":", 2)
    return int(version.removeprefix("v")), base64.b64decode(text)


def _after_version(written: object) -> bytes:
    return _cipher(str(written))[1]
