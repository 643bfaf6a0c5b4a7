"""An auditor reads everything of their areas and changes nothing: by the database's own word, whatever a page does."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from janua.base.accounts.actions.role import load_roles
from janua.base.accounts.models import Account, RoleAssignment, RolePermission
from janua.base.accounts.roles import FORBIDDEN, ONLY_READ, ROLES
from janua.base.actors import acting_as, system_actor
from janua.base.row_security.check import expected_security
from janua.base.row_security.everywhere import AUDITORS_WRITE, policies_of
from tests.faces import FaceClient, workbench_client
from tests.payments import factories as paid
from tests.portal.follow import scene
from tests.registers import factories as people
from tests.walks.pages import WORKBENCH

pytestmark = pytest.mark.django_db
# The door's own rows, written before anybody acts.
_OF_THE_DOOR = {"accounts_session", "accounts_wrongattempt"}


@pytest.fixture
def auditor(settings: Any) -> Account:
    """Somebody with the role as it stands in the data, and no other."""
    settings.JANUA_TODAY = scene.ON
    with acting_as(system_actor("loader")):
        load_roles(roles=ROLES, forbidden=FORBIDDEN)
    account = people.officer()
    RoleAssignment.objects.filter(account=account).update(role_id="auditor")
    return account


def _tables() -> dict[str, list[str]]:
    """Table → its columns."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, array_agg(attname::text ORDER BY attnum) FROM pg_class JOIN pg_attribute"
            " ON attrelid = pg_class.oid WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND relrowsecurity AND attnum > 0 AND NOT attisdropped AND attgenerated = '' GROUP BY 1"
        )
        return dict(cursor.fetchall())


def _updated(as_process: Any, account: Account, table: str, columns: list[str]) -> int:
    """How many rows of a table an account changes, column by column, under the role of the staff pages."""
    changed = 0
    for column in columns:
        try:
            with as_process("janua_workbench", account.actor), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f'UPDATE "{table}" SET "{column}" = "{column}"')
                changed += cursor.rowcount
                raise DatabaseError  # Whatever it was, it is taken back.
        except DatabaseError:
            continue
    return changed


def test_auditor_sees_rows_of_every_kind_and_changes_none(as_process: Any, auditor: Account) -> None:
    scene.granted(as_process, letters=True)
    paid.office()
    paid.entitled(1_000)
    writes = people.officer(*{word for role in ROLES for word in role.permissions})
    seen: set[str] = set()
    found: dict[str, tuple[int, int]] = {}
    for table, columns in _tables().items():
        with as_process("janua_workbench", auditor.actor), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(f'SELECT count(*) FROM "{table}"')
                    seen |= {table} if cursor.fetchone()[0] else set()
            except DatabaseError:
                continue
        found[table] = (
            _updated(as_process, auditor, table, columns), _updated(as_process, writes, table, columns)
        )  # fmt: skip

    assert {table: by_auditor for table, (by_auditor, _) in found.items() if by_auditor} == {}
    # An officer with every permission changes rows: the walk has something to find.
    assert {"casework_claim", "payments_payeeaccount"} <= {t for t, (_, n) in found.items() if n}
    assert {
        "casework_claim", "casework_decision", "casework_assessment", "casework_entitlement", "casework_letter",
        "registers_person", "registers_fact", "registers_relationship", "payments_payeeaccount", "audit_entry",
    } <= seen  # fmt: skip


def test_auditor_adds_no_row_anywhere_but_of_their_own_work(auditor: Account) -> None:
    tables, exempt, _ = expected_security()
    open_to_them = {
        name
        for name, table in tables.items()
        if name not in exempt
        and ("INSERT" in table.grants.get("janua_workbench", ()) or "janua_workbench" in table.columns)
        and "auditors_write_nothing" not in {policy.name for policy in policies_of(table)}
    }
    assert open_to_them == set(AUDITORS_WRITE)
    for name, table in tables.items():
        # The policy checks what is written; what is deleted is checked by having no right to.
        assert "DELETE" not in table.grants.get("janua_workbench", ()) or name in {*AUDITORS_WRITE, *_OF_THE_DOOR}


def test_new_row_of_an_auditor_is_refused_where_an_officers_is_taken(as_process: Any, auditor: Account) -> None:
    person, officer = people.person(area_id=1), people.officer("keep_register")
    statement = (
        "INSERT INTO registers_household (id, kind, source, registered_at)"
        " VALUES (gen_random_uuid(), 'declared', 'declared', now())"
    )
    assert person.area_id == 1
    with as_process("janua_workbench", officer.actor), connection.cursor() as cursor:
        cursor.execute(statement)
    with (
        pytest.raises(DatabaseError, match="auditors_write_nothing"),
        as_process("janua_workbench", auditor.actor),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_auditor_walks_every_page_by_post_and_nothing_changes(as_process: Any, auditor: Account) -> None:
    of = scene.granted(as_process, letters=True)
    client, before = workbench_client(auditor, raise_request_exception=False), _counted()
    decision = of.decision()
    known = {"case": decision.claim.case_id, "person": of.mother.id, "decision": decision.id}
    statuses = {}
    for page in WORKBENCH:
        if page.name.startswith("sign-"):
            # Whoever signs out is nobody on the pages after it.
            continue
        statuses[page.name] = client.post(_address(client, page, known), {"text": "x"}).status_code
    changed = {table for table, state in _counted().items() if state != before[table]}

    assert changed <= {"audit_entry", "audit_access", "accounts_keptform", "integrity_watch", *_OF_THE_DOOR}
    assert "integrity_watch" in changed
    assert {status for status in statuses.values() if status >= 500} == set()


def _address(client: FaceClient, page: Any, known: dict[str, Any]) -> str:
    arguments = {
        name: known.get(value[1:], known["decision"]) if value.startswith("@") else value
        for name, value in page.arguments.items()
    }
    return client.at(page.name, **arguments)


def _counted() -> dict[str, str]:
    """Table → digest of all its rows."""
    states = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{table}\" t")
            states[table] = cursor.fetchone()[0]
    return states


def test_auditors_role_excludes_every_other(auditor: Account) -> None:
    pairs = {frozenset((pair.first, pair.second)) for pair in FORBIDDEN}
    assert all(frozenset(("auditor", role.code)) in pairs for role in ROLES if role.code != "auditor")
    assert set(RolePermission.objects.filter(role="auditor").values_list("permission", flat=True)) == set(ONLY_READ)
