"""The population in the registers: every row is there, under the policies and guards that hold for everybody."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import psycopg
import pytest

from demo.cluster.supervisor import SUPERUSER
from demo.population.commands import load_with_progress
from demo.population.load import load_population
from demo.population.mt.facts import ALL, HELD, MALTA
from demo.population.mt.population import draw_families
from demo.population.people import Family
from demo.population.rows import COLUMNS
from tests.database import RunningDatabase, TestServer
from tests.demo.population.conftest import PEOPLE as PEOPLE_OF_THE_FOLDER
from tests.demo.population.conftest import SEED, Folder

TODAY = date(2026, 3, 2)
PEOPLE = 400


@pytest.fixture
def database(server: TestServer) -> Iterator[RunningDatabase]:
    """An empty database of this test's own."""
    database = server.clone()
    yield database
    database.drop()


@pytest.fixture(scope="module")
def loaded(server: TestServer) -> Iterator[RunningDatabase]:
    """A database with the small population, for tests that only look."""
    database = server.clone()
    load(database, families())
    yield database
    database.drop()


def families() -> list[Family]:
    return list(draw_families(seed=3, people=PEOPLE))


def load(database: RunningDatabase, drawn: list[Family], **options: Any) -> dict[str, int]:
    chosen: dict[str, Any] = {"sources": HELD, "today": TODAY} | options
    return load_population(database.connect("janua_owner"), drawn, country=MALTA, **chosen)


def rows(database: RunningDatabase, query: str) -> list[tuple[Any, ...]]:
    connection = database.connect(SUPERUSER)
    return connection.execute(query.encode()).fetchall()


def test_load_writes_every_person_home_tie_and_fact(database: RunningDatabase) -> None:
    drawn = families()
    told: list[int] = []
    counts = load(database, drawn, progress=told.append)
    persons = sum(len(family.persons) for family in drawn)
    assert counts == {table: rows(database, f"SELECT count(*) FROM {table}")[0][0] for table in COLUMNS}
    assert sum(told) == persons == counts["registers_person"] == counts["registers_personidentifier"]
    assert counts["registers_relationship"] == sum(len(family.ties) for family in drawn)
    assert counts["registers_residence"] == sum(len(family.residences) for family in drawn)
    assert counts["registers_fact"] > 10 * persons


def test_load_in_small_batches_writes_the_same(database: RunningDatabase) -> None:
    drawn = families()
    told: list[int] = []
    counts = load(database, drawn, batch=50, progress=told.append)
    assert len(told) > 5
    assert counts["registers_person"] == sum(len(family.persons) for family in drawn)


def test_load_gives_the_hot_columns_that_the_registers_would_derive(loaded: RunningDatabase) -> None:
    hot = "SELECT id, given_names, family_name, script, found_by, identifier, area_id FROM registers_person"
    before = rows(loaded, f"{hot} WHERE died_on IS NULL ORDER BY id")
    with loaded.connect(SUPERUSER) as connection, connection.transaction():
        connection.execute("SELECT set_config('janua.today', '2026-03-02', true)")
        connection.execute("SELECT set_config('janua.actor', 'system:loader', true)")
        connection.execute("SELECT registers_refresh_persons(array_agg(id)) FROM registers_person")
    assert rows(loaded, f"{hot} WHERE died_on IS NULL ORDER BY id") == before
    assert {row[3] for row in before} == {"Latn", "Cyrl", "Arab"}


def test_load_finds_the_walkthrough_family_with_its_facts(loaded: RunningDatabase) -> None:
    found = rows(
        loaded,
        """
        SELECT i.value, f.attribute, coalesce(f.words, f.day::text, f.number::text, f.truth::text), f.true_from::text
        FROM registers_personidentifier i JOIN registers_fact f ON f.subject_id = i.person_id
        WHERE i.scheme = 'mt-id-card' AND i.value = '9900120L' ORDER BY f.attribute
        """,
    )
    assert found == [
        ("9900120L", "citizenship", "MT", None),
        ("9900120L", "date_of_birth", "2020-04-18", None),
        ("9900120L", "resident_in_malta", "true", "2020-04-18"),
        ("9900120L", "sex", "female", None),
    ]
    parents = rows(
        loaded,
        """
        SELECT of_.value, r.kind, to_.value FROM registers_relationship r
        JOIN registers_personidentifier of_ ON of_.person_id = r.of_person_id
        JOIN registers_personidentifier to_ ON to_.person_id = r.to_person_id
        WHERE to_.value = '9900120L' ORDER BY 1
        """,
    )
    assert parents == [("9900188M", "parent", "9900120L"), ("9900190M", "parent", "9900120L")]


def test_load_takes_all_sources_without_a_contradiction(database: RunningDatabase) -> None:
    counts = load(database, families(), sources=ALL)
    by_source = dict(rows(database, "SELECT source, count(*) FROM registers_fact GROUP BY source"))
    assert by_source.keys() == ALL
    assert sum(by_source.values()) == counts["registers_fact"]


def test_load_with_progress_loads_the_persons_of_the_folder(
    database: RunningDatabase, population: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    load_with_progress(database.connect("janua_owner"), today=TODAY, seed=SEED, people=PEOPLE_OF_THE_FOLDER)
    cards = {card for (card,) in rows(database, "SELECT value FROM registers_personidentifier")}
    assert cards == population.by_card("persons").keys()
    out, progress = capsys.readouterr()
    assert out == ""
    assert f"{len(cards)}/{PEOPLE_OF_THE_FOLDER}" in progress


def test_load_is_refused_to_anybody_but_the_owner(database: RunningDatabase) -> None:
    connection = database.connect("janua_work")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        load_population(connection, families(), country=MALTA, sources=HELD, today=TODAY)
    assert rows(database, "SELECT count(*) FROM registers_person") == [(0,)]


def test_load_twice_is_refused_whole(database: RunningDatabase) -> None:
    drawn = families()
    load(database, drawn)
    before = rows(database, "SELECT count(*) FROM registers_fact")
    with pytest.raises(psycopg.errors.UniqueViolation):
        load(database, drawn)
    assert rows(database, "SELECT count(*) FROM registers_fact") == before
