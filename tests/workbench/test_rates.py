"""New rates in the workbench: proposed by one, read by all, approved by another, watched until they are carried out."""

import re
from typing import Any
from uuid import uuid4

import pytest

from janua.base.actors import system_actor
from janua.catalogue.actions.preview import RatesPreview, keep_preview
from janua.catalogue.models import RateChange
from janua.catalogue.queries import law_in_force
from janua.pack.installed import country
from janua.rules.comparison import Comparison, Group, ProgrammeChange
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.casework.rates import approved, carried_out, proposed, rate, work_out
from tests.catalogue.factories import DAY
from tests.faces import workbench_client
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Allowance of July",
    "reason": "The budget.",
    "source": "Legal Notice 1 of 2026",
    "mark": "S",
    "number-rate": "0.08",
}


@pytest.fixture(autouse=True)
def today(settings: Any) -> None:
    """A day on which the law of 2026 is in force."""
    settings.JANUA_TODAY = DAY


def _typed(html: str, **more: str) -> dict[str, str]:
    """What a person types, under the names that the form gives its boxes."""
    boxes = dict(zip(re.findall(r'name="(first_day[^"]*)"', html), ("1", "7", "2026"), strict=True))
    typed = {**TYPED, **boxes, **more}
    if "day" in more:
        typed[next(iter(boxes))] = typed.pop("day")
    return typed


def test_propose_read_approve_and_see_it_carried_out(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))
    proposer, approver = people.officer("propose_rates"), people.officer("approve_rates")
    client, other = workbench_client(proposer), workbench_client(approver)

    chosen = client.get(client.at("rates-choose")).content.decode()
    assert "childrens_allowance" in chosen
    form = client.get(client.at("rates-new", "childrens_allowance")).content.decode()
    assert "Today: 0.065 (" in form
    answer = client.post(client.at("rates-new", "childrens_allowance"), _typed(form))
    row = RateChange.objects.get()
    page = client.at("rate-change", row.id)
    assert (answer.status_code, answer.headers["Location"]) == (302, page)
    answer = client.get(page)
    html = answer.content.decode()
    assert [word in html for word in ("0.08", "0.065", "Asking both laws", "Go on to approve them")] == [
        *(True, True, True, False)
    ]
    assert answer.headers["Refresh"] == "5"

    work_out(as_process, on=DAY)
    html = client.get(page).content.decode()
    # One family: neither how many get more is told, nor what it costs to the cent.
    assert ["not shown" in html, "a colleague has to approve" in html, "308.88" in html] == [True, True, False]

    form = other.get(other.at("rate-approve", row.id)).content.decode()
    law = re.search(r'name="law" value="([0-9a-f]{64})"', form)
    assert law is not None
    assert other.post(other.at("rate-approve", row.id), {"law": law[1]}).headers["Location"] == page
    assert law_in_force().hash == law[1]
    assert other.post(other.at("rate-approve", row.id), {"law": law[1]}).headers["Location"] == page

    carried_out(as_process, on=DAY)
    html = other.get(page).content.decode()
    shown = ["1 of 1 claims decided anew" in html, "in addition so far: not shown" in html, "142.48" in html]
    assert shown == [True, True, False]  # twice 380.12 − 308.88, which would tell of one person


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"number-rate": "much"}, "rate"),
        ({"number-rate": ""}, "Write at least one new number."),
        ({"day": ""}, "day"),
        ({"title": ""}, "Write the title."),
        ({"number-rate": "", "written": "rate: ["}, "childrens_allowance, line 1: this is no YAML"),
        ({"number-rate": "0.065", "written": "nothing: {values: []}"}, "nothing"),
    ],
)
def test_what_the_law_does_not_take_is_said_and_nothing_is_lost(more: dict[str, str], told: str) -> None:
    client = workbench_client(people.officer("propose_rates"))
    address = client.at("rates-new", "childrens_allowance")
    page = client.post(address, _typed(client.get(address).content.decode(), **more))
    html = page.content.decode()
    assert (page.status_code, told in html, "The budget." in html) == (422, True, True)
    assert RateChange.objects.count() == 0


def test_numbers_of_several_days_are_written_as_in_a_file() -> None:
    client = workbench_client(people.officer("propose_rates"))
    address = client.at("rates-new", "childrens_allowance")
    written = rate("0.08", "2026-10-01")["childrens_allowance"]
    typed = _typed(client.get(address).content.decode(), written=written) | {"number-rate": ""}
    assert client.post(address, typed).status_code == 302
    assert RateChange.objects.get().first_day.isoformat() == "2026-10-01"


def test_approving_what_is_not_worked_out_says_so(as_process: Any) -> None:
    row = proposed(as_process, rate("0.08", "2026-07-01"), on=DAY)
    client = workbench_client(people.officer("approve_rates"))
    page = client.post(client.at("rate-approve", row.id), {"law": row.law_hash})
    assert (page.status_code, "not worked out yet" in page.content.decode()) == (409, True)


def test_small_groups_and_their_money_are_not_shown(as_process: Any) -> None:
    row = proposed(as_process, rate("0.08", "2026-07-01"), on=DAY)
    few = ProgrammeChange("MT-CA", "1", "quarter", "EUR", more=Group(4, 9), same=Group(7, 20), cost_before=11111)
    many = ProgrammeChange(
        "MT-CAS", "2", "year", "EUR", more=Group(61, 99), less=Group(9, 9), cost_before=7777, cost_after=8888,
        bands=(0, 0, 9, 0, 0, 0, 0, 61, 0, 0),
    )  # fmt: skip
    compared = Comparison(DAY, row.base_hash, row.law_hash, (few, many))
    preview = RatesPreview(DAY, DAY, known=81, done=81, left_out=2, comparison=compared, one_by_one=("MT-CAS",))
    with as_process("janua_work", system_actor("analyst")):
        keep_preview(change=row.id, law_hash=row.law_hash, preview=preview, since=None, cases=[])
    client = workbench_client(people.officer("propose_rates"))
    html = client.get(client.at("rate-change", row.id)).content.decode()
    cells = re.findall(r"<td[^>]*>(?:<bdi[^>]*>)?([^<]*)", html)
    told = ["61" in cells, "9" in cells, "4" in cells, "7" in cells, "€88.88" in html, "111.11" in html]
    assert told == [True, True, False, False, True, False]
    assert "Less by 5 to 20 per cent" in html
    assert "More by 5 to 20 per cent" in html
    assert "cannot be what the law reads: fewer than 5" in html
    assert "could not serve these" in html


def test_giving_up_twice_does_it_once(as_process: Any) -> None:
    row = proposed(as_process, rate("0.08", "2026-07-01"), on=DAY)
    client = workbench_client(people.officer("propose_rates"))
    for _ in range(2):
        assert client.post(client.at("rate-withdraw", row.id)).status_code == 302
    assert "Given up" in client.get(client.at("rates")).content.decode()


@pytest.mark.parametrize("name", ["rate-change", "rate-approve"])
def test_pages_are_not_there_for_another_area(as_process: Any, name: str) -> None:
    row = proposed(as_process, rate("0.08", "2026-07-01"), on=DAY)
    client = workbench_client(people.officer("propose_rates", "approve_rates", area_id=2))
    assert client.get(client.at(name, row.id)).status_code == 404


def test_pages_are_not_there_without_the_permission(as_process: Any) -> None:
    client = workbench_client(people.officer("read_case"))
    names = [("rates", ()), ("rates-choose", ()), ("rates-new", ("childrens_allowance",)), ("rate-change", (uuid4(),))]
    assert {client.get(client.at(name, *arguments)).status_code for name, arguments in names} == {404}


def test_empty_list_says_what_to_do() -> None:
    proposes, approves = (workbench_client(people.officer(word)) for word in ("propose_rates", "approve_rates"))
    assert "No rates have changed yet" in proposes.get(proposes.at("rates")).content.decode()
    assert "Nothing waits for you" in approves.get(approves.at("rates")).content.decode()


def test_unknown_part_of_the_law_is_not_there() -> None:
    client = workbench_client(people.officer("propose_rates"))
    assert client.get(client.at("rates-new", "no_such_part")).status_code == 404


def test_next_numbers_stand_on_those_approved(as_process: Any) -> None:
    approved(as_process, rate("0.08", "2026-01-15"), on=DAY)
    client = workbench_client(people.officer("propose_rates"))
    html = client.get(client.at("rates-new", "childrens_allowance")).content.decode()
    assert ("Today: 0.08 (Legal Notice 1 of 2026)" in html, country().law.hash == law_in_force().hash) == (True, False)
