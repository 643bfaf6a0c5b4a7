"""Production refuses to start with anything of a demo: one test a refusal, each with what to do."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from janua.base.keys.folder import create_keys
from janua.base.seals.files import create_seal
from janua.config.environment import database_settings
from janua.config.models import Installation
from janua.config.production import ProductionRefused, Refusal, mark_installation, refusals, refuse_unfit

NOW = datetime.now(UTC)
REAL_DATABASE = database_settings("postgresql://janua_portal:x@db.example.org/janua?sslmode=verify-full")


@pytest.fixture
def fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings with which production starts; gives the folder of its keys."""
    keys = tmp_path / "keys"
    create_keys(keys, "kek-0001", demo=False)
    create_seal(keys / "seal", organization="Ministry", at=NOW, name="Ministry of Social Policy")
    for name, value in fit_settings(keys).items():
        monkeypatch.setattr(settings, name, value)
    return keys


def fit_settings(keys: Path) -> dict[str, Any]:
    return {
        "JANUA_ENV": "production",
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "DATABASES": {"default": REAL_DATABASE},
        "JANUA_TODAY": None,
        "SECRET_KEY": "s" * 50,
        "JANUA_KEYS": keys,
        "JANUA_SEAL": keys / "seal",
        "JANUA_PORTAL": "https://janua.gov.example.org",
        "JANUA_PARTNERS": {"civil": {"address": "https://civil.gov.example.org/dci"}},
    }


def _keys(*, database: bool = False) -> list[str]:
    return [refusal.key for refusal in refusals(database=database)]


@pytest.mark.usefixtures("fit")
def test_refusals_of_a_fit_installation_are_none() -> None:
    assert _keys() == []


@pytest.mark.usefixtures("fit")
@pytest.mark.parametrize(
    ("setting", "value", "key"),
    [
        ("DEBUG", True, "debug"),
        ("SECURE_SSL_REDIRECT", False, "tls"),
        ("SESSION_COOKIE_SECURE", False, "tls"),
        ("JANUA_TODAY", date(2026, 3, 1), "clock"),
        ("SECRET_KEY", "short", "secret"),
        ("JANUA_KEYS", None, "keys"),
        (
            "DATABASES",
            {"default": database_settings("postgresql://janua_portal:x@db.example.org/janua")},
            "database-tls",
        ),
        (
            "DATABASES",
            {"default": database_settings("postgresql://janua_portal:x@db.example.org/janua?sslmode=prefer")},
            "database-tls",
        ),
        *(
            (
                "DATABASES",
                {"default": database_settings(f"postgresql://janua_portal:x@db.example.org/janua?sslmode={mode}")},
                "database-tls",
            )
            for mode in ("require", "verify-ca")
        ),
        ("JANUA_PARTNERS", {"civil": {"address": "http://127.0.0.1:9001/dci"}}, "emulator"),
        ("JANUA_PARTNERS", {"civil": {"address": "https://[::1]:9001/dci"}}, "emulator"),
        ("JANUA_PARTNERS", {"bank": {"address": "https://localhost:9004"}}, "emulator"),
        ("JANUA_PARTNERS", {"bank": {"address": "https://bank.test/files"}}, "emulator"),
        ("JANUA_PARTNERS", {"eid": {"address": "https://eid.gov.example.org", "also": ["http://[::1]"]}}, "emulator"),
        ("JANUA_PARTNERS", {"eid": {"address": "http://eid.gov.example.org"}}, "plain-http"),
    ],
)
def test_refusals_name_what_is_unfit(setting: str, value: object, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, setting, value)

    assert _keys() == [key]


@pytest.mark.usefixtures("fit")
def test_refusals_accept_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    socket = database_settings("postgresql://janua_portal:x@/janua?host=/run/postgresql")
    monkeypatch.setattr(settings, "DATABASES", {"default": socket})

    assert _keys() == []


@pytest.mark.usefixtures("fit")
@pytest.mark.parametrize(
    ("face", "changes", "key"),
    [
        ("portal", {"JANUA_PARTNERS": {}}, "identity"),
        ("portal", {"JANUA_PARTNERS": {"eid": {"address": "https://eid.gov.example.org"}}}, "identity"),
        ("portal", {"ALLOWED_HOSTS": []}, "hosts"),
        ("workbench", {"ALLOWED_HOSTS": ["*"]}, "hosts"),
        ("workbench", {"JANUA_SEAL": Path("/nowhere")}, "seal"),
        ("work", {"JANUA_PORTAL": ""}, "portal"),
        ("workbench", {"ALLOWED_HOSTS": [".gov.example.org"]}, "hosts"),
    ],
)
def test_refusals_name_what_a_face_lacks(
    face: str, changes: dict[str, Any], key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = {"eid": {"address": "https://eid.gov.example.org", "client_id": "janua"}}
    fit_face: dict[str, Any] = {
        "JANUA_PROCESS": face,
        "JANUA_PARTNERS": identity,
        "ALLOWED_HOSTS": ["janua.gov.example.org"],
    }
    for name, value in fit_face.items():
        monkeypatch.setattr(settings, name, value)
    before = _keys()
    for name, value in changes.items():
        monkeypatch.setattr(settings, name, value)

    assert (before, _keys()) == ([], [key])


def test_refusals_name_demo_keys(fit: Path) -> None:
    create_keys(fit, "sign-audit", demo=True)

    assert _keys() == ["demo-keys"]


def test_refusals_name_demo_keys_though_the_mark_was_removed(fit: Path) -> None:
    create_keys(fit, "sign-audit", demo=True)
    (fit / "DEMO-KEYS").unlink()

    assert _keys() == ["demo-keys"]


@pytest.mark.usefixtures("fit", "db")
def test_refusals_name_the_embedded_server_and_the_mark() -> None:
    # The tests' own server is an embedded one, and its database is marked as a test's.
    assert _keys(database=True) == ["embedded", "marked"]


@pytest.mark.usefixtures("fit", "db")
def test_refusals_name_a_demo_database() -> None:
    Installation.objects.update(kind="demo")

    [mark] = [refusal for refusal in refusals() if refusal.key == "marked"]

    assert mark.advice == "This database is marked demo: its people are not real; use another database."


@pytest.mark.usefixtures("fit", "db")
def test_refusals_accept_a_database_marked_production() -> None:
    Installation.objects.update(kind="production")

    assert _keys(database=True) == ["embedded"]


@pytest.mark.usefixtures("fit", "db")
def test_refusals_name_a_database_without_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE config_installation RENAME TO elsewhere")

    assert _keys(database=True)[-1] == "unmigrated"


@pytest.mark.usefixtures("fit")
def test_refuse_unfit_gives_every_reason_at_once() -> None:
    with override_settings(DEBUG=True, JANUA_TODAY=date(2026, 3, 1)), pytest.raises(ProductionRefused) as refused:
        refuse_unfit(database=False)

    assert str(refused.value).splitlines() == [
        "Production does not start:",
        "- DEBUG shows people's data on error pages: remove JANUA_DEBUG.",
        "- The legal date is set by hand: remove JANUA_TODAY, only demo and test may set it.",
    ]


@pytest.mark.usefixtures("db")
def test_refuse_unfit_lets_a_demo_be_a_demo() -> None:
    Installation.objects.update(kind="demo")

    with override_settings(JANUA_ENV="demo", DEBUG=True, JANUA_TODAY=date(2026, 3, 1)):
        refuse_unfit()


@pytest.mark.usefixtures("db")
def test_refuse_unfit_keeps_a_demo_away_from_real_people() -> None:
    Installation.objects.update(kind="production")

    with override_settings(JANUA_ENV="demo"), pytest.raises(ProductionRefused) as refused:
        refuse_unfit()

    assert str(refused.value).splitlines() == [
        "Demo does not start:",
        "- This database holds real people: JANUA_ENV=demo has no place on it.",
    ]


@pytest.mark.usefixtures("db")
def test_refuse_unfit_keeps_one_country_away_from_another() -> None:
    Installation.objects.update(country="xx")

    with override_settings(JANUA_ENV="test"), pytest.raises(ProductionRefused, match="This database is xx's"):
        refuse_unfit()


@pytest.mark.usefixtures("db")
def test_mark_installation_never_changes_a_mark() -> None:
    with override_settings(JANUA_ENV="production"):
        mark_installation()

    assert Installation.objects.values_list("id", "kind", "country").get() == (1, "test", "mt")


def test_refusals_name_keys_that_others_can_read(fit: Path) -> None:
    fit.chmod(0o755)

    [refusal] = refusals(database=False)

    assert refusal == Refusal("keys", f"{fit} is open to others: chmod 700 it.")


def test_refusals_name_the_seal_of_a_demonstration(fit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_seal(fit / "own", organization="Ministry", at=NOW)
    monkeypatch.setattr(settings, "JANUA_PROCESS", "work")
    monkeypatch.setattr(settings, "JANUA_SEAL", fit / "own")

    assert _keys() == ["demo-seal"]
