"""How the system runs, for those who keep it running: numbers, words and no person."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janua.base.audit.models import Access
from janua.base.clock import now
from janua.base.health.actions import Read, note_alarms, write_readings
from janua.workbench.journeys.health import GROUPS, number_text, spark_points, units
from tests.base.health.test_alarms import a_process
from tests.faces import FaceClient, workbench_client
from tests.registers import factories as people

pytestmark = pytest.mark.django_db


def words(client: FaceClient) -> str:
    """The words of the page between its tags."""
    page = client.get(client.at("health"))
    assert page.status_code == 200
    main = page.content.decode().partition("<main")[2].partition(">")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main)).strip()


def operator() -> FaceClient:
    return workbench_client(people.officer("see_health"))


def test_page_says_what_stands_since_when_and_what_to_do_first() -> None:
    a_process("work")
    a_process("portal", seen=300)
    note_alarms(at=now())

    shown = words(operator())

    assert "Now No process of this kind has given a sign of life for a minute." in shown
    assert "(portal) Look whether it runs, and start it. docs/operations/alarms/process-missing.md 5 min" in shown
    assert re.search(r"portal 0 0 \d+ \w+ \d{4}, \d\d:\d\d work 1 1", shown)


def test_page_says_that_nothing_stands() -> None:
    a_process("work", recent={"answers": 12})
    write_readings(queue="work", read=[Read("seal_waiting_seconds", "", 0.5)], at=now())

    shown = words(operator())

    assert "No alarm stands Every number is where it should be." in shown
    assert "Requests answered in the last five minutes. 12" in shown


def test_page_draws_the_last_hour_and_says_it_in_words() -> None:
    begin = now() - timedelta(minutes=30)
    for minute, number in enumerate((0.0, 7.0, 3.0)):
        read = [Read("jobs_waiting", "casework.write_letter", number)]
        write_readings(queue="work", read=read, at=begin + timedelta(minutes=minute))

    client = operator()

    page = client.get(client.at("health")).content.decode()
    assert '<polyline points="0.0,23.0 60.0,1.0 120.0,13.6"' in page
    assert "casework.write_letter 3 0 an hour ago or when first read, 7 at most" in words(client)


def test_page_is_not_there_for_others_and_leaves_no_look(as_process: Any) -> None:
    other = workbench_client(people.officer("read_case", "grant_role"))
    assert other.get(other.at("health")).status_code == 404
    assert other.post(other.at("health")).status_code == 404

    before = Access.objects.count()
    words(operator())

    assert Access.objects.count() == before


def test_page_asks_as_often_for_many_numbers_as_for_one() -> None:
    a_process("work")
    client = operator()
    words(client)
    with CaptureQueriesContext(connection) as one:
        words(client)
    for number in range(3):
        a_process("api")
        write_readings(queue="work", read=[Read("jobs_waiting", f"a.b{number}", 1.0)], at=now())

    with CaptureQueriesContext(connection) as many:
        words(client)

    assert len(many) == len(one)


def test_every_number_on_the_page_has_its_unit() -> None:
    known = units()

    assert [name for _, names in GROUPS for name in names if name not in known] == []


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (0.25, "seconds", "0.2 s"),
        (0.0, "seconds", "0 s"),
        (90, "seconds", "90 s"),
        (600, "seconds", "10 min"),
        (10_000, "seconds", "3 hours"),
        (0.123, "share", "12%"),
        (2.5e10, "bytes", "25.0 GB"),
        (12_345.0, "rows", "12,345"),
    ],
)
def test_numbers_are_written_as_people_read_them(number: float, unit: Any, text: str) -> None:
    assert number_text(number, unit) == text


def test_line_of_one_number_or_of_nothing() -> None:
    assert spark_points([3.0]) == ""
    assert spark_points([0.0, 0.0]) == "0.0,23.0 120.0,23.0"
