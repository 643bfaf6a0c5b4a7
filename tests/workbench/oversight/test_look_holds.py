"""Looks that are shown later, on the pages: asked on a person's page, confirmed by another, left out of their list."""

from datetime import timedelta
from typing import Any

import pytest

from janua.base.audit.models import Access
from janua.registers.models import LookHold
from tests.faces import portal_client, workbench_client
from tests.payments.factories import TODAY
from tests.registers import factories as people
from tests.workbench.oversight.conftest import ELSEWHERE, Country, at_desk
from tests.workbench.payments.asking import words

ASKS, CONFIRMS = ("read_case", "hold_looks"), ("read_case", "hold_looks", "confirm_look_hold")
LAST = TODAY + timedelta(days=60)
TYPED = {
    "ground": "violence",
    "law": "Cap. 581, art. 5",
    "reason": "He reads her telephone.",
    "office": "",
    **{f"since_{part}": getattr(TODAY, part) for part in ("day", "month", "year")},
    **{f"ends_on_{part}": getattr(LAST, part) for part in ("day", "month", "year")},
}


def asked(country: Country, client: Any, **more: Any) -> Any:
    return client.post(client.at("look-hold-new", country.here.id), TYPED | more)


def test_hold_is_asked_for_and_confirmed_by_another_and_leaves_the_look_out(country: Country) -> None:
    account = people.citizen(country.here)
    client = at_desk(*ASKS)
    assert "Show looks at this file later" in words(client.get(client.at("person", country.here.id)))
    reader = portal_client(account)
    assert "A member of staff" in words(reader.get(reader.at("looks")))

    done = asked(country, client)
    row = LookHold.objects.get()
    assert (done.status_code, done["Location"]) == (302, client.at("look-hold", row.id))
    assert (row.ends_on, row.office_id, row.reason) == (LAST, None, "He reads her telephone.")
    second = at_desk(*CONFIRMS)
    assert "Waits for a second person" in words(second.get(second.at("look-holds")))
    assert second.post(second.at("look-hold", row.id), {"is_confirmed": "yes"}).status_code == 302

    said = words(reader.get(reader.at("looks")))
    assert "A member of staff" not in said
    assert "There is no look to show you." in said
    assert "How often looks are shown later" in said
    assert "There is 1 such hold in the whole country today." in words(second.get(second.at("look-holds")))
    assert "He reads her telephone." in words(second.get(second.at("look-hold", row.id)))
    assert Access.objects.get(page="look-hold").persons == [country.here.id]


def test_hold_that_is_ended_shows_the_looks_again(country: Country) -> None:
    reader = portal_client(people.citizen(country.here))
    client, second = at_desk(*ASKS), at_desk(*CONFIRMS)
    asked(country, client)
    row = LookHold.objects.get()
    second.post(second.at("look-hold", row.id), {"is_confirmed": "yes"})
    # Pressed twice, the second says no more than how it stands.
    assert [second.post(second.at("look-hold-end", row.id)).status_code for _ in range(2)] == [302, 302]

    assert "A member of staff" in words(reader.get(reader.at("looks")))
    assert "Ended early" in words(second.get(second.at("look-hold", row.id)))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ground": ""}, "ground"),
        ({"law": " "}, "law"),
        ({"reason": ""}, "reason"),
        ({"ends_on_year": "2031"}, "ends_on"),
        ({"ends_on_year": ""}, "ends_on"),
    ],
)
def test_hold_with_something_wrong_keeps_what_was_typed(country: Country, wrong: Any, field: str) -> None:
    page = asked(country, at_desk(*ASKS), **wrong)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert not LookHold.objects.exists()


def test_who_asked_is_told_that_another_confirms(country: Country) -> None:
    officer = people.officer(*CONFIRMS, area_id=country.here.area_id or 0)
    client = workbench_client(officer)
    asked(country, client)
    row = LookHold.objects.get()

    assert "Another supervisor confirms it." in words(client.get(client.at("look-hold", row.id)))
    assert client.post(client.at("look-hold", row.id), {"is_confirmed": "yes"}).status_code == 404
    row.refresh_from_db()
    assert not row.is_confirmed


def test_holds_are_not_there_for_others(country: Country) -> None:
    asked(country, at_desk(*ASKS))
    row = LookHold.objects.get()
    for client, listed in ((at_desk("read_case"), 404), (at_desk(*CONFIRMS, area=ELSEWHERE), 200)):
        assert client.get(client.at("look-hold", row.id)).status_code == 404
        assert client.get(client.at("look-holds")).status_code == listed
    elsewhere = at_desk(*ASKS, area=ELSEWHERE)
    assert elsewhere.get(elsewhere.at("look-hold-new", country.here.id)).status_code == 404
