"""What the environment may say, read once and checked, with an error that says what to write instead."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

from janua.base.keys.transit import TransitSettings

Kind = Literal["production", "demo", "test"]
Process = Literal["portal", "workbench", "api", "work", "payments", "owner"]
KINDS: tuple[Kind, ...] = ("production", "demo", "test")
PROCESSES: tuple[Process, ...] = ("portal", "workbench", "api", "work", "payments", "owner")
# What may lie in a file, named by the same variable with _FILE. The identity provider's secret for us lies in the file
# that JANUA_PARTNERS names.
SECRETS = ("DATABASE_URL", "JANUA_SECRET")
_Word = TypeVar("_Word", bound=str)


class WrongEnvironment(ValueError):
    """An environment variable says something we cannot use; the message says what it may say."""


@dataclass(frozen=True)
class Environment:
    """Everything that is taken from the environment.

    today      the legal date, set only in demo and test
    seal       folder of the ministry's seal; None looks beside the keys
    portal     the address under which people reach the portal, for letters
    keys       folder of the key port's file adapter, or where the key service is
    documents  folder of the document store
    clamd      socket of the scanner that looks through uploads; None where there is no scanner
    erasures   journal of erasures, apart from the database; beside the keys where it is not named
    disks      what else is looked at for room, such as `database=/var/lib/postgresql,backups=/srv/backups`
    jobs       single values of the worker's timing, such as `heartbeat=1,stalled=2`
    embedded_by  sites that may show the public calculator within their own pages, as https://host
    partners   address and key of every system we may speak to, by name
    """

    kind: Kind
    process: Process
    country: str
    database_url: str
    secret: str
    today: date | None
    keys: Path | TransitSettings | None
    seal: Path | None
    portal: str
    documents: Path | None
    clamd: Path | None
    erasures: Path | None
    disks: Mapping[str, Path]
    jobs: Mapping[str, float]
    partners: Mapping[str, Mapping[str, Any]]
    hosts: tuple[str, ...]
    embedded_by: tuple[str, ...]
    tls: bool
    debug: bool


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Read the environment of this process; nothing in it means production.

    Raises   WrongEnvironment
    """
    variables = with_secrets(variables)
    kind = _one_of("JANUA_ENV", variables.get("JANUA_ENV", "production"), KINDS)
    process = _one_of("JANUA_PROCESS", variables.get("JANUA_PROCESS", "owner"), PROCESSES)
    today = variables.get("JANUA_TODAY", "")
    documents, erasures = variables.get("JANUA_DOCUMENTS", ""), variables.get("JANUA_ERASURES", "")
    return Environment(
        kind=kind,
        process=process,
        country=variables.get("JANUA_COUNTRY", "mt"),
        database_url=variables.get("DATABASE_URL", ""),
        secret=variables.get("JANUA_SECRET", ""),
        today=_date("JANUA_TODAY", today) if today else None,
        keys=_keys(variables),
        seal=Path(variables["JANUA_SEAL"]) if variables.get("JANUA_SEAL") else None,
        portal=variables.get("JANUA_PORTAL", "").rstrip("/"),
        documents=Path(documents) if documents else None,
        clamd=_socket("JANUA_CLAMD", variables.get("JANUA_CLAMD", "")),
        erasures=Path(erasures) if erasures else None,
        disks=_paths("JANUA_DISKS", variables.get("JANUA_DISKS", "")),
        jobs=_numbers("JANUA_JOBS", variables.get("JANUA_JOBS", "")),
        partners=_partners(variables.get("JANUA_PARTNERS", "")),
        hosts=tuple(host for host in variables.get("JANUA_HOSTS", "").split(",") if host),
        embedded_by=tuple(site for site in variables.get("JANUA_EMBEDDED_BY", "").split(",") if site),
        tls=variables.get("JANUA_TLS", "on") != "off",
        debug=variables.get("JANUA_DEBUG", "off") == "on",
    )


def with_secrets(variables: Mapping[str, str]) -> dict[str, str]:
    """Add the secrets that lie in files: what is in the environment every child has, and some logs.

    DATABASE_URL_FILE and JANUA_SECRET_FILE name files that nobody else may read; the end of line does not count.
    Raises   WrongEnvironment
    """
    read = dict(variables)
    for name in SECRETS:
        path = variables.get(f"{name}_FILE", "")
        if not path:
            continue
        if variables.get(name):
            raise WrongEnvironment(f"{name} and {name}_FILE are both set: keep the file.")
        try:
            open_to_others = Path(path).stat().st_mode & 0o007
            read[name] = Path(path).read_text().rstrip("\r\n")
        except (OSError, ValueError) as error:
            raise WrongEnvironment(
                f"{name}_FILE={path!r} must name a readable file: {type(error).__name__}."
            ) from error
        if open_to_others:
            raise WrongEnvironment(f"{name}_FILE={path!r} is open to everybody: chmod o= it.")
        if not read[name]:
            raise WrongEnvironment(f"{name}_FILE={path!r} is empty.")
    return read


def database_settings(url: str) -> dict[str, Any]:
    """Turn `postgresql://role:password@host:port/name?host=/socket&sslmode=…` into Django's form.

    Raises   WrongEnvironment
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or len(parts.path) < 2:
        raise WrongEnvironment("DATABASE_URL must read postgresql://role:password@host/name.")
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def origins_of(partner: Mapping[str, Any]) -> list[str]:
    """Give where a partner's pages lie, as scheme, host and port: its address, and those it has besides."""
    parts = [urlsplit(str(address)) for address in (partner.get("address", ""), *partner.get("also", ()))]
    return [f"{part.scheme}://{part.netloc}" for part in parts if part.scheme and part.netloc]


def _keys(variables: Mapping[str, str]) -> Path | TransitSettings | None:
    where = variables.get("JANUA_KEYS", "")
    if "://" not in where:
        return Path(where) if where else None
    if not where.startswith("https://"):
        raise WrongEnvironment("JANUA_KEYS must be a folder, or the https:// address of the key service's mount.")
    token, authority = variables.get("JANUA_KEYS_TOKEN", ""), variables.get("JANUA_KEYS_CA", "")
    if not token:
        raise WrongEnvironment("JANUA_KEYS_TOKEN is not set: name the file that holds the key service's token.")
    return TransitSettings(
        address=where.rstrip("/"),
        token_file=Path(token),
        ca_file=Path(authority) if authority else None,
        namespace=variables.get("JANUA_KEYS_NAMESPACE", ""),
    )


def _one_of(variable: str, value: str, allowed: tuple[_Word, ...]) -> _Word:
    for entry in allowed:
        if entry == value:
            return entry
    raise WrongEnvironment(f"{variable}={value!r} must be one of {', '.join(allowed)}.")


def _date(variable: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise WrongEnvironment(f"{variable}={value!r} must be a date such as 2026-03-01.") from error


def _numbers(variable: str, value: str) -> dict[str, float]:
    try:
        pairs = [pair.split("=") for pair in value.split(",") if pair]
        return {name.strip(): float(number) for name, number in pairs}
    except ValueError as error:
        raise WrongEnvironment(f"{variable}={value!r} must be a list such as heartbeat=1,stalled=2.") from error


def _paths(variable: str, value: str) -> dict[str, Path]:
    pairs = [pair.partition("=") for pair in value.split(",") if pair]
    if any(not name.strip() or not path.startswith("/") for name, _, path in pairs):
        raise WrongEnvironment(f"{variable}={value!r} must be a list such as database=/var/lib/postgresql.")
    return {name.strip(): Path(path) for name, _, path in pairs}


def _socket(variable: str, value: str) -> Path | None:
    if value and not value.startswith("/"):
        raise WrongEnvironment(f"{variable}={value!r} must be the path of a socket, such as /run/clamav/clamd.ctl.")
    return Path(value) if value else None


def _partners(path: str) -> Mapping[str, Mapping[str, Any]]:
    if not path:
        return {}
    try:
        partners: Mapping[str, Mapping[str, Any]] = json.loads(Path(path).read_text())
    except (OSError, ValueError) as error:
        raise WrongEnvironment(f"JANUA_PARTNERS={path!r} must name a readable JSON file: {error}") from error
    return partners
