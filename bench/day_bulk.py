"""Claims, decisions, entitlements, tasks and payments of those who do not visit on the day: what makes lists long.

Written by the database from the persons that stand there, without the product's checks. Of their assessments only the
columns that lists and sums read are filled; explanations are real for those whose pages are opened on the day.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from psycopg import Connection

from demo.installation import Installation
from janua.base.actors import Actor
from janua.values import uuid7

_SINCE = datetime(2026, 2, 20, 9, tzinfo=UTC)
# A key of the time it was made, as the product's own.
_KEY = (
    "(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7'"
    " || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 4, 15))::uuid"
)
# One claim in ten waits for an officer; the second programme of every fifth payee.
_WAITS = "(g.code = 'MT-CAS' AND p.number %% 5 = 0)"
# What an assessment takes over from the real one of its programme: a family's, with its whole explanation.
_LIKE_ASSESSED = (
    *("deciding_on", "applied_on", "period_starts_on", "period_ends_on", "known_at", "law_id", "engine_version"),
    *("outcome", "amount_kind", "amount", "currency", "period_unit", "unit", "inputs", "situation", "result", "digest"),
)
_TABLES = {
    "casework_case": (
        "id, reference, holder_id, area_id, office_id, opened_on",
        f"SELECT {_KEY}, 'C-' || p.identifier, p.id, p.area_id, p.office_id, %(on)s FROM payees p",
    ),
    "casework_claim": (
        "id, reference, origin, programme, about_on, declared, state, opened_at, area_id, case_id, claimant_id",
        f"SELECT {_KEY}, g.code || '-' || p.identifier, 'review', g.code, %(on)s, '{{}}',"
        f" CASE WHEN {_WAITS} THEN 'assessed' ELSE 'decided' END, %(since)s, p.area_id, c.id, p.id"
        " FROM payees p JOIN casework_case c ON c.holder_id = p.id CROSS JOIN granted g",
    ),
    "casework_assessment": (
        f"id, claim_id, {', '.join(_LIKE_ASSESSED)}",
        f"SELECT {_KEY}, c.id, {', '.join('m.' + name for name in _LIKE_ASSESSED)}"
        " FROM payees p JOIN casework_claim c ON c.claimant_id = p.id JOIN granted g ON g.code = c.programme"
        " JOIN casework_assessment m ON m.id = g.assessment",
    ),
    "casework_decision": (
        "id, reference, claim_id, assessment_id, outcome, amount, currency, period_unit, from_on, reasons,"
        " decided_by_system, decided_at, decided_on, challenge_until",
        f"SELECT {_KEY}, 'D-' || c.reference, c.id, a.id, 'grant', a.amount, 'EUR', 'quarter', '2026-01-01', m.reasons,"
        " 'assessor', %(since)s, %(on)s, %(on)s::date + 30 FROM payees p JOIN casework_claim c ON c.claimant_id = p.id"
        " JOIN casework_assessment a ON a.claim_id = c.id JOIN granted g ON g.code = c.programme"
        " JOIN casework_decision m ON m.id = g.decision WHERE c.state = 'decided'",
    ),
    "casework_letter": (
        "id, decision_id, language, document_id, rendered_at",
        f"SELECT {_KEY}, d.id, l.language, l.document_id, %(since)s"
        " FROM payees p JOIN casework_claim c ON c.claimant_id = p.id JOIN casework_decision d ON d.claim_id = c.id"
        " JOIN granted g ON g.code = c.programme JOIN casework_letter l ON l.decision_id = g.decision",
    ),
    "casework_entitlement": (
        "id, decision_id, person_id, area_id, programme, starts_on, ends_on, state",
        f"SELECT {_KEY}, d.id, p.id, p.area_id, c.programme, '2026-01-01', '2026-12-31', 'in_force'"
        " FROM payees p JOIN casework_claim c ON c.claimant_id = p.id JOIN casework_decision d ON d.claim_id = c.id",
    ),
    "casework_entitlementline": (
        "id, entitlement_id, assessment_id, person_id, area_id, programme, starts_on, ends_on, due_on, amount,"
        " currency, state",
        f"SELECT {_KEY}, e.id, d.assessment_id, p.id, p.area_id, e.programme, '2026-01-01', '2026-03-31', %(on)s,"
        " d.amount, 'EUR', 'due' FROM payees p JOIN casework_entitlement e ON e.person_id = p.id"
        " JOIN casework_decision d ON d.id = e.decision_id",
    ),
    "casework_task": (
        "id, kind, office_id, area_id, person_id, object_type, object_id, deadline_on, owner_id, state, opened_at",
        f"SELECT {_KEY}, 'decide', p.office_id, p.area_id, p.id, 'claim', c.id,"
        " %(on)s::date - 10 + (p.number / 5 %% 40)::int, o.account_id, 'open', %(since)s"
        " FROM payees p JOIN casework_claim c ON c.claimant_id = p.id AND c.state = 'assessed'"
        " LEFT JOIN deciders o ON o.office_id = p.office_id AND o.place = 1 + p.number / 5 %% o.among",
    ),
}


def load_bulk(
    superuser: Connection[Any], installation: Installation, *, payees: int, apart_from: Sequence[UUID], on: date
) -> None:
    """So many payees with two claims each, most of them decided; all, and those apart, get an account to be paid to."""
    with superuser.transaction():
        superuser.execute("SET LOCAL session_replication_role = replica")
        superuser.execute("SET LOCAL synchronous_commit = off")
        # The first family that was granted both, in the newest of its periods.
        superuser.execute(
            "CREATE TEMP TABLE granted ON COMMIT DROP AS SELECT DISTINCT ON (c.programme) c.programme AS code,"
            " d.id AS decision, d.assessment_id AS assessment FROM casework_decision d"
            " JOIN casework_claim c ON c.id = d.claim_id JOIN casework_letter l ON l.decision_id = d.id"
            " WHERE d.outcome = 'grant' AND d.amount > 0 AND c.application_id IN (SELECT c.application_id"
            "  FROM casework_claim c JOIN casework_decision d ON d.claim_id = c.id WHERE d.outcome = 'grant'"
            "  AND d.amount > 0 GROUP BY c.application_id HAVING count(*) = 2 ORDER BY 1 LIMIT 1)"
            " ORDER BY c.programme"
        )
        superuser.execute(
            "CREATE TEMP TABLE payees ON COMMIT DROP AS SELECT row_number() OVER (ORDER BY p.id) AS number, p.id,"
            " p.identifier, p.area_id, coalesce(o.id, 1) AS office_id, p.given_names || ' ' || p.family_name AS name"
            " FROM registers_person p JOIN areas_area a ON a.id = p.area_id"
            " LEFT JOIN areas_office o ON o.area_id = a.path[2]"
            " WHERE p.died_on IS NULL AND p.born_on < %s AND p.id <> ALL(%s)"
            " AND hashtext(p.id::text) %% 6 = 0 LIMIT %s",
            [on - timedelta(days=25 * 365), list(apart_from), payees],
        )
        superuser.execute(
            "CREATE TEMP TABLE deciders ON COMMIT DROP AS SELECT s.account_id, s.office_id,"
            " row_number() OVER (PARTITION BY s.office_id ORDER BY s.account_id) AS place,"
            " count(*) OVER (PARTITION BY s.office_id) AS among"
            " FROM accounts_staffprofile s JOIN accounts_roleassignment r ON r.account_id = s.account_id"
            " WHERE r.role_id IN ('decision_officer', 'case_officer')"
        )
        superuser.execute("ANALYZE payees")
        values = {"on": on, "since": _SINCE}
        for table, (columns, select) in _TABLES.items():
            superuser.execute(f"INSERT INTO {table} ({columns}) {select}".encode(), values)
            superuser.execute(f"ANALYZE {table}".encode())
        rows = superuser.execute("SELECT id, name, area_id FROM payees").fetchall()
        _open_accounts(superuser, installation, rows, on)


def open_bank_accounts(
    superuser: Connection[Any], installation: Installation, persons: Sequence[UUID], *, on: date
) -> None:
    """An account to be paid to for each of these."""
    rows = superuser.execute(
        "SELECT id, given_names || ' ' || family_name, area_id FROM registers_person WHERE id = ANY(%s)",
        [list(persons)],
    ).fetchall()
    _open_accounts(superuser, installation, rows, on)


def _open_accounts(
    superuser: Connection[Any], installation: Installation, rows: Sequence[tuple[Any, ...]], on: date
) -> None:
    """An account number each, sealed with keys as the product holds them, confirmed by a second officer."""
    from demo.population.mt.numbers import iban
    from janua.base.keys.datakeys import wrapping_place
    from janua.base.keys.envelope import KEY_BYTES, place, seal
    from janua.base.keys.folder import KeyFolder

    port = KeyFolder(installation.keys / "payments")
    data_keys, accounts, changes = [], [], []
    staff = "SELECT account_id FROM accounts_roleassignment WHERE role_id = %s LIMIT 1"
    (proposer,), (confirmer,) = (
        superuser.execute(staff, [role]).fetchall()[0] for role in ("payments_preparer", "payments_approver")
    )
    first = superuser.execute("SELECT count(*) FROM payments_payeeaccount").fetchall()[0][0]
    for number, (person, name, area) in enumerate(rows, start=first):
        key, account, plain = os.urandom(KEY_BYTES), uuid7(), iban(f"{number:07}M")
        data_keys.append((person, *port.wrap_all([(key, wrapping_place(person))])[0]))
        sealed = seal(plain.encode(), key, place("payments_payeeaccount", "sealed_number", account))
        digest = port.mac("identifiers", plain.encode())
        accounts.append((account, person, area, name, sealed, digest, "confirmed", on - timedelta(days=30)))
        changes.append((uuid7(), account, proposer, _SINCE, confirmer, _SINCE, "as on record"))
    copied(superuser, "keys_datakey (subject, version, wrapped)", data_keys)
    columns = "id, payee_id, area_id, holder_name, sealed_number, number_index, state, usable_from_on"
    copied(superuser, f"payments_payeeaccount ({columns})", accounts)
    columns = "id, account_id, proposed_by_id, proposed_at, confirmed_by_id, confirmed_at, reason"
    copied(superuser, f"payments_accountchange ({columns})", changes)


def copied(superuser: Connection[Any], where: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Copy rows into a table."""
    with superuser.cursor().copy(f"COPY {where} FROM STDIN".encode()) as copy:
        for row in rows:
            copy.write_row(row)


# As bench/baselines/payment_run.py writes a run, and the bank's last word on each order beside it.
_PAY = """
INSERT INTO payments_run (id, reference, area_id, state, execute_on, prepared_by_id, frozen_at, begun_at, prepared_at,
    approved_by_id, approved_at, sent_at, currency, order_count, control_sum)
VALUES (%(run)s, 'R-20260302-1', 1, 'reconciled', %(on)s, %(preparer)s, %(since)s, %(since)s, %(since)s,
    %(approver)s, %(since)s, %(since)s, 'EUR', 0, 0);
INSERT INTO documents_document (id, person_id, media_type, size, salt, digest, stored_by, stored_at)
VALUES (%(document)s, %(run)s, 'application/xml', 1, '', '', 'system:paymaster', %(since)s);
INSERT INTO payments_bankreport (id, kind, sha256, document_id, received_at, taken_at, fault)
VALUES (%(report)s, 'camt.054', %(sha)s, %(document)s, %(since)s, %(since)s, '');
CREATE TEMP TABLE due ON COMMIT DROP AS
    SELECT l.id, l.person_id, l.programme, l.amount, a.id AS account_id
    FROM casework_entitlementline l
    JOIN payments_payeeaccount a ON a.payee_id = l.person_id AND a.state = 'confirmed'
    WHERE l.state = 'due' AND l.due_on <= %(on)s AND l.amount > 0;
CREATE TEMP TABLE orders ON COMMIT DROP AS
    SELECT KEY AS id, person_id, account_id, sum(amount) AS amount FROM due GROUP BY 2, 3;
ANALYZE due;
ANALYZE orders;
INSERT INTO payments_order (id, run_id, person_id, payee_id, account_id, amount, currency, state, taken_out_for)
    SELECT id, %(run)s, person_id, person_id, account_id, amount, 'EUR', 'paid', '' FROM orders;
INSERT INTO payments_orderline (order_id, line_id, programme, amount, holds)
    SELECT o.id, d.id, d.programme, d.amount, true FROM due d JOIN orders o USING (person_id, account_id);
UPDATE payments_run SET (order_count, control_sum) = (SELECT count(*), sum(amount) FROM orders) WHERE id = %(run)s;
INSERT INTO payments_sentfile (run_id, message_id, document_id, sha256, order_count, control_sum, written_at)
    SELECT id, 'DAY-1', %(document)s, %(sha)s, order_count, control_sum, %(since)s FROM payments_run;
INSERT INTO payments_ledgerentry (order_id, journal, account, person_id, programme, amount, currency, booked_on)
    SELECT o.id, side.journal, side.account, o.person_id, l.programme, side.sign * sum(l.amount), 'EUR', %(on)s
    FROM orders o JOIN due l USING (person_id, account_id),
        (VALUES ('due', 'expense', 1), ('due', 'owed', -1), ('sent', 'owed', 1), ('sent', 'sent', -1),
                ('paid', 'sent', 1), ('paid', 'bank', -1)) AS side(journal, account, sign)
    GROUP BY o.id, side.journal, side.account, o.person_id, l.programme, side.sign;
INSERT INTO payments_disbursement (id, order_id, report_id, outcome, amount, booked_on, reason)
    SELECT KEY, id, %(report)s, 'paid', amount, %(on)s, '' FROM orders;
""".replace("KEY", _KEY)


def pay_all(superuser: Connection[Any], officers: Mapping[str, Actor], *, on: date) -> None:
    """One run of everything that is due, with the bank's word that all was paid."""
    values: dict[str, Any] = {"on": on, "since": _SINCE, "run": uuid7(), "document": uuid7(), "report": uuid7()}
    values |= {
        "sha": sha256(b"day").digest(),
        "preparer": officers["payments_preparer-all-0"].account_id,
        "approver": officers["payments_approver-all-0"].account_id,
    }
    with superuser.transaction():
        superuser.execute("SET LOCAL session_replication_role = replica")
        for statement in _PAY.split(";\n"):
            if statement.strip():
                superuser.execute(statement.encode(), values)
        superuser.execute("SELECT set_config('janua.actor', 'system:paymaster', true)")
        superuser.execute("SELECT payments_sum_run(%s)", [values["run"]])
