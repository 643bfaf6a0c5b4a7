"""Simulations in the workbench: numbers typed, uploaded or taken from a proposal; who gains and loses; no person."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from janua.analytics.actions.simulation import simulate_next
from janua.analytics.models import Simulation
from janua.base.clock import now
from janua.catalogue.models import RateChange
from tests.casework.rates import ANALYST, proposed, rate
from tests.catalogue.factories import DAY
from tests.faces import workbench_client
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
FILE = "childrens_allowance"
TYPED = {"title": "A higher rate"}
TEXT = rate("0.08", "2026-07-01")[FILE]


@pytest.fixture(autouse=True)
def today(settings: Any, tmp_path: Path) -> None:
    settings.JANUA_TODAY, settings.JANUA_DOCUMENTS = DAY, tmp_path


@pytest.fixture
def client() -> Any:
    """The browser of an analyst."""
    return workbench_client(people.officer("simulate"))


def uploaded(content: bytes, name: str = "reform.yaml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/yaml")


def worked_out(as_process: Any) -> None:
    more = True
    while more:
        with as_process("janua_work", ANALYST):
            more = simulate_next(on=DAY)


def result(**groups: Any) -> dict[str, Any]:
    """What was published of a comparison of the children's allowance."""
    none = {"claims": 0, "persons": 0}
    told = dict.fromkeys(("more", "less", "same", "newly", "no_longer", "neither", "by_person", "undecided"), none)
    money = {name: {"amount": "1234.00", "currency": "EUR"} for name in ("gained", "lost", "cost_before", "cost_after")}
    programme = {
        "programme": "MT-CA", "budget_line": "X", "period": "quarter", "groups": told | groups,
        "undecided_before": 0, "undecided_after": 0, **money,
        "bands": [{"above": None, "to": None, "claims": 0}] * 10,
    }  # fmt: skip
    row = {"gain": 17, "lose": 0, "same": 6, "cost": {"amount": "23.45", "currency": "EUR"}}
    few = {"gain": None, "lose": None, "same": 8, "cost": None}
    return {
        "comparison": {"on": "2026-07-01", "law_before": "a", "law_after": "b", "programmes": [programme]},
        "groups": {"MT-CA": {"size": [row, few, few, row, row, row], "income": [row] * 5 + [few] * 6}},
        "left_out": 3,
        "not_served": [],
    }


def test_typed_numbers_are_tried_and_what_comes_of_it_is_shown(as_process: Any, client: Any) -> None:
    assert "Nothing has been tried yet" in client.get(client.at("simulations")).content.decode()
    assert FILE in client.get(client.at("simulations-choose")).content.decode()
    form = client.get(client.at("simulation-new", FILE)).content.decode()
    assert "Today: 0.065 (" in form
    boxes = dict(zip(re.findall(r'name="(first_day[^"]*)"', form), ("1", "7", "2026"), strict=True))
    answer = client.post(client.at("simulation-new", FILE), {**TYPED, **boxes, "number-rate": "0.08"})
    row = Simulation.objects.get()
    page = client.at("simulation", row.id)
    assert (answer.status_code, answer.headers["Location"], row.on.isoformat()) == (302, page, "2026-07-01")
    answer = client.get(page)
    assert ("Asking both laws" in answer.content.decode(), answer.headers["Refresh"]) == (True, "5")
    assert "Refresh" not in client.get(f"{page}?still").headers

    worked_out(as_process)
    answer = client.get(page)
    assert ("Nobody is paid a benefit" in answer.content.decode(), "Refresh" in answer.headers) == (True, False)
    assert "A higher rate" in client.get(client.at("simulations")).content.decode()


def test_result_tells_groups_and_hides_the_small_ones(as_process: Any, client: Any) -> None:
    client.post(client.at("simulation-new", FILE), {**TYPED, "written": TEXT})
    more = {"claims": 23, "persons": 60}
    Simulation.objects.update(result=result(more=more), known=26, done=26, finished_at=now())
    html = client.get(client.at("simulation", Simulation.objects.get().id)).content.decode()
    told = ["Tenth 1, the lowest" in html, "6 persons or more" in html, "23.45" in html, ">17<" in html]
    assert told == [True] * 4
    # six rows of tenths and two of sizes: gain, lose, cost, and the bar beside
    assert html.count(">not shown<") == 8 * 4
    assert "cannot be what the law reads: fewer than 5" in html


def test_a_file_is_tried(client: Any) -> None:
    answer = client.post(client.at("simulation-new", FILE), {**TYPED, "upload": uploaded(TEXT.encode())})
    assert (answer.status_code, Simulation.objects.get().files) == (302, {FILE: f"{TEXT.strip()}\n"})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"rate:\n  values:\n    - {from: 2026-07-01, value: much, citation: X, mark: S}\n", f"{FILE}, line 3: rate:"),
        (b"\xff\xfe\x00", "This is no text file"),
        (b"x" * 100_001, "too long"),
        (b"rate: [", "line 1: this is no YAML"),
    ],
)
def test_a_file_with_faults_is_told_line_by_line_and_stays(client: Any, content: bytes, told: str) -> None:
    answer = client.post(client.at("simulation-new", FILE), {**TYPED, "upload": uploaded(content)})
    html = answer.content.decode()
    kept = content.decode(errors="replace").splitlines()[0]
    assert (answer.status_code, told in html, "A higher rate" in html) == (422, True, True)
    # What can be read of it stands in the box.
    assert (kept in html) is (content.startswith(b"rate"))
    assert Simulation.objects.count() == 0


def test_a_file_stands_below_what_was_written(client: Any) -> None:
    written = 'weekly_minimum:\n  values:\n    - {from: 2026-07-01, value: "9.00", citation: X, mark: A}'
    client.post(client.at("simulation-new", FILE), {**TYPED, "written": written, "upload": uploaded(TEXT.encode())})
    assert Simulation.objects.get().files == {FILE: f"{written}\n{TEXT.strip()}\n"}


def test_proposed_rates_and_earlier_simulations_are_begun_with(as_process: Any, client: Any) -> None:
    row = proposed(as_process, rate("0.08", "2026-07-01"), on=DAY)
    assert f"?from={row.id}" in client.get(client.at("simulations-choose")).content.decode()
    form = client.get(f"{client.at('simulation-new', FILE)}?from={row.id}").content.decode()
    assert "Legal Notice 1 of 2026" in form
    client.post(client.at("simulation-new", FILE), {**TYPED, "written": rate("0.07", "2026-07-01")[FILE]})
    form = client.get(f"{client.at('simulation-new', FILE)}?from={Simulation.objects.get().id}").content.decode()
    assert "0.07" in form
    assert "0.07" not in client.get(f"{client.at('simulation-new', FILE)}?from={uuid4()}").content.decode()


@pytest.mark.parametrize("fault", ["outdated", "no_place"])
def test_why_there_is_no_result_is_said(client: Any, fault: str) -> None:
    client.post(client.at("simulation-new", FILE), {**TYPED, "written": TEXT})
    Simulation.objects.update(fault=fault, finished_at=now())
    html = client.get(client.at("simulation", Simulation.objects.get().id)).content.decode()
    words = {"outdated": "The law changed before", "no_place": "no place for a snapshot"}
    assert (words[fault] in html, "Not worked out" in html) == (True, True)


def test_pages_are_not_there_without_the_permission_or_in_another_area(client: Any) -> None:
    client.post(client.at("simulation-new", FILE), {**TYPED, "written": TEXT})
    row = Simulation.objects.get()
    for officer in (people.officer("propose_rates"), people.officer("read_case")):
        other = workbench_client(officer)
        addresses = [
            ("simulations", ()),
            ("simulations-choose", ()),
            ("simulation-new", (FILE,)),
            ("simulation", (row.id,)),
        ]
        assert {other.get(other.at(name, *arguments)).status_code for name, arguments in addresses} == {404}
    elsewhere = workbench_client(people.officer("simulate", area_id=2))
    assert elsewhere.get(elsewhere.at("simulation", row.id)).status_code == 404
    assert "A higher rate" not in elsewhere.get(elsewhere.at("simulations")).content.decode()
    assert client.get(client.at("simulation-new", "no_such_part")).status_code == 404


def test_an_analyst_sees_no_person(as_process: Any, client: Any) -> None:
    person = people.person(given="Maria", area_id=1)
    addresses = [client.at("find-person"), client.at("person", person.id), client.at("rates"), client.at("runs")]
    assert {client.get(address).status_code for address in addresses} == {404}


def test_rates_are_uploaded_too(as_process: Any) -> None:
    client = workbench_client(people.officer("propose_rates"))
    typed = {"title": "July", "reason": "The budget.", "source": "Legal Notice 1 of 2026", "mark": "S"}
    answer = client.post(client.at("rates-new", FILE), {**typed, "upload": uploaded(TEXT.encode())})
    assert (answer.status_code, RateChange.objects.get().files) == (302, {FILE: f"{TEXT.strip()}\n"})
