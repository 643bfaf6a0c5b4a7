"""How often a page of an application asks the database: as often for a large family as for a small one."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.casework import factories as f
from tests.portal.apply.journeys import CODE, begun, freshen, steps_of

pytestmark = pytest.mark.django_db
ONE, THREE = (date(2016, 5, 4),), (date(2016, 5, 4), date(2018, 1, 2), date(2020, 9, 1))


@pytest.mark.parametrize("born", [ONE, THREE])
@pytest.mark.parametrize(
    ("name", "step", "queries"),
    [
        ("apply", "", 10),
        ("apply-tasks", "", 17),
        ("apply-step", "people", 17),
        ("apply-step", "known", 17),
        ("apply-step", "maintenance", 17),
        ("apply-step", "papers", 17),
        ("apply-check", "", 17),
    ],
)
def test_page_asks_as_often_for_one_child_as_for_three(name: str, step: str, queries: int, born: Any) -> None:
    f.publish_catalogue()
    of = f.family(born=born)
    freshen()
    client = begun(of)
    named = next((one for one in steps_of(client) if one.startswith(step)), step) if step else ""
    address = client.at(name, CODE, named) if named else client.at(name, CODE)
    client.get(address)

    with CaptureQueriesContext(connection) as asked:
        client.get(address)

    told = [
        one["sql"]
        for one in asked
        if not (one["sql"] or "").startswith(("SAVEPOINT", "RELEASE", "SET LOCAL", "ROLLBACK"))
    ]
    assert len(told) == queries
