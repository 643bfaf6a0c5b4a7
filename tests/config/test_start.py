"""A real process started in production ends at once, saying why."""

import os
import subprocess
import sys

from tests.database import RunningDatabase

WSGI = "import janua.config.wsgi"


def _load(url: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JANUA_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-c", WSGI],
        env=environment | {"DATABASE_URL": url} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_wsgi_refuses_production_on_a_demos_server(real_database: RunningDatabase) -> None:
    loaded = _load(real_database.url("janua_api"), JANUA_PROCESS="api", JANUA_TLS="off", JANUA_TODAY="2026-03-01")

    assert loaded.returncode == 1
    refusal = loaded.stderr[loaded.stderr.rindex("Production does not start:") :]
    assert [line[:24] for line in refusal.splitlines()] == [
        "Production does not star",
        "- TLS is off: remove JAN",
        "- The legal date is set ",
        "- JANUA_SECRET is missin",
        "- JANUA_KEYS is not set:",
        "- DATABASE_URL names the",
        "- This database is marke",
    ]


def test_wsgi_loads_as_a_demo(real_database: RunningDatabase) -> None:
    loaded = _load(real_database.url("janua_api"), JANUA_PROCESS="api", JANUA_ENV="demo", JANUA_TLS="off")

    assert (loaded.returncode, loaded.stderr) == (0, "")


def test_wsgi_refuses_production_without_a_database() -> None:
    loaded = _load("", JANUA_PROCESS="api")

    assert loaded.returncode == 1
    assert "DATABASE_URL is not set: name the database, with the role of this process." in loaded.stderr
