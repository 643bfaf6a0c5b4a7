"""What the environment may say."""

from datetime import date
from pathlib import Path

import pytest

from janua.config.environment import WrongEnvironment, database_settings, read_environment


def test_read_environment_of_nothing_is_production_with_tls() -> None:
    environment = read_environment({})

    assert (environment.kind, environment.tls, environment.debug, environment.today) == (
        "production",
        True,
        False,
        None,
    )


def test_read_environment_takes_the_demos_date() -> None:
    environment = read_environment({"JANUA_ENV": "demo", "JANUA_TODAY": "2026-03-01"})

    assert environment.today == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"JANUA_ENV": "staging"}, "JANUA_ENV='staging' must be one of production, demo, test."),
        (
            {"JANUA_PROCESS": "web"},
            "JANUA_PROCESS='web' must be one of portal, workbench, api, work, payments, owner.",
        ),
        ({"JANUA_TODAY": "1 March"}, "JANUA_TODAY='1 March' must be a date such as 2026-03-01."),
    ],
)
def test_read_environment_refuses_words_it_does_not_know(variables: dict[str, str], says: str) -> None:
    with pytest.raises(WrongEnvironment) as refused:
        read_environment(variables)

    assert str(refused.value) == says


def test_read_environment_refuses_partners_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(WrongEnvironment, match="must name a readable JSON file"):
        read_environment({"JANUA_PARTNERS": str(tmp_path / "none.json")})


def test_read_environment_takes_secrets_from_files(tmp_path: Path) -> None:
    names = {"DATABASE_URL": "postgresql://janua_portal:p%20w@db/janua", "JANUA_SECRET": "s" * 50}
    for name, value in names.items():
        (tmp_path / name).write_text(f"{value}\n")
        (tmp_path / name).chmod(0o440)
    variables = {f"{name}_FILE": str(tmp_path / name) for name in names}

    environment = read_environment(variables)

    assert (environment.database_url, environment.secret) == tuple(names.values())
    with pytest.raises(WrongEnvironment, match="JANUA_SECRET and JANUA_SECRET_FILE are both set"):
        read_environment(variables | {"JANUA_SECRET": "other"})


@pytest.mark.parametrize(
    ("content", "mode", "says"),
    [("s" * 50, 0o604, "is open to everybody"), ("\n", 0o600, "is empty"), (None, 0, "must name a readable file")],
)
def test_read_environment_refuses_a_file_that_keeps_no_secret(
    tmp_path: Path, content: str | None, mode: int, says: str
) -> None:
    secret = tmp_path / "secret"
    if content is not None:
        secret.write_text(content)
        secret.chmod(mode)

    with pytest.raises(WrongEnvironment, match=says) as refused:
        read_environment({"JANUA_SECRET_FILE": str(secret)})
    assert "sss" not in str(refused.value)


def test_database_settings_read_a_socket_a_port_and_options() -> None:
    socket = database_settings("postgresql://janua_work:a%2Fb@/janua?host=/run/pg")
    server = database_settings("postgresql://janua_work:x@db.gov:5433/janua?sslmode=verify-full")

    assert (socket["HOST"], socket["PASSWORD"], socket["PORT"], socket["OPTIONS"]) == ("/run/pg", "a/b", "", {})
    assert (server["HOST"], server["PORT"], server["OPTIONS"]) == ("db.gov", "5433", {"sslmode": "verify-full"})
    assert (socket["CONN_MAX_AGE"], socket["NAME"], socket["USER"]) == (60, "janua", "janua_work")


@pytest.mark.parametrize("url", ["mysql://x@y/z", "postgresql://x@y", "janua"])
def test_database_settings_refuse_another_database(url: str) -> None:
    with pytest.raises(WrongEnvironment, match="DATABASE_URL must read postgresql://"):
        database_settings(url)
