"""What an auditor looks up: within scope, sealed, replayed; every look kept, nothing changed."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janua.base import audit
from janua.base.actors import acting_as, system_actor
from janua.base.audit.models import Access, Entry
from janua.base.audit.sealer import seal
from janua.casework.models import Claim, Decision
from janua.catalogue.models import Programme
from janua.values import uuid7
from tests.database import RunningDatabase, TestServer, as_process_role
from tests.faces import workbench_client
from tests.payments import factories as paid
from tests.payments.desks import prepared_by
from tests.payments.factories import TODAY
from tests.registers import factories as people
from tests.workbench.oversight.conftest import COUNTRY, ELSEWHERE, HERE, Country, at_desk, built
from tests.workbench.payments.asking import words


@pytest.fixture
def trail(country: Country) -> Country:
    """Something done about each person, and about nobody."""
    officer = people.officer(area_id=HERE)
    with as_process_role("janua_workbench", paid.actor(officer)):
        audit.record("hold.open", subject=country.here.id, object_type="hold", object_id=country.here.id)
        audit.record("hold.open", subject=country.elsewhere.id, object_type="hold", object_id=country.elsewhere.id)
        audit.record("run.fill", details={"orders": 2, "control_sum": 38194, "left_out": 1})
        audit.log_access([country.here.id], page="workbench:person", purpose="a claim")
        audit.log_access([country.elsewhere.id], page="workbench:person", purpose="a claim")
    return country


def test_auditor_of_the_country_sees_all_of_the_trail(trail: Country) -> None:
    client = at_desk("read_audit", area=COUNTRY)

    page = words(client.get(client.at("audit")))

    assert "Held payments Anna Vella" in page
    assert "Held payments Ben Zammit" in page
    assert "Prepared a payment run 2 orders 1 amount left out Total: €381.94" in page
    assert "38194" not in page
    assert Access.objects.filter(page="workbench:audit").count() == 1


def test_auditor_of_an_area_sees_what_is_about_its_persons(trail: Country) -> None:
    client = at_desk("read_audit", area=HERE)

    page = words(client.get(client.at("audit")))

    assert "Held payments Anna Vella" in page
    for foreign in ("Ben Zammit", str(trail.elsewhere.id), "Prepared a payment run"):
        assert foreign not in page


def test_trail_is_looked_up_by_person_thing_officer_kind_and_day(trail: Country) -> None:
    client = at_desk("read_audit", area=COUNTRY)

    def found(**asked: str) -> list[str]:
        page = words(client.get(client.post(client.at("audit"), asked)["location"]))
        return [name for name in ("Anna Vella", "Ben Zammit", "Prepared a payment run") if name in page]

    assert found(person="1M") == ["Anna Vella"]
    assert found(thing=str(trail.elsewhere.id)) == ["Ben Zammit"]
    assert found(kind="run.") == ["Prepared a payment run"]
    assert found(officer="system:sealer") == []
    assert found(since_day="1", since_month="1", since_year="2020", kind="hold.") == ["Anna Vella", "Ben Zammit"]
    assert found(until_day="1", until_month="1", until_year="2020") == []
    wrong = client.post(client.at("audit"), {"person": "9M", "officer": "Nobody At All"})
    assert wrong.status_code == 422
    assert "This number is nobody's whom you may see." in words(wrong).replace("&#x27;", "'")


@pytest.mark.parametrize("page", ["audit", "looks"])
def test_no_number_of_a_person_stands_in_an_address(trail: Country, page: str) -> None:
    client = at_desk("read_audit", area=COUNTRY)

    sent = client.post(client.at(page), {"person": "1M", "officer": "system:sealer"})
    by_number = client.get(client.at(page), {"person": "1M"})

    address = f"{client.at(page)}?person={trail.here.id}&officer=system%3Asealer"
    assert (sent.status_code, sent["location"]) == (303, address)
    assert (by_number.status_code, "Anna Vella" in words(by_number)) == (422, False)
    assert client.get(address).status_code == 200


def test_who_may_not_read_the_trail_finds_no_page_and_no_row(trail: Country) -> None:
    officer = people.officer("read_case", "grant_role", area_id=COUNTRY)
    client = at_desk("read_case", area=COUNTRY)

    assert [client.get(client.at(page)).status_code for page in ("audit", "looks")] == [404, 404]
    assert client.post(client.at("audit-export")).status_code == 404
    with as_process_role("janua_workbench", paid.actor(officer)):
        assert (Entry.objects.count(), Access.objects.count()) == (0, 0)


def test_auditor_adds_no_row_under_another_name_and_changes_none(trail: Country) -> None:
    from django.db.utils import ProgrammingError

    auditor = people.officer("read_audit", area_id=COUNTRY)
    for statement in ("UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry", "DELETE FROM audit_access"):
        with (
            pytest.raises(ProgrammingError),
            as_process_role("janua_workbench", paid.actor(auditor)),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_looks_are_found_by_person_and_by_officer(trail: Country) -> None:
    everywhere, here = at_desk("read_audit", area=COUNTRY), at_desk("read_audit", area=HERE)
    officer = people.officer(area_id=HERE)
    number = officer.staff.staff_number
    with as_process_role("janua_workbench", paid.actor(officer)):
        audit.log_access([trail.here.id, trail.elsewhere.id], page="workbench:person", purpose="a task")

    by_person = words(everywhere.get(everywhere.post(everywhere.at("looks"), {"person": "2M"})["location"]))
    by_officer = words(everywhere.get(everywhere.post(everywhere.at("looks"), {"officer": number})["location"]))
    foreign = here.get(here.at("looks"), {"person": str(trail.elsewhere.id)})
    nothing = everywhere.post(everywhere.at("looks"), {"person": ""})

    assert "Ben Zammit person a claim" in by_person
    assert "person a task" in by_officer
    assert "Nobody looked" in words(foreign)
    assert nothing.status_code == 422
    looked = Access.objects.filter(page="workbench:looks").values_list("persons", flat=True)
    assert [trail.elsewhere.id] in list(looked)


def test_state_of_the_seals_is_shown(real_database: RunningDatabase, server: TestServer, settings: Any) -> None:
    settings.JANUA_TODAY = TODAY
    with real_database.as_django(server.superuser):
        person = built().here
        auditor = people.officer("read_audit", area_id=COUNTRY)
        with acting_as(system_actor("loader")):
            audit.record("hold.open", subject=person.id)

    def page() -> str:
        with real_database.as_django("janua_workbench"):
            client = workbench_client(auditor)
            return words(client.get(client.at("audit"), {"kind": "hold."}))

    before = page()
    with real_database.as_django("janua_work"), acting_as(system_actor("sealer")):
        seal()
    after = page()
    with real_database.connect(server.superuser) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute("UPDATE audit_batch SET rows = rows + 1 WHERE number = 1")
    broken = page()

    assert "No seal has been set yet." in before
    assert "Anna Vella Waits" in before
    assert "The seals hold 1 seal so far." in after
    assert "Anna Vella Sealed" in after
    assert "The chain of seals is broken at seal 1." in broken


def test_rows_are_saved_as_a_file_which_the_trail_tells(trail: Country) -> None:
    import json

    client = at_desk("read_audit", area=COUNTRY)
    page = client.post(client.at("audit-export"), {"kind": "hold."})

    rows = [json.loads(line) for line in page.content.decode().splitlines()]
    assert [(row["action"], row["subject"]) for row in rows] == [
        ("hold.open", str(trail.elsewhere.id)),
        ("hold.open", str(trail.here.id)),
    ]
    assert page["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(action="trail.export").values_list("details", flat=True).get() == {"rows": 2}


def test_details_are_said_in_plain_words(country: Country) -> None:
    run_id, session = uuid7(), str(uuid7())
    officer = people.officer(area_id=COUNTRY)
    Programme.objects.get_or_create(code="MT-CA", defaults={"names": {"en": "Children's Allowance"}, "legal_basis": ""})
    paid.entitled(1_000, person=country.here)
    claim, decision = Claim.objects.get(), Decision.objects.get()
    with as_process_role("janua_workbench", paid.actor(officer)):
        audit.record(
            "claim.grant", subject=country.here.id, object_type="decision", object_id=decision.id,
            details={"programme": "MT-CA", "claim": claim.id},
        )  # fmt: skip
        audit.record("run.prepare", object_type="run", object_id=run_id, details={"execute_on": date(2026, 3, 4)})
        audit.record("task.deal", subject=country.here.id, object_type="task", details={"owner": officer.id})
        audit.record("task.open", subject=country.here.id, object_type="task", details={"kind": "returned_payment"})
        audit.record("order.take_out", subject=country.here.id, object_type="order", details={"reason": "hold"})
        audit.record("session.end", object_type="account", details={"session": session, "why": "idle"})
        audit.record("urgent.review", object_type="urgent_access", details={"justified": True})
    client = at_desk("read_audit", area=COUNTRY)

    page = words(client.get(client.at("audit"))).replace("&#x27;", "'")

    for expected in (
        f"Granted a claim Claim: {claim.reference} Programme: Children's Allowance Anna Vella Decision"
        f" {decision.reference}",
        "Asked for a payment run Payment day: 4 March 2026 Payment run",
        "Dealt a task Given to: Ċetta Officer Anna Vella Task",
        "Opened a task Kind: A payment came back Anna Vella Task",
        "Took an order out of a run Reason: Payments of this person were held since Anna Vella Payment",
        "Signed out Why: after a while without a press Account to sign in",
        "Justified: yes File opened in urgency",
    ):
        assert expected in page
    for raw in (session, str(run_id), str(claim.id), str(decision.id), "returned_payment", "2026-03-04"):
        assert raw not in page.replace(client.at("replay", decision.id), "")


def test_thing_leads_to_its_page_for_who_may_open_it(country: Country, as_process: Any) -> None:
    paid.office()
    paid.entitled(1_000, person=country.here)
    run = prepared_by(paid.preparer(), as_process_role)
    reads, pays = at_desk("read_audit", area=COUNTRY), at_desk("read_audit", "approve_run", area=COUNTRY)

    plain, linked = (client.get(client.at("audit"), {"kind": "run."}).content.decode() for client in (reads, pays))

    assert run.reference in plain
    assert f'href="{pays.at("run", run.id)}"' not in plain
    assert f'href="{pays.at("run", run.id)}"' in linked


def test_looking_up_takes_a_fixed_number_of_queries(trail: Country) -> None:
    client = at_desk("read_audit", area=COUNTRY)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(client.at("audit"))
        return len(captured)

    one = queries()
    with as_process_role("janua_workbench", paid.actor(people.officer(area_id=HERE))):
        for _ in range(3):
            audit.record("hold.lift", subject=trail.here.id)
    assert queries() == one


def test_decision_is_replayed_from_the_page(country: Country) -> None:
    paid.entitled(1_000, person=country.here)
    decision = Decision.objects.get()
    auditor, other = at_desk("read_audit", "replay_decision", area=COUNTRY), at_desk("read_audit", area=COUNTRY)
    elsewhere = at_desk("replay_decision", area=ELSEWHERE)

    before = words(auditor.get(auditor.at("replay", decision.id)))
    page = auditor.post(auditor.at("replay", decision.id))

    assert "Replay this decision" in before
    assert page.status_code == 200
    assert "value" in words(page)
    assert Entry.objects.filter(action="decision.replay", object_id=decision.id).count() == 1
    assert other.post(other.at("replay", decision.id)).status_code == 404
    assert elsewhere.post(elsewhere.at("replay", decision.id)).status_code == 404
