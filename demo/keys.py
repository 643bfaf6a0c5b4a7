"""The demo's keys: one folder a process, each with only the keys that the process may hold."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from janua.base.keys.folder import DEMO_MARK, create_keys
from janua.base.seals.files import CERTIFICATE, KEY, create_seal

_SHARED = ("kek-0001", "mac-identifiers")
# The bank's key is payments' alone, the audit's the worker's alone: as in a real installation. So is the key of the
# inbox: the process that faces other systems has the half that closes, and no key that opens or finds anything.
KEYS_OF: Mapping[str, tuple[str, ...]] = {
    "portal": _SHARED,
    "workbench": _SHARED,
    "api": ("sign-partners",),
    "work": (*_SHARED, "sign-partners", "sign-audit", "box-inbox"),
    "payments": (*_SHARED, "sign-bank"),
    "owner": _SHARED,
}

# Officers sign at the workbench; the worker seals letters.
_SEALS = ("workbench", "work")
_PUBLIC = {"api": ("box-inbox.pub",)}


def make_keys(folder: Path) -> None:
    """Make the keys that are not there yet, and hand each process its own; each key is marked as a demo's.

    What an older demo had handed out to a process that does not need it is taken back.
    """
    everything = folder / "all"
    known = dict.fromkeys(name for names in KEYS_OF.values() for name in names)
    create_keys(everything, *known, demo=True)
    for process, names in KEYS_OF.items():
        own = folder / process
        own.mkdir(mode=0o700, exist_ok=True)
        for name in known.keys() - set(names):
            (own / f"{name}.key").unlink(missing_ok=True)
        for name in (*(f"{name}.key" for name in names), *_PUBLIC.get(process, ()), DEMO_MARK):
            if not (own / name).exists():
                os.link(everything / name, own / name)
    _hand_out_the_seal(folder)


def _hand_out_the_seal(folder: Path) -> None:
    """Who signs gets the key; the others only the certificate by which it is checked."""
    create_seal(folder / "all" / "seal", organization="Ministry of the demonstration", at=datetime.now(UTC))
    for process in KEYS_OF:
        own = folder / process / "seal"
        own.mkdir(mode=0o700, exist_ok=True)
        for name in (CERTIFICATE, KEY) if process in _SEALS else (CERTIFICATE,):
            if not (own / name).exists():
                os.link(folder / "all" / "seal" / name, own / name)
