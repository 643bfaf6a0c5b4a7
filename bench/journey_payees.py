"""Persons with entitlements due and accounts to pay them to, by the ten thousand, for the benchmark of a run."""

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from psycopg import Connection

from janua.values import uuid7, uuid7s

TODAY = date(2026, 3, 2)
EXECUTE_ON = date(2026, 3, 4)
PREPARER, APPROVER = UUID(int=21), UUID(int=22)
PROGRAMMES = {"MT-CA": 30_888, "MT-CAS": 45_500}
_SINCE = datetime(2026, 2, 20, 9, tzinfo=UTC)

# A key of the time it was made, as the product's own.
_KEY = (
    "(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7'"
    " || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 4, 15))::uuid"
)
_TABLES = {
    "casework_case": (
        "id, reference, holder_id, area_id, office_id, opened_on",
        f"SELECT {_KEY}, 'C-' || p.identifier, p.id, 1, 1, %(on)s FROM payees p",
    ),
    "casework_claim": (
        "id, reference, origin, programme, about_on, declared, state, opened_at, area_id, case_id, claimant_id",
        f"SELECT {_KEY}, g.code || '-' || p.identifier, 'review', g.code, %(on)s, '{{}}', 'decided', %(since)s, 1,"
        " c.id, p.id FROM payees p JOIN casework_case c ON c.holder_id = p.id CROSS JOIN granted g",
    ),
    "casework_assessment": (
        "id, claim_id, deciding_on, applied_on, period_starts_on, period_ends_on, known_at, law_id, engine_version,"
        " outcome, amount_kind, amount, currency, period_unit, unit, inputs, situation, result, digest",
        f"SELECT {_KEY}, c.id, '2026-01-01', %(on)s, '2026-01-01', '2026-03-31', clock_timestamp(), %(law)s, '1',"
        " 'eligible', 'exact', g.amount, 'EUR', 'quarter', ARRAY[p.id], '{}', '{}', '{}', ''"
        " FROM payees p JOIN casework_claim c ON c.claimant_id = p.id JOIN granted g ON g.code = c.programme",
    ),
    "casework_decision": (
        "id, reference, claim_id, assessment_id, outcome, amount, currency, period_unit, from_on, reasons,"
        " decided_by_system, decided_at, decided_on, challenge_until",
        f"SELECT {_KEY}, 'D-' || c.reference, c.id, a.id, 'grant', a.amount, 'EUR', 'quarter', '2026-01-01', '[]',"
        " 'assessor', %(since)s, %(on)s, %(on)s FROM payees p JOIN casework_claim c ON c.claimant_id = p.id"
        " JOIN casework_assessment a ON a.claim_id = c.id",
    ),
    "casework_entitlement": (
        "id, decision_id, person_id, area_id, programme, starts_on, ends_on, state",
        f"SELECT {_KEY}, d.id, p.id, 1, c.programme, '2026-01-01', '2026-12-31', 'in_force'"
        " FROM payees p JOIN casework_claim c ON c.claimant_id = p.id JOIN casework_decision d ON d.claim_id = c.id",
    ),
    "casework_entitlementline": (
        "id, entitlement_id, assessment_id, person_id, area_id, programme, starts_on, ends_on, due_on, amount,"
        " currency, state",
        f"SELECT {_KEY}, e.id, d.assessment_id, p.id, 1, e.programme, '2026-01-01', '2026-03-31', %(on)s, d.amount,"
        " 'EUR', 'due' FROM payees p JOIN casework_entitlement e ON e.person_id = p.id"
        " JOIN casework_decision d ON d.id = e.decision_id",
    ),
}


def load_country(superuser: Connection[Any]) -> None:
    """The area, the office, and two officers who may prepare and approve."""
    with superuser.transaction():
        superuser.execute(
            "INSERT INTO areas_area (id, code, kind, names, path) VALUES (1, 'all', 'country', '{}', '{1}');"
            "INSERT INTO areas_office (id, code, names, area_id, opens_on) VALUES (1, 'office', '{}', 1, '2000-01-01');"
            "CREATE TABLE granted (code text PRIMARY KEY, amount bigint);"
            "CREATE TABLE plain_account (account_id uuid PRIMARY KEY, number text NOT NULL);"
        )
        for code, amount in PROGRAMMES.items():
            superuser.execute("INSERT INTO granted VALUES (%s, %s)", [code, amount])
        for account, permission in ((PREPARER, "prepare_run"), (APPROVER, "approve_run")):
            superuser.execute("INSERT INTO accounts_role (code, names) VALUES (%s, '{}')", [permission])
            superuser.execute(
                "INSERT INTO accounts_rolepermission (role_id, permission) VALUES (%s, %s)", [permission, permission]
            )
            superuser.execute(
                "INSERT INTO accounts_account (id, password, kind, issuer, subject, language, opened_at)"
                " VALUES (%s, '', 'staff', '', '', '', now())",
                [account],
            )
            superuser.execute(
                "INSERT INTO accounts_staffprofile (account_id, display_name, staff_number, office_id)"
                " VALUES (%s, 'Officer', %s, 1)",
                [account, permission],
            )
            superuser.execute(
                "INSERT INTO accounts_roleassignment (id, account_id, role_id, area_id, starts_on, proposed_at,"
                " confirmed_at) VALUES (gen_random_uuid(), %s, %s, 1, '2000-01-01', now(), now())",
                [account, permission],
            )


def load_payees(superuser: Connection[Any], *, first: int, count: int, keys: Path) -> None:
    """So many persons with two lines due each and a sealed account; the baseline's accounts stand in plain beside."""
    from janua.base.clock import now
    from janua.pack.installed import country

    people = uuid7s(count)
    with superuser.transaction():
        # What the rows must keep to is the product's to check when it writes them; here they are copied in.
        superuser.execute("SET LOCAL session_replication_role = replica")
        superuser.execute("CREATE TEMP TABLE payees (id uuid PRIMARY KEY, identifier text) ON COMMIT DROP")
        superuser.execute(
            "INSERT INTO casework_lawtext (hash, country, files, kept_at) VALUES (%s, 'mt', '{}', %s)"
            " ON CONFLICT DO NOTHING",
            [country().law.hash, now()],
        )
        _load_persons(superuser, people, first)
        values = {"on": TODAY, "since": _SINCE, "law": country().law.hash}
        for table, (columns, rows) in _TABLES.items():
            superuser.execute(f"INSERT INTO {table} ({columns}) {rows}".encode(), values)
            # The next table is joined with this one: the planner should know how much is in it.
            superuser.execute(f"ANALYZE {table}".encode())
        _load_accounts(superuser, people, first, keys)
    superuser.execute("VACUUM ANALYZE")


def _load_persons(superuser: Connection[Any], people: Sequence[UUID], first: int) -> None:
    _copy(superuser, "payees (id, identifier)", [(one, f"{first + n:07}M") for n, one in enumerate(people)])
    superuser.execute("ANALYZE payees")
    _copy(
        superuser,
        "registers_person (id, given_names, other_names, family_name, script, found_by, identifier, language,"
        " restricted, area_id, registered_at)",
        [
            (
                one,
                "Ġużeppi",
                "",
                f"Borg {first + n}",
                "Latn",
                "guzeppi borg",
                f"{first + n:07}M",
                "mt",
                False,
                1,
                _SINCE,
            )
            for n, one in enumerate(people)
        ],
    )


def _load_accounts(superuser: Connection[Any], people: Sequence[UUID], first: int, keys: Path) -> None:
    from demo.population.mt.numbers import iban
    from janua.base.keys.datakeys import wrapping_place
    from janua.base.keys.envelope import KEY_BYTES, place, seal
    from janua.base.keys.folder import KeyFolder

    port = KeyFolder(keys)
    data_keys, accounts, plain = [], [], []
    for n, person in enumerate(people):
        key, account, number = os.urandom(KEY_BYTES), uuid7(), iban(f"{first + n:07}M")
        data_keys.append((person, *port.wrap_all([(key, wrapping_place(person))])[0]))
        sealed = seal(number.encode(), key, place("payments_payeeaccount", "sealed_number", account))
        digest = port.mac("identifiers", number.encode())
        row = (account, person, 1, f"Ġużeppi Borg {first + n}", sealed, digest, "confirmed")
        accounts.append((*row, TODAY - timedelta(days=30)))
        plain.append((account, number))
    _copy(superuser, "keys_datakey (subject, version, wrapped)", data_keys)
    _copy(
        superuser,
        "payments_payeeaccount (id, payee_id, area_id, holder_name, sealed_number, number_index, state,"
        " usable_from_on)",
        accounts,
    )
    _copy(superuser, "plain_account (account_id, number)", plain)


def _copy(superuser: Connection[Any], where: str, rows: Sequence[tuple[Any, ...]]) -> None:
    with superuser.cursor().copy(f"COPY {where} FROM STDIN".encode()) as copy:
        for row in rows:
            copy.write_row(row)
