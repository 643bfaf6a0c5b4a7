"""What production refuses to start with, each with what to do about it.

A real installation must not run on a demo's server, keys, clock or partners, even where somebody copied the
demo's environment by mistake.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.db.utils import OperationalError, ProgrammingError

from janua.base.keys.envelope import KeysError
from janua.base.keys.folder import KeyFolder
from janua.base.keys.transit import TransitSettings
from janua.base.seals.files import SealFiles
from janua.base.seals.port import SealMissing, seal_folder
from janua.config.environment import origins_of

EMBEDDED_CLUSTER = "janua-embedded"
# Encryption alone keeps nobody out who stands between: whose server it is must be proved, and by name.
PROVED = "verify-full"


class ProductionRefused(RuntimeError):
    """This process cannot start; each line of the message is one reason with what to do."""


@dataclass(frozen=True)
class Refusal:
    """One thing that production does not start with."""

    key: str
    advice: str


def refuse_unfit(*, database: bool = True) -> None:
    """Raise unless what this process was given fits together; production is asked everything.

    A demo or test is refused on real people's database: it could set the clock and speak to emulators there.
    Raises   ProductionRefused
    """
    if settings.JANUA_ENV == "production":
        found = refusals(database=database)
    else:
        found = [refusal for refusal in (check() for check in _EVERYWHERE) if refusal is not None] if database else []
    if found:
        kind = str(settings.JANUA_ENV).capitalize()
        raise ProductionRefused(f"{kind} does not start:\n" + "\n".join(f"- {entry.advice}" for entry in found))


def mark_installation() -> None:
    """Mark a new database as what this environment is; a mark is never changed, so a demo never becomes real."""
    # Here, since models cannot be loaded where this module is loaded before Django is set up.
    from janua.config.models import Installation

    Installation.objects.get_or_create(id=1, defaults={"kind": settings.JANUA_ENV, "country": settings.JANUA_COUNTRY})


def refusals(*, database: bool = True) -> list[Refusal]:
    """Give everything that is unfit for production, all at once."""
    found = [refusal for refusal in (check() for check in _CHECKS) if refusal is not None]
    if database:
        found += [refusal for refusal in (check() for check in _DATABASE_CHECKS) if refusal is not None]
    return found


def _debug() -> Refusal | None:
    if not settings.DEBUG:
        return None
    return Refusal("debug", "DEBUG shows people's data on error pages: remove JANUA_DEBUG.")


def _tls() -> Refusal | None:
    if settings.SECURE_SSL_REDIRECT and settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE:
        return None
    return Refusal("tls", "TLS is off: remove JANUA_TLS=off and put a TLS proxy in front.")


def _database_tls() -> Refusal | None:
    database: Mapping[str, Any] = settings.DATABASES["default"]
    host = str(database["HOST"])
    if host.startswith("/") or database["OPTIONS"].get("sslmode") == PROVED:
        return None
    return Refusal(
        "database-tls",
        "The database does not prove who it is: add ?sslmode=verify-full to DATABASE_URL, or use a socket.",
    )


def _clock() -> Refusal | None:
    if settings.JANUA_TODAY is None:
        return None
    return Refusal("clock", "The legal date is set by hand: remove JANUA_TODAY, only demo and test may set it.")


def _secret() -> Refusal | None:
    if len(settings.SECRET_KEY) >= 50:
        return None
    return Refusal("secret", "JANUA_SECRET is missing or short: set at least 50 random characters.")


def _keys() -> Refusal | None:
    keys: Path | TransitSettings | None = settings.JANUA_KEYS
    if keys is None:
        return Refusal("keys", "JANUA_KEYS is not set: name the folder of this process's keys.")
    if isinstance(keys, TransitSettings):
        # Whether it answers is not asked: a process waits for it as for the database, and says 503 meanwhile.
        if _is_beside_us(keys.address):
            return Refusal("key-service", "JANUA_KEYS names a service on this machine: keys lie apart from the data.")
        return None if keys.token_file.is_file() else Refusal("keys", "JANUA_KEYS_TOKEN names no file: put it there.")
    try:
        demo = KeyFolder(keys).demo
    except KeysError as error:
        return Refusal("keys", str(error))
    if demo:
        return Refusal("demo-keys", f"{keys} holds the demo's keys, which anybody can read: make keys of your own.")
    return None


def _seal() -> Refusal | None:
    """Who signs or seals needs the ministry's own seal."""
    if settings.JANUA_PROCESS not in ("workbench", "work"):
        return None
    try:
        seal = SealFiles(seal_folder() or Path())
    except SealMissing as fault:
        return Refusal("seal", f"{fault} JANUA_SEAL names the folder.")
    if seal.demo:
        return Refusal("demo-seal", "The seal is a demonstration's: ask a trust service for one of your own.")
    return None


def _portal() -> Refusal | None:
    if settings.JANUA_PROCESS != "work" or str(settings.JANUA_PORTAL).startswith("https://"):
        return None
    return Refusal("portal", "JANUA_PORTAL is not the https:// address of the portal: letters say where to check them.")


def _emulators() -> Refusal | None:
    fake = sorted(name for name, partner in settings.JANUA_PARTNERS.items() if _is_emulator(partner))
    if not fake:
        return None
    return Refusal(
        "emulator", f"JANUA_PARTNERS names emulators ({', '.join(fake)}): give the registers' own addresses."
    )


def _is_emulator(partner: Mapping[str, Any]) -> bool:
    return any(_is_beside_us(origin) for origin in origins_of(partner))


def _is_beside_us(origin: str) -> bool:
    # An emulator runs beside us, on loopback; reserved names never belong to a register either.
    host = urlsplit(origin).hostname or ""
    if host == "localhost" or host.endswith((".localhost", ".test", ".invalid", ".example")):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _plain_http() -> Refusal | None:
    bare = sorted(
        name
        for name, partner in settings.JANUA_PARTNERS.items()
        if any(origin.startswith("http://") for origin in origins_of(partner)) and not _is_emulator(partner)
    )
    if not bare:
        return None
    return Refusal(
        "plain-http", f"JANUA_PARTNERS names addresses without TLS ({', '.join(bare)}): give https addresses."
    )


def _identity() -> Refusal | None:
    entry = settings.JANUA_PARTNERS.get("eid", {})
    if settings.JANUA_PROCESS != "portal" or (entry.get("address") and entry.get("client_id")):
        return None
    return Refusal("identity", "JANUA_PARTNERS names no identity provider: give eid its address and our client_id.")


def _hosts() -> Refusal | None:
    # A name that anybody may send in would be put into links and into what the identity provider sends back to.
    if settings.JANUA_PROCESS not in {"portal", "workbench"}:
        return None
    if settings.ALLOWED_HOSTS and not any(host.startswith(("*", ".")) for host in settings.ALLOWED_HOSTS):
        return None
    return Refusal("hosts", "JANUA_HOSTS is empty or open: name the hosts under which this face is reached.")


def _embedded() -> Refusal | None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW cluster_name")
        row = cursor.fetchone()
    if row is None or row[0] != EMBEDDED_CLUSTER:
        return None
    return Refusal("embedded", "DATABASE_URL names the demo's embedded PostgreSQL: name a server that is looked after.")


def _marked() -> Refusal | None:
    try:
        marked = _mark()
    except (OperationalError, ProgrammingError):
        return Refusal("unmigrated", "The database is not ready: run janua db roles and janua db migrate first.")
    if marked is None or marked[0] == "production":
        return None
    return Refusal("marked", f"This database is marked {marked[0]}: its people are not real; use another database.")


def _marked_production() -> Refusal | None:
    try:
        marked = _mark()
    except ProgrammingError:
        return None
    if marked is None or marked[0] != "production":
        return None
    return Refusal("real", f"This database holds real people: JANUA_ENV={settings.JANUA_ENV} has no place on it.")


def _country() -> Refusal | None:
    try:
        marked = _mark()
    except ProgrammingError:
        return None
    if marked is None or marked[1] == settings.JANUA_COUNTRY:
        return None
    return Refusal(
        "country", f"This database is {marked[1]}'s: set JANUA_COUNTRY={marked[1]}, or use another database."
    )


def _mark() -> tuple[str, str] | None:
    """Give what the installation is marked as, and its country; None before it is marked."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT kind, country FROM config_installation")
        row = cursor.fetchone()
    return None if row is None else (str(row[0]), str(row[1]))


_Check = Callable[[], Refusal | None]
_CHECKS: tuple[_Check, ...] = (
    *(_debug, _tls, _database_tls, _clock, _secret, _keys),
    *(_emulators, _plain_http, _identity, _hosts, _seal, _portal),
)
_DATABASE_CHECKS: tuple[_Check, ...] = (_embedded, _marked, _country)
_EVERYWHERE: tuple[_Check, ...] = (_marked_production, _country)
