"""Whole journeys in a real browser: what a family and its officers do, from the first page to the money or the no."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from demo.population.mt.numbers import iban
from tests.browser.applying import apply, press
from tests.browser.conftest import AsCitizen, AsOfficer
from tests.browser.installed import Installed

pytestmark = pytest.mark.long
SERVICE = "childrens-allowance"
_DECIDED = (
    "SELECT d.id, d.outcome, d.amount, c.programme FROM casework_decision d JOIN casework_claim c ON c.id = d.claim_id"
    " WHERE c.claimant_id = %s AND c.programme = %s"
)


def test_apply_is_granted_paid_and_seen(installation: Installed, as_citizen: AsCitizen, as_officer: AsOfficer) -> None:
    card = installation.known.family("three_children")["mother"]
    person = installation.person(card)
    claire = as_citizen(card)

    apply(claire, installation, SERVICE)
    (granted,) = installation.wait_for(_DECIDED, person, "MT-CA")
    claire.goto(f"{installation.portal_url}/mine/decisions/{granted['id']}/")

    assert (granted["outcome"], granted["amount"]) == ("grant", 337_74)
    expect(claire.locator("h1")).to_contain_text("€337.74")
    expect(claire.locator("main")).to_contain_text("Law: Cap. 318")

    _name_account(claire, installation, number=iban(card), holder="Claire Camilleri")
    _confirm_account(as_officer("approves"), installation, person)
    _pay(installation, as_officer)
    installation.wait_for("SELECT 1 FROM payments_order WHERE person_id = %s AND state = 'paid'", person)
    claire.goto(f"{installation.portal_url}/payments/")

    expect(claire.locator("main")).to_contain_text("Paid to you so far: €337.74")


def test_register_is_down_an_officer_answers_and_refuses_only_after_notice(
    installation: Installed, as_citizen: AsCitizen, as_officer: AsOfficer
) -> None:
    card = installation.known.family("newcomers")["mother"]
    person = installation.person(card)
    blessing = as_citizen(card)
    installation.switch("revenue", failure="unavailable")
    try:
        apply(blessing, installation, SERVICE)
        checks = _wait_until_by_hand(installation, person)
    finally:
        installation.switch("revenue", failure="")
    case = as_officer("case")
    for check in checks:
        _answer_by_hand(case, installation, check["id"])
    claim = installation.wait_for(
        "SELECT id FROM casework_claim WHERE claimant_id = %s AND programme = 'MT-CA' AND state = 'assessed'", person
    )[0]["id"]

    # The lot falls within some seconds; before that nobody decides.
    installation.wait_for(
        "SELECT 1 FROM casework_task WHERE object_id = %s AND state = 'open' AND owner_id IS NOT NULL", claim
    )

    decision = as_officer("decision")
    decision.goto(f"{installation.workbench_url}/claims/{claim}/decide/")
    assert decision.locator("main form button").filter(has_text="Refuse").count() == 0

    decision.goto(f"{installation.workbench_url}/claims/{claim}/notice/")
    press(decision, "Give this notice")
    notice = installation.wait_for("SELECT id FROM casework_intendeddecision WHERE claim_id = %s", claim)[0]["id"]
    blessing.goto(f"{installation.portal_url}/mine/notices/{notice}/")
    expect(blessing.locator("h1")).to_have_text("We think that we cannot grant this")
    blessing.locator("textarea").first.fill("We have lived here since January.")
    press(blessing, "Send")

    decision.goto(f"{installation.workbench_url}/claims/{claim}/decide/")
    expect(decision.locator("main")).to_contain_text("We have lived here since January.")
    decision.locator("main form button").filter(has_text="Refuse").click()
    (refused,) = installation.wait_for(_DECIDED, person, "MT-CA")
    blessing.goto(f"{installation.portal_url}/mine/decisions/{refused['id']}/")

    assert refused["outcome"] == "refuse"
    expect(blessing.locator("main")).to_contain_text("Why we cannot pay you")
    expect(blessing.locator("main")).to_contain_text("Not met")
    expect(blessing.locator("main")).to_contain_text("One of our officers decided.")


def test_newborn_brings_money_without_a_question(installation: Installed, as_citizen: AsCitizen) -> None:
    card = installation.known.family("expecting")["mother"]
    (bonus,) = installation.wait_for(_DECIDED, installation.person(card), "MT-BB")
    anna = as_citizen(card)
    anna.goto(f"{installation.portal_url}/mine/decisions/{bonus['id']}/")

    expect(anna.locator("h1")).to_contain_text("€1,500.00")
    anna.goto(f"{installation.portal_url}/payments/")
    expect(anna.locator("main")).to_contain_text("Paid to you so far: €1,500.00")


def test_returned_payment_is_paid_once_the_account_is_mended(
    installation: Installed, as_citizen: AsCitizen, as_officer: AsOfficer
) -> None:
    card = installation.known.family("one_child")["mother"]
    person = installation.person(card)
    rita = as_citizen(card)
    rita.goto(f"{installation.portal_url}/payments/")
    expect(rita.locator("main")).to_contain_text("A payment came back to us.")

    _name_account(rita, installation, number=iban("9900219L"), holder="Rita Vella")
    _confirm_account(as_officer("approves"), installation, person)
    _let_the_days_of_objection_pass(installation, person)
    _pay(installation, as_officer)
    installation.wait_for("SELECT 1 FROM payments_order WHERE person_id = %s AND state = 'paid'", person)
    rita.goto(f"{installation.portal_url}/payments/")

    expect(rita.locator("main")).to_contain_text("Paid to you so far: €354.77")


def _name_account(page: Page, installation: Installed, *, number: str, holder: str) -> None:
    """The citizen's own way: type, look at it once more, say yes."""
    page.goto(f"{installation.portal_url}/account/change/")
    page.locator("input[name=number]").fill(number)
    page.locator("input[name=holder]").fill(holder)
    press(page, "Continue")
    press(page, "Yes, use this account")


def _confirm_account(page: Page, installation: Installed, person: Any) -> None:
    """The second person's way."""
    account = installation.wait_for(
        "SELECT id FROM payments_payeeaccount WHERE payee_id = %s AND state = 'proposed'", person
    )[0]["id"]
    page.goto(f"{installation.workbench_url}/accounts/{account}/")
    press(page, "Confirm this account")
    installation.wait_for("SELECT 1 FROM payments_payeeaccount WHERE id = %s AND state = 'confirmed'", account)


def _let_the_days_of_objection_pass(installation: Installed, person: Any) -> None:
    """A changed account can be paid into some days later; the demo's day stands still, so the account's days move."""
    installation.rows(
        "UPDATE payments_payeeaccount SET usable_from_on = '2026-01-01', ended_on = '2026-03-01'"
        " WHERE payee_id = %s AND ended_on IS NOT NULL RETURNING id",
        person,
    )
    installation.rows(
        "UPDATE payments_payeeaccount SET usable_from_on = '2026-03-02'"
        " WHERE payee_id = %s AND state = 'confirmed' AND ended_on IS NULL RETURNING id",
        person,
    )


def _pay(installation: Installed, as_officer: AsOfficer) -> None:
    """One officer prepares a run, another approves it; the worker does the rest."""
    prepares = as_officer("prepares")
    prepares.goto(f"{installation.workbench_url}/runs/new/")
    press(prepares, "Prepare the run")
    prepares.wait_for_url(re.compile(r"/runs/[0-9a-f-]{36}/"))
    run = re.search(r"/runs/([0-9a-f-]{36})/", prepares.url)
    assert run
    approves = as_officer("approves")
    approves.goto(f"{installation.workbench_url}/runs/{run[1]}/approve/")
    approves.get_by_role("button", name=re.compile("Approve and pay")).click()
    installation.wait_for("SELECT 1 FROM payments_run WHERE id = %s AND state = 'reconciled'", run[1], seconds=60)


def _wait_until_by_hand(installation: Installed, person: Any) -> list[dict[str, Any]]:
    """Let the days pass within which the register should have answered."""
    asked = (
        "SELECT DISTINCT k.id FROM checks_check k JOIN casework_claimcheck l ON l.check_id = k.id"
        " JOIN casework_claim c ON c.id = l.claim_id WHERE c.claimant_id = %s AND k.register = 'revenue'"
    )
    installation.wait_for(f"{asked} AND k.attempts > 0", person)
    installation.rows(
        f"UPDATE checks_check SET deadline_on = '2026-03-01', next_attempt_at = now() WHERE id IN ({asked})"
        " RETURNING id",
        person,
    )
    return installation.wait_for(
        f"{asked} AND k.state = 'manual' AND NOT EXISTS (SELECT 1 FROM checks_check o JOIN casework_claimcheck m"
        " ON m.check_id = o.id JOIN casework_claim d ON d.id = m.claim_id WHERE d.claimant_id = c.claimant_id"
        " AND o.state NOT IN ('manual', 'answered'))",
        person,
        seconds=60,
    )


def _answer_by_hand(page: Page, installation: Installed, check: Any) -> None:
    page.goto(f"{installation.workbench_url}/checks/{check}/")
    page.locator("input[name=employment_income]").fill("0")
    press(page, "Keep this answer")
    installation.wait_for("SELECT 1 FROM checks_check WHERE id = %s AND state = 'answered'", check)
