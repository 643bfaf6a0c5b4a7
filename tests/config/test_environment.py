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
