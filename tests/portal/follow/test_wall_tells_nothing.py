"""Two households that differ in what the other adult has, and get the same: pages and letters are the same too."""

from typing import Any

import pytest
from django.db import transaction

from janua.base.actors import acting_as
from janua.casework.actions.claim import take_up_checks
from janua.casework.actions.letter import _of_decision, _values
from janua.casework.models import Decision
from tests.casework import factories as f
from tests.database import as_process_role
from tests.faces import portal_client
from tests.portal.follow import scene as s

pytestmark = pytest.mark.django_db


class Undone(Exception):
    """Ends one household's story, so that the next one begins with the same people."""


def told(as_process: Any, *, wage: str, own: str) -> dict[str, Any]:
    """What the mother's page and letter say where the father earned so much; everything is undone afterwards."""
    found: dict[str, Any] = {}
    try:
        with transaction.atomic():
            found = _story(as_process, wage=wage, own=own)
            raise Undone
    except Undone:
        return found


def _story(as_process: Any, *, wage: str, own: str) -> dict[str, Any]:
    scene = s.applied(as_process)
    wages = {scene.family.mother: own, scene.family.father: wage}
    records = {one.id: f.income_record(one.identifiers.get().value, gross=gross) for one, gross in wages.items()}
    f.answer_checks(as_process, records)
    with as_process("janua_work", s.ASSESSOR):
        take_up_checks(on=s.ON)
    client, found = portal_client(scene.account), {}
    for row in Decision.objects.filter(claim__application=scene.application).order_by("claim__programme"):
        page = client.get(client.at("decision", row.id)).context["decision"]
        why = page.why
        with as_process_role("janua_work"), acting_as(s.ASSESSOR):
            letter = _values(_of_decision(row))
        found[row.claim.programme] = {
            "amount": row.amount,
            "reasons": why.reasons,
            "sums": why.sums,
            "comparisons": why.comparisons,
            "letter": [(line["text"], line["value"]) for line in letter["calculation"]],
            "conditions": [(one["text"], one["met"]) for one in letter["conditions"]],
        }
    return found


@pytest.mark.parametrize(("own", "one", "other"), [("1000.00", "0.00", "500.00"), ("0.00", "0.00", "500.00")])
def test_whether_the_other_adult_has_anything_is_not_told(as_process: Any, own: str, one: str, other: str) -> None:
    first, second = (told(as_process, wage=wage, own=own) for wage in (one, other))

    amounts = [{programme: said["amount"] for programme, said in story.items()} for story in (first, second)]
    assert amounts[0] == amounts[1], "the law gives both the same, else this test says nothing"
    assert amounts[0]
    for programme, said in first.items():
        for what, words in said.items():
            assert (programme, what, words) == (programme, what, second[programme][what])
