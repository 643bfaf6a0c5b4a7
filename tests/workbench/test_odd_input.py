"""Odd input on every address of the workbench: a page that says what is wrong, never a fault of ours."""

from typing import Any

import pytest

from janua.casework.models import Case, Decision, Letter, Task
from tests.casework import factories as f
from tests.faces import workbench_client
from tests.portal.follow import scene
from tests.registers import factories as people
from tests.walks.pages import WORKBENCH

pytestmark = [pytest.mark.django_db, pytest.mark.long]
ODD = ("\x00", "9" * 5000)
NAMES = (
    *(
        "before",
        "after",
        "reason",
        "show",
        "done",
        "task",
        "next",
        "whose",
    ),
    *(
        "kind",
        "deadline",
        "programme",
        "person",
        "officer",
        "object_id",
        "action",
        "since",
    ),
    *(
        "until",
        "subject",
        "from_day",
        "from_month",
        "from_year",
        "reference",
    ),
)
FIELDS = (
    *(
        "text",
        "words",
        "to",
        "reason",
        "outcome",
        "assessment",
        "kind",
        "answer_by_day",
        "answer_by_month",
        "answer_by_year",
    ),
    *(
        "fact",
        "since_day",
        "since_month",
        "since_year",
        "number",
        "holder_name",
        "edition",
        "seen",
        "execute_on_day",
        "area",
    ),
    *(
        "execute_on_month",
        "execute_on_year",
        "grounds",
        "account",
        "role",
        "starts_on_day",
        "starts_on_month",
        "starts_on_year",
    ),
    *(
        "login",
        "display_name",
        "staff_number",
        "office",
        "left_on_day",
        "left_on_month",
        "left_on_year",
        "next",
        "language",
    ),
    *(
        "title_en",
        "text_en",
        "titles",
        "texts",
        "shows_from_day",
        "shows_from_month",
        "shows_from_year",
        "refuse",
        "confirm",
    ),
    *("person", "officer", "code", "password", "justified", "verdict", "note", "answer"),
)
EVERYTHING = (
    *("read_case", "submit_application", "prepare_decision", "answer_discrepancy", "keep_register", "rule_on_fact"),
    *("write_note", "do_task", "decide_claim", "reconsider_claim", "prepare_run", "approve_run", "propose_account"),
    *("confirm_account", "read_audit", "replay_decision", "open_urgent_access", "review_urgent_access", "grant_role"),
    *("open_staff_account", "write_announcement", "publish_announcement", "confirm_hand_over", "see_health"),
)


@pytest.fixture(autouse=True)
def legal_date(settings: Any) -> None:
    settings.JANUA_TODAY = f.TODAY


def test_no_address_breaks_on_odd_input(as_process: Any) -> None:
    of = scene.granted(as_process, letters=True)
    client = workbench_client(people.officer(*EVERYTHING), raise_request_exception=False)
    decision = of.decision()
    known: dict[str, Any] = {
        "decision": decision.id, "open-claim": decision.claim_id, "refusable-claim": decision.claim_id,
        "person": of.mother.id, "case": Case.objects.get(holder=of.mother).id,
        "document": Letter.objects.values_list("document_id", flat=True).first(), "letter": Letter.objects.first().id,
        "task": Task.objects.values_list("id", flat=True).first(),
    }  # fmt: skip
    assert Decision.objects.count() > 0
    broken = []
    for page in WORKBENCH:
        if "sign-" in page.name or page.name == "step-up":
            continue
        arguments = {
            name: known.get(value[1:]) or of.application.id if value.startswith("@") else value
            for name, value in page.arguments.items()
        }
        address = client.at(page.name, **arguments)
        for odd in ODD:
            for method, data in (
                ("get", dict.fromkeys(NAMES, odd)),
                ("post", dict.fromkeys(FIELDS, odd)),
            ):
                answer = getattr(client, method)(address, data)
                if answer.status_code >= 500:
                    broken.append((method, address, odd[:10]))
    assert broken == []
