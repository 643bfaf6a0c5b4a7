"""The key store as a folder: one file a key, readable by its process alone.

    kek-0001.key          key-encryption key, version 1; the highest version wraps
    mac-identifiers.key   key of a blind index
    sign-audit.key        ed25519 signing key

A file is one line: `janua-key-1 NAME live|demo KEY CHECK`. CHECK is keyed by the key itself and covers
the rest, so the word `demo` cannot be edited away: production refuses demonstration keys for good.
"""

import base64
import hashlib
import hmac
import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from janua.base.keys.envelope import KEY_BYTES, KeysError, open_sealed, seal
from janua.base.keys.port import KeyMissing

MARK = "janua-key-1"
# For people who look into the folder; the mark that counts is inside each key.
DEMO_MARK = "DEMO-KEYS"
_NAME = re.compile(r"kek-\d{4}|(mac|sign)-[a-z][a-z0-9-]{0,39}")


class KeyFolderUnsafe(KeysError):
    """The folder or a file in it can be read by others, or a key file is damaged."""


@dataclass(frozen=True)
class Key:
    """One secret of the folder."""

    name: str
    demo: bool
    secret: bytes

    def line(self) -> str:
        """Write the key as the line of its file."""
        words = [MARK, self.name, "demo" if self.demo else "live", base64.b64encode(self.secret).decode()]
        return " ".join([*words, self._check()]) + "\n"

    def _check(self) -> str:
        text = f"{MARK} {self.name} {'demo' if self.demo else 'live'}"
        return hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()[:32]

    @classmethod
    def read(cls, path: Path) -> "Key":
        """Read one key file. Raises KeyFolderUnsafe when it is open to others, damaged or renamed."""
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise KeyFolderUnsafe(
                f"{path} can be read by others: chmod 600 it, and replace the key if it may be known."
            )
        words = path.read_text(encoding="ascii").split()
        if len(words) != 5 or words[0] != MARK or words[1] != path.stem or words[2] not in ("live", "demo"):
            raise KeyFolderUnsafe(f"{path} is not a key file of this name.")
        key = cls(name=words[1], demo=words[2] == "demo", secret=base64.b64decode(words[3]))
        if len(key.secret) != KEY_BYTES or not hmac.compare_digest(key._check(), words[4]):
            raise KeyFolderUnsafe(f"{path} is damaged or was edited: restore it from its copy.")
        return key


class KeyFolder:
    """KeyPort over a folder of mode 0700."""

    def __init__(self, path: Path) -> None:
        """Read every key of the folder. Raises KeyFolderUnsafe, or KeyMissing when there is no folder."""
        if not path.is_dir():
            raise KeyMissing(f"No key folder at {path}: create it, or set JANUA_KEYS.")
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise KeyFolderUnsafe(f"{path} is open to others: chmod 700 it.")
        self.path = path
        self._keys = {key.name: key for key in map(Key.read, sorted(path.glob("*.key")))}

    @property
    def demo(self) -> bool:
        """True when the folder or any key in it is marked as a demonstration's."""
        return any(key.demo for key in self._keys.values()) or (self.path / DEMO_MARK).exists()

    @cached_property
    def current_version(self) -> int:
        """Version of the newest key-encryption key."""
        versions = [int(name.removeprefix("kek-")) for name in self._keys if name.startswith("kek-")]
        if not versions:
            raise KeyMissing(f"{self.path} holds no key-encryption key (kek-0001.key).")
        return max(versions)

    def wrap(self, data_key: bytes, associated: bytes) -> tuple[int, bytes]:
        """Encrypt a data key under the newest key-encryption key."""
        version = self.current_version
        return version, seal(data_key, self._secret(_kek(version)), associated)

    def unwrap(self, version: int, wrapped: bytes, associated: bytes) -> bytes:
        """Decrypt a data key under the version that wrapped it."""
        return open_sealed(wrapped, self._secret(_kek(version)), associated)

    def mac(self, name: str, message: bytes) -> bytes:
        """HMAC-SHA256 under the key mac-NAME."""
        return hmac.new(self._secret(f"mac-{name}"), message, hashlib.sha256).digest()

    def sign(self, name: str, message: bytes) -> bytes:
        """Ed25519 signature by the key sign-NAME."""
        return self._private(name).sign(message)

    def public_key(self, name: str) -> bytes:
        """Raw public key of sign-NAME."""
        return self._private(name).public_key().public_bytes_raw()

    def _private(self, name: str) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._secret(f"sign-{name}"))

    def _secret(self, name: str) -> bytes:
        if name not in self._keys:
            file = self.path / f"{name}.key"
            if not file.is_file():
                raise KeyMissing(f"{self.path} holds no {name}.key: this process was not given it.")
            # Added since this process began: another one wraps with it already.
            self._keys[name] = Key.read(file)
        return self._keys[name].secret


def _kek(version: int) -> str:
    return f"kek-{version:04d}"


def create_keys(path: Path, *names: str, demo: bool) -> None:
    """Create the folder, and each named key that is not there yet (`kek-0001`, `mac-identifiers`, `sign-audit`).

    An existing key is never replaced: what it sealed could not be opened again.
    Raises   ValueError for a name of no kind
    """
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name} names no kind of key: write kek-0001, mac-NAME or sign-NAME.")
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if demo:
        (path / DEMO_MARK).write_text("Keys of a demonstration: anybody may have read them.\n", encoding="ascii")
    for name in names:
        draft = path / f"{name}.{os.getpid()}.new"
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(Key(name, demo, os.urandom(KEY_BYTES)).line())
            file.flush()
            os.fsync(file.fileno())
        # A link is refused when the name is taken, and a kill leaves a whole key file or none.
        with suppress(FileExistsError):
            os.link(draft, path / f"{name}.key")
        draft.unlink()


def add_kek_version(path: Path) -> int:
    """Add the next key-encryption key; from the next start on it wraps. Old ones stay until all is re-wrapped."""
    folder = KeyFolder(path)
    version = folder.current_version + 1
    create_keys(path, _kek(version), demo=folder.demo)
    return version
