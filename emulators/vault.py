"""The key service: the transit engine of Vault and OpenBao, over TLS, with tokens that may do so much and no more.

POST /v1/transit/encrypt/{key}   {"plaintext", "associated_data"} or {"batch_input": [...]}
POST /v1/transit/decrypt/{key}   {"ciphertext", "associated_data"} or {"batch_input": [...]}
POST /v1/transit/hmac/{key}      {"input", "algorithm", "key_version"}
POST /v1/transit/sign/{key}      {"input"}
POST /v1/transit/keys/{key}/rotate, /v1/transit/keys/{key}/config {"min_decryption_version"}; GET /v1/transit/keys/{key}
Control: POST /make {"key", "type"}; POST /delete {"key"}; switches as everywhere.

`tokens.json` in the keys folder says what each token may do: {"s.work": ["encrypt/janua-kek", "decrypt/*", "keys/*"]}.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import ssl
import threading
import time
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from emulators import starting
from emulators.keys import write_private
from emulators.serving import Reply, Request, serve
from emulators.switches import Switches

_NONCE = 12
_TYPES = ("aes256-gcm96", "ed25519")


class _Refused(Exception):
    """A request that the engine answers with an error."""

    def __init__(self, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.status = status


class Keys:
    """Named keys with their versions, in one file that is replaced as a whole."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "transit.json"
        self._lock = threading.RLock()
        self._keys: dict[str, Any] = json.loads(self._file.read_text()) if self._file.exists() else {}

    def make(self, name: str, kind: str) -> dict[str, Any]:
        if kind not in _TYPES:
            raise ValueError(f"a key is one of {', '.join(_TYPES)}")
        with self._lock:
            self._keys.setdefault(name, {"type": kind, "versions": [_random()], "min_decryption_version": 1})
            self._keep()
        return self.about(name)

    def delete(self, name: str) -> dict[str, Any]:
        with self._lock:
            self._keys.pop(name, None)
            self._keep()
        return {"deleted": name}

    def rotate(self, name: str) -> dict[str, Any]:
        with self._lock:
            self.of(name)["versions"].append(_random())
            self._keep()
        return self.about(name)

    def configure(self, name: str, asked: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            key, least = self.of(name), int(asked.get("min_decryption_version", 1))
            if least > len(key["versions"]):
                raise _Refused("cannot set min decryption version of the key higher than its latest version")
            key["min_decryption_version"] = max(least, 1)
            self._keep()
        return self.about(name)

    def of(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] | None = self._keys.get(name)
        if found is None:
            raise _Refused("encryption key not found")
        return found

    def secret(self, name: str, version: int = 0) -> tuple[int, bytes]:
        """A version of a key; 0 is the newest."""
        key = self.of(name)
        number = version or len(key["versions"])
        if number > len(key["versions"]):
            raise _Refused("invalid ciphertext: version is too new")
        if number < key["min_decryption_version"]:
            raise _Refused("ciphertext or signature version is disallowed by policy (too old)")
        return number, base64.b64decode(key["versions"][number - 1])

    def about(self, name: str) -> dict[str, Any]:
        key = self.of(name)
        versions: dict[str, Any] = {}
        for number, secret in enumerate(key["versions"], start=1):
            versions[str(number)] = int(time.time())
            if key["type"] == "ed25519":
                public = Ed25519PrivateKey.from_private_bytes(base64.b64decode(secret)).public_key()
                versions[str(number)] = {"name": "ed25519", "public_key": _text(public.public_bytes_raw())}
        latest, least = len(key["versions"]), key["min_decryption_version"]
        return {
            "name": name,
            "type": key["type"],
            "keys": versions,
            "latest_version": latest,
            "min_decryption_version": least,
            "exportable": False,
            "deletion_allowed": False,
        }

    def _keep(self) -> None:
        write_private(self._file, json.dumps(self._keys).encode())


class Vault:
    """Answers the engine's addresses."""

    def __init__(self, keys: Keys, tokens: Path, faults: Switches, journal: starting.Journal) -> None:
        self._keys, self._tokens, self._faults, self._journal = keys, tokens, faults, journal

    def answer(self, request: Request) -> Reply | None:
        failure = self._faults.take_failure()
        time.sleep(self._faults.now.delay)
        if failure == "disconnect":
            return None
        if failure == "unavailable":
            return Reply.of(503, {"errors": ["Vault is sealed"]})
        if failure == "silent":
            time.sleep(60)
        reply = self._answered(request)
        self._journal.add("asked", method=request.method, target=request.target, status=reply.status)
        return None if failure == "disconnect_after" else reply

    def _answered(self, request: Request) -> Reply:
        if request.steps[:2] != ("v1", "transit") or len(request.steps) < 4:
            return Reply.of(404, {"errors": []})
        if not self._may(request.headers.get("x-vault-token", ""), "/".join(request.steps[2:])):
            return Reply.of(403, {"errors": ["1 error occurred:\n\t* permission denied\n\n"]})
        try:
            asked = json.loads(request.body or b"{}")
            return self._done(request.method, request.steps[2], request.steps[3:], asked)
        except _Refused as refused:
            return Reply.of(refused.status, {"errors": [str(refused)]})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return Reply.of(400, {"errors": [f"failed to parse: {type(error).__name__}"]})

    def _may(self, token: str, path: str) -> bool:
        tokens: dict[str, list[str]] = json.loads(self._tokens.read_text())
        for known, rights in tokens.items():
            if hmac.compare_digest(known.encode(), token.encode()):
                return any(fnmatchcase(path, right) for right in rights)
        return False

    def _done(self, method: str, verb: str, steps: tuple[str, ...], asked: dict[str, Any]) -> Reply:
        name = steps[0]
        if verb == "keys" and method == "GET" and len(steps) == 1:
            try:
                return _data(self._keys.about(name))
            except _Refused:
                return Reply.of(404, {"errors": []})
        if method not in ("POST", "PUT"):
            return Reply.of(405, {"errors": ["unsupported operation"]})
        if verb == "keys" and steps[1:] == ("rotate",):
            return _data(self._keys.rotate(name))
        if verb == "keys" and steps[1:] == ("config",):
            return _data(self._keys.configure(name, asked))
        if verb in ("encrypt", "decrypt"):
            return self._crypt(verb, name, asked)
        if verb == "hmac":
            return self._hmac(name, asked)
        if verb == "sign":
            number, secret = self._keys.secret(name)
            signature = Ed25519PrivateKey.from_private_bytes(secret).sign(_bytes(asked["input"]))
            return _data({"signature": f"vault:v{number}:{_text(signature)}", "key_version": number})
        return Reply.of(404, {"errors": []})

    def _hmac(self, name: str, asked: dict[str, Any]) -> Reply:
        if asked.get("algorithm", "sha2-256") != "sha2-256":
            raise _Refused("unsupported algorithm")
        number, secret = self._keys.secret(name, int(asked.get("key_version", 0)))
        digest = hmac.new(secret, _bytes(asked["input"]), hashlib.sha256).digest()
        return _data({"hmac": f"vault:v{number}:{_text(digest)}"})

    def _crypt(self, verb: str, name: str, asked: dict[str, Any]) -> Reply:
        one = self._encrypted if verb == "encrypt" else self._decrypted
        if "batch_input" not in asked:
            return _data(one(name, asked))
        if not asked["batch_input"]:
            raise _Refused("missing batch input to process")
        # A key that is not there fails the whole request, an item that cannot be opened only itself.
        self._keys.of(name)
        results, failed = [], False
        for item in asked["batch_input"]:
            try:
                results.append(one(name, item))
            except _Refused as refused:
                failed = True
                results.append({"error": str(refused)})
        return Reply.of(400 if failed else 200, {"data": {"batch_results": results}})

    def _encrypted(self, name: str, item: dict[str, Any]) -> dict[str, Any]:
        number, secret = self._keys.secret(name)
        nonce = os.urandom(_NONCE)
        sealed = nonce + AESGCM(secret).encrypt(nonce, _bytes(item["plaintext"]), _associated(item))
        return {"ciphertext": f"vault:v{number}:{_text(sealed)}", "key_version": number}

    def _decrypted(self, name: str, item: dict[str, Any]) -> dict[str, Any]:
        parts = str(item.get("ciphertext", "")).split(":", 2)
        if len(parts) != 3 or parts[0] != "vault" or not parts[1][1:].isdecimal():
            raise _Refused("invalid ciphertext: no prefix")
        _, secret = self._keys.secret(name, int(parts[1][1:]))
        sealed = _bytes(parts[2])
        try:
            plain = AESGCM(secret).decrypt(sealed[:_NONCE], sealed[_NONCE:], _associated(item))
        except (InvalidTag, ValueError) as error:
            raise _Refused("cipher: message authentication failed") from error
        return {"plaintext": _text(plain)}


def _associated(item: dict[str, Any]) -> bytes | None:
    return _bytes(item["associated_data"]) if item.get("associated_data") else None


def _data(value: Any) -> Reply:
    return Reply.of(200, {"request_id": os.urandom(8).hex(), "lease_id": "", "renewable": False, "data": value})


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise _Refused("unable to decode input as base64") from error


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _random() -> str:
    return _text(os.urandom(32))


def main() -> None:
    options = starting.parser("vault", __doc__ or "")
    arguments = options.parse_args()
    faults, journal = Switches.from_arguments(arguments), starting.Journal()
    keys = Keys(arguments.state)
    vault = Vault(keys, arguments.keys / "tokens.json", faults, journal)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(arguments.keys / "server.pem", arguments.keys / "server.key")
    orders = {
        "make": lambda asked: keys.make(asked["key"], asked["type"]),
        "delete": lambda asked: keys.delete(asked["key"]),
    }
    behind = starting.control(faults, journal, orders)
    serve("vault", vault.answer, behind, port=arguments.port, control_port=arguments.control_port, tls=tls)


if __name__ == "__main__":
    main()
