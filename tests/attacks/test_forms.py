"""More in a form than it asks for: no field of ours is written because somebody named it."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from janua.casework.models import Application
from janua.catalogue.models import Announcement
from tests.api.v1.calling import citizen_calls
from tests.api.v1.test_citizens import KEY
from tests.casework.factories import family, publish_catalogue
from tests.catalogue.factories import DAY, a_newsroom
from tests.faces import workbench_client
from tests.registers import factories as people
from tests.workbench.announcements.test_pages import _typed

ROOT = Path(__file__).parents[2] / "janua"
NOBODYS = "00000000-0000-0000-0000-000000000007"


@pytest.mark.django_db
def test_announcement_is_not_published_by_naming_its_columns(settings: Any) -> None:
    settings.JANUA_TODAY = DAY
    room = a_newsroom()
    client = workbench_client(room.writer)
    form = _typed(client.get(client.at("announcement-new")).content.decode())
    more = {"state": "published", "published_at": "2026-01-01", "published_by": NOBODYS, "area_id": "1", "id": NOBODYS}

    client.post(client.at("announcement-new"), form | more)

    row = Announcement.objects.get()
    assert (row.state, row.published_at, row.written_by_id, str(row.id) == NOBODYS) == (
        *("proposed", None, room.writer.id),
        False,
    )


@pytest.mark.django_db
def test_application_over_the_api_is_not_decided_by_naming_its_columns() -> None:
    publish_catalogue()
    home, stranger = family(), people.person(family="Zammit")
    body = {"service": "childrens-allowance", "applicant": str(home.mother.id), "language": "mt"}
    more = {
        "state": "decided",
        "applicant_id": str(stranger.id),
        "id": NOBODYS,
        "area_id": 2,
        "submitted_by_id": NOBODYS,
    }

    citizen_calls(home.account).post("applications", body | more, **KEY)

    rows = [(row.applicant_id, str(row.id) == NOBODYS) for row in Application.objects.all()]
    assert rows in ([], [(home.mother.id, False)])


def test_no_form_is_made_of_a_model() -> None:
    """Where every field is written down, none is there by accident."""
    made = [
        str(path)
        for path in ROOT.rglob("*.py")
        if re.search(r"\b(ModelForm|modelform_factory|ModelSchema)\b", path.read_text())
    ]
    assert made == []


def test_tables_for_other_programs_are_written_in_one_place_that_disarms_formulas() -> None:
    """Who writes CSV must think of formulas; tests/workbench/oversight/test_samples.py tries the one that does."""
    writing = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [one.name for one in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            module = getattr(node, "module", None) or ""
            if {"csv", "openpyxl", "xlsxwriter", "pandas"} & {*names, module.partition(".")[0]}:
                writing.add(str(path.relative_to(ROOT)))
    assert writing == {"workbench/journeys/samples.py"}
