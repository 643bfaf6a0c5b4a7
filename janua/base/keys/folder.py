"""The key store as a folder: one file a key, readable by its process alone.

    kek-0001.key          key-encryption key, version 1
    CURRENT               which version wraps; without it, the highest there was at the start
    mac-identifiers.key   key of a blind index
    sign-audit.key        ed25519 signing key
    box-inbox.key         opens what was closed for the box
    box-inbox.pub         closes it, and opens nothing

A file is one line: `janua-key-1 NAME live|demo KEY CHECK`. CHECK is keyed by the key itself and covers
the rest, so the word `demo` cannot be edited away: production refuses demonstration keys for good.
"""

import base64
import hashlib
import hmac
import os
import re
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from janua.base.keys.box import close, open_closed
from janua.base.keys.envelope import KEY_BYTES, KeysError, open_sealed, seal
from janua.base.keys.port import KeyMissing

MARK = "janua-key-1"
# For people who look into the folder; the mark that counts is inside each key.
DEMO_MARK = "DEMO-KEYS"
CURRENT = "CURRENT"
RETIRED = "retired"
_NAME = re.compile(r"kek-\d{4}|(mac|sign|box)-[a-z][a-z0-9-]{0,39}")


class KeyFolderUnsafe(KeysError):
    """The folder or a file in it can be read by others, or a key file is damaged."""


class KeyVersionCurrent(KeysError):
    """The version to be retired is the one that wraps."""


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

    @property
    def current_version(self) -> int:
        """Version of the key-encryption key that wraps from now on, looked up anew each time."""
        file = self.path / CURRENT
        if not file.is_file():
            return self._highest
        written = file.read_text(encoding="ascii").strip()
        if not written.isdecimal():
            raise KeyFolderUnsafe(f"{file} says no number: write the version that wraps.")
        return int(written)

    @cached_property
    def _highest(self) -> int:
        versions = [int(name.removeprefix("kek-")) for name in self._keys if name.startswith("kek-")]
        if not versions:
            raise KeyMissing(f"{self.path} holds no key-encryption key (kek-0001.key).")
        return max(versions)

    def wrap_all(self, keys: Sequence[tuple[bytes, bytes]]) -> list[tuple[int, bytes]]:
        """Encrypt data keys under the current key-encryption key."""
        version = self.current_version
        return [(version, seal(key, self._secret(_kek(version)), where)) for key, where in keys]

    def unwrap_all(self, wrapped: Sequence[tuple[int, bytes, bytes]]) -> list[bytes]:
        """Decrypt data keys, each under the version that wrapped it."""
        return [open_sealed(blob, self._secret(_kek(version)), where) for version, blob, where in wrapped]

    def close_box(self, name: str, secret: bytes) -> bytes:
        """Encrypt to box-NAME.pub, or to the public half of box-NAME.key where this process holds that."""
        public = self.path / f"box-{name}.pub"
        if public.is_file():
            return close(base64.b64decode(public.read_text(encoding="ascii")), name, secret)
        return close(self._box(name).public_key().public_bytes_raw(), name, secret)

    def open_box(self, name: str, closed: bytes) -> bytes:
        """Decrypt with box-NAME.key."""
        return open_closed(self._box(name), name, closed)

    def _box(self, name: str) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(self._secret(f"box-{name}"))

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
        if name.startswith("box-"):
            _write_public(path, name)


def _write_public(path: Path, name: str) -> None:
    """Put the half that only closes beside the key of a box: it is what a process at the network is given."""
    private = X25519PrivateKey.from_private_bytes(Key.read(path / f"{name}.key").secret)
    _put(path / f"{name}.pub", base64.b64encode(private.public_key().public_bytes_raw()).decode() + "\n")


def _put(file: Path, text: str) -> None:
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


def add_kek_version(path: Path) -> int:
    """Add the next key-encryption key; it wraps nothing until `make_current` or the next start. Gives its version."""
    folder = KeyFolder(path)
    version = max(folder.current_version, folder._highest) + 1
    create_keys(path, _kek(version), demo=folder.demo)
    return version


def newest_kek(path: Path) -> int:
    """The highest version that lies in a folder, whether or not it wraps."""
    return KeyFolder(path)._highest


def make_kek(path: Path, version: int) -> None:
    """Make a version where it is not there yet."""
    create_keys(path, _kek(version), demo=KeyFolder(path).demo)


def hand_kek(version: int, *, source: Path, to: Path) -> None:
    """Give another process of this machine the same key-encryption key; one that is there already stays."""
    Key.read(source / f"{_kek(version)}.key")
    with suppress(FileExistsError):
        os.link(source / f"{_kek(version)}.key", to / f"{_kek(version)}.key")


def make_current(path: Path, version: int) -> None:
    """Have a version wrap from now on, in processes that run as well. Raises KeyMissing where the key is not there."""
    if not (path / f"{_kek(version)}.key").is_file():
        raise KeyMissing(f"{path} holds no {_kek(version)}.key: hand it the key first.")
    _put(path / CURRENT, f"{version}\n")


def retire_kek(path: Path, version: int) -> bool:
    """Take a version out of use: into the sub-folder `retired`, for backups that are older; says whether it was there.

    Raises   KeyVersionCurrent
    """
    if KeyFolder(path).current_version == version:
        raise KeyVersionCurrent(f"Version {version} wraps in {path}: rotate first.")
    file = path / f"{_kek(version)}.key"
    if not file.is_file():
        return False
    (path / RETIRED).mkdir(mode=0o700, exist_ok=True)
    file.rename(path / RETIRED / file.name)
    return True
