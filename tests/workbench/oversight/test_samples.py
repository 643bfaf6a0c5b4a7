"""Samples on their pages: asked for, drawn, replayed, saved as a file that no table programme runs."""

import csv
import io
import json
from typing import Any

import pytest

from janua.analytics.integrity.models import Sample, SampledDecision
from janua.base.actors import acting_as, system_actor
from janua.base.audit.models import Entry
from janua.casework.models import Decision
from janua.values import uuid7
from tests.payments import factories as paid
from tests.registers import factories as people
from tests.workbench.oversight.conftest import COUNTRY, ELSEWHERE, Country, at_desk

pytestmark = pytest.mark.django_db
AUDITS = ("draw_sample", "read_audit", "replay_decision")
ASKED = {"purpose": "First quarter", "size": "3", "strata": ["programme", "by"]}
EVIL = '=HYPERLINK("http://example.org","x")'


def text(page: Any) -> str:
    return " ".join(page.content.decode().split()).replace("&#x27;", "'").replace("&quot;", '"')


def replayed(sample: Sample, *, differences: list[dict[str, Any]]) -> Decision:
    """A sample of one decision that came out otherwise."""
    paid.office()
    of = paid.entitled(1_000, person=people.person(given="Anna", family="Vella", area_id=2))
    decision = of.entitlement.decision
    Sample.objects.filter(id=sample.id).update(seal=7, seed="ab" * 32, population=9, drawn_at=people.NOW)
    kept = json.dumps(differences) if differences else None
    with acting_as(system_actor("keeper")):
        SampledDecision.objects.create(
            sample=sample, decision=decision, person_id=of.person.id, area_id=2, stratum="=cmd", place=1,
            replayed_at=people.NOW, count=len(differences), differences=kept,
        )  # fmt: skip
    return decision


def test_sample_is_asked_for_and_waits_for_its_seal(country: Country) -> None:
    client = at_desk(*AUDITS, area=COUNTRY)
    assert "No sample was asked for yet" in text(client.get(client.at("samples")))
    assert "you cannot draw until it suits you" in text(client.get(client.at("sample-new")))

    went = client.post(client.at("sample-new"), ASKED)

    row = Sample.objects.get()
    assert (went.status_code, went["Location"]) == (302, client.at("sample", row.id))
    assert (row.size, row.strata, row.wanted, sorted(row.areas)) == (3, ["programme", "by"], {}, [1, 2, 3])
    page = client.get(went["Location"])
    assert "Waits for the next seal of the audit trail" in text(page)
    assert page["Refresh"] == "5"
    assert "First quarter" in text(client.get(client.at("samples")))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"size": "0"}, "size"), ({"size": "many"}, "size"), ({"purpose": ""}, "purpose"), ({"strata": ["x"]}, "strata"),
     ({"officer": "x"}, "officer")],
)  # fmt: skip
def test_sample_with_something_wrong_keeps_what_was_typed(country: Country, wrong: Any, field: str) -> None:
    client = at_desk(*AUDITS)
    page = client.post(client.at("sample-new"), ASKED | wrong)
    assert (page.status_code, set(page.context["form"].errors), Sample.objects.count()) == (422, {field}, 0)


def test_what_differs_is_shown_line_by_line_and_saved_as_a_file_that_nothing_runs(country: Country) -> None:
    client = at_desk(*AUDITS, area=COUNTRY)
    client.post(client.at("sample-new"), ASKED)
    sample = Sample.objects.get()
    decision = replayed(sample, differences=[{"path": "decision.amount", "then": EVIL, "now": -5}])

    page = text(client.get(client.at("sample", sample.id)))
    for expected in (
        "1 decision does not come out the same again.", "decision.amount", EVIL, "Anna Vella", decision.reference,
        "of 9 that fit", "ab" * 32, "The head of seal 7",
    ):  # fmt: skip
        assert expected in page

    saved = client.post(client.at("sample-export", sample.id))

    assert saved["Content-Type"] == "text/csv; charset=utf-8"
    assert saved["Content-Disposition"] == f'attachment; filename="sample-{sample.id}.csv"'
    rows = list(csv.reader(io.StringIO(saved.content.decode("utf-8-sig"))))
    assert rows[1][:6] == ["1", decision.reference, "MT-CA", "grant", "2026-02-20", "'=cmd"]
    assert rows[1][6:] == ["differs", "decision.amount", f"'{EVIL}", "'-5"]
    assert "Vella" not in saved.content.decode()
    assert Entry.objects.get(action="sample.export").details == {"rows": 1}


def test_differences_of_who_may_not_be_seen_are_not_shown(country: Country) -> None:
    client = at_desk(*AUDITS, area=COUNTRY)
    client.post(client.at("sample-new"), ASKED)
    sample = Sample.objects.get()
    decision = replayed(sample, differences=[{"path": "decision.amount", "then": 41_234, "now": 5}])
    row = SampledDecision.objects.get().decision.claim.claimant
    row.restricted = True
    row.save()

    page = text(client.get(client.at("sample", sample.id)))
    assert decision.reference not in page
    assert "41234" not in page + client.post(client.at("sample-export", sample.id)).content.decode()


def test_sample_of_other_areas_and_an_absent_one_are_alike(country: Country) -> None:
    client = at_desk(*AUDITS)
    client.post(client.at("sample-new"), ASKED)
    sample, stranger = Sample.objects.get(), at_desk(*AUDITS, area=ELSEWHERE)
    for id_ in (sample.id, uuid7()):
        assert stranger.get(stranger.at("sample", id_)).status_code == 404
        assert stranger.post(stranger.at("sample-export", id_)).status_code == 404
    assert "First quarter" not in text(stranger.get(stranger.at("samples")))
