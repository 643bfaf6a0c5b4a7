"""What the walkthrough tells: amounts as people write them, stops by name."""

import io

import pytest
from rich.console import Console

from demo.walkthrough.telling import Telling, written


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(76388, "EUR", "€763.88"), (172928, "EUR", "€1,729.28"), (5, "EUR", "€0.05"), (150000, "UAH", "UAH 1,500.00")],
)
def test_written_amount_reads_as_people_write_it(minor: int, currency: str, text: str) -> None:
    assert written(minor, currency) == text


def test_telling_keeps_the_stops_under_names_of_their_own() -> None:
    out = io.StringIO()
    telling = Telling(Console(file=out, width=60))
    for part in ("", "birth."):
        telling.chapter("Money", part=part)
        with telling.step("Somebody prepares", stop="run.prepare") as step:
            step.result = "1 order"
        with telling.step("Nothing that counts"):
            pass

    assert [stop.name for stop in telling.stops] == ["run.prepare", "birth.run.prepare"]
    assert all(len(line) <= 60 for line in out.getvalue().splitlines())
    assert "✓ Somebody prepares" in out.getvalue()
