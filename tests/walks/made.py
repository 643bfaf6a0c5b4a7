"""What rows hold when they are written: as they wait for an answer, as who acts makes them, made up where none are.

A row of the town is taken as it stands first; what is said here is what a policy asks beside whose row it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import uuid4

from django.db import connection

from janua.base.row_security.statements import quote

# Who writes: their account; a machine step's own name.
ACTOR = object()
THEN = "2026-02-01T09:00:00+00:00"


@dataclass(frozen=True)
class Of:
    """A record of the family whose row it is, as in pages.RECORDS; or its `area`, or its `citizen`'s account."""

    kind: str


@dataclass(frozen=True)
class Tried:
    """One way to write a row.

    stands    what it holds before it is changed or taken out
    becomes   what is written into it
    """

    stands: Mapping[str, Any] = field(default_factory=dict)
    becomes: Mapping[str, Any] = field(default_factory=dict)


def _becomes(**values: Any) -> tuple[Tried, ...]:
    return (Tried(becomes=values),)


def _stands(**values: Any) -> tuple[Tried, ...]:
    return (Tried(stands=values),)


_CITIZENS = _stands(kind="citizen")
_STAFFS = _stands(kind="staff")
_PAYMENTS = _stands(queue_name="payments")
TRIED: Mapping[tuple[str, str], tuple[Tried, ...]] = {
    ("accounts_account", "door_opens"): _CITIZENS,
    ("accounts_account", "door_changes"): _CITIZENS,
    ("accounts_account", "door_changes_staff"): _STAFFS,
    ("accounts_account", "staff_opens"): _becomes(kind="staff", password=""),
    ("accounts_invitation", "invite"): _becomes(made_by_id=ACTOR, used_at=None),
    ("accounts_invitation", "answer"): _becomes(confirmed_by_id=ACTOR),
    ("accounts_keptform", "door_insert_staff"): _STAFFS,
    ("accounts_keptform", "door_delete_staff"): _STAFFS,
    ("accounts_keptform", "own"): (
        Tried(stands={"account_id": ACTOR, "kind": "citizen"}), Tried(stands={"account_id": ACTOR, "kind": "staff"}),
    ),
    ("accounts_roleassignment", "propose"): _becomes(proposed_by_id=ACTOR, confirmed_at=None),
    ("accounts_session", "door_insert_staff"): _STAFFS,
    ("accounts_session", "door_update_staff"): _STAFFS,
    ("accounts_wrongattempt", "door_insert_staff"): _STAFFS,
    ("accounts_wrongattempt", "door_delete_staff"): _STAFFS,
    ("accounts_session", "owner_ends"): _becomes(ended_why="office"),
    ("analytics_simulation", "asked"): _becomes(asked_by_id=ACTOR, finished_at=None),
    ("audit_access", "add"): _becomes(actor=ACTOR),
    ("audit_entry", "add"): _becomes(actor=ACTOR),
    ("casework_decision", "made"): _becomes(decided_by_id=ACTOR, outcome="grant"),
    ("casework_handover", "handed"): _becomes(handed_by=ACTOR, confirmed_by_id=None),
    ("casework_handover", "confirmed"): _becomes(confirmed_by_id=ACTOR),
    ("casework_claim", "answered_by_person"): (Tried({"state": "offered"}, {"state": "withdrawn"}),),
    ("casework_draft", "own"): _stands(account_id=ACTOR),
    ("casework_intendeddecision", "made"): _becomes(given_by_id=ACTOR),
    ("casework_note", "written"): _becomes(written_by_id=ACTOR),
    ("casework_question", "asked"): _becomes(asked_by_id=ACTOR, answered_at=None),
    ("casework_redecision", "tried_again"): (Tried({"outcome": "failed"}, {"outcome": "waiting"}),),
    ("casework_transfer", "asked"): _becomes(asked_by_id=ACTOR, answered_by_id=None),
    ("casework_transfer", "answered"): _becomes(answered_by_id=ACTOR),
    ("documents_document", "hand_in"): _stands(area_id=None, stored_by=ACTOR),
    ("documents_document", "discard"): _stands(area_id=None, stored_by=ACTOR),
    ("health_process", "begin"): _stands(kind="workbench"),
    # A row of no process is nobody's to forget.
    ("health_process", "forget"): _stands(kind="other"),
    ("health_securityevent", "add"): _stands(process="workbench"),
    ("integrity_finding", "said"): _becomes(found_by=ACTOR),
    ("integrity_sample", "asked"): _becomes(asked_by_id=ACTOR, drawn_at=None),
    ("integrity_watch", "asked"): _becomes(asked_by_id=ACTOR, done=0, finished_at=None),
    ("keys_datakey", "make"): _becomes(destroyed_at=THEN),
    ("payments_accountchange", "proposed"): _becomes(proposed_by_id=ACTOR, confirmed_by_id=None),
    ("payments_accountchange", "answered"): (
        Tried({"confirmed_by_id": None, "confirmed_at": None}, {"confirmed_by_id": ACTOR}),
    ),
    ("payments_accountchange", "stopped"): (
        Tried({"confirmed_by_id": None, "confirmed_at": None}, {"stopped_at": THEN}),
    ),
    ("payments_accountchange", "followed"): (
        Tried({"confirmed_by_id": None, "confirmed_at": None, "stopped_at": THEN}, {"followed_at": THEN}),
    ),
    ("payments_payeeaccount", "proposed"): _becomes(state="proposed"),
    ("payments_payeeaccount", "taken_back"): (Tried({"state": "proposed"}, {"state": "withdrawn"}),),
    ("payments_recheck", "asked"): _becomes(reason="x"),
    ("payments_run", "prepared"): _becomes(state="preparing", prepared_by_id=ACTOR, order_count=0, begun_at=None),
    ("payments_run", "stopped"): (
        Tried({"state": "preparing", "approved_by_id": None}, {"fault": "x"}),
    ),
    ("payments_run", "tried_again"): (Tried({"state": "preparing"}, {"fault": ""}),),
    ("procrastinate_jobs", "queue work"): _PAYMENTS,
    ("procrastinate_jobs", "run work"): _PAYMENTS,
    ("procrastinate_jobs", "end work"): _PAYMENTS,
    ("procrastinate_jobs", "queue payments"): (*_PAYMENTS, *_stands(queue_name="other")),
    ("procrastinate_jobs", "run payments"): _PAYMENTS,
    ("procrastinate_jobs", "end payments"): _PAYMENTS,
    ("registers_lookalert", "answer"): _becomes(answered_by_id=ACTOR),
    ("registers_lookhold", "ask"): _becomes(asked_by_id=ACTOR, answered_by_id=None, ended_by_id=None),
    ("registers_lookhold", "answer"): _becomes(answered_by_id=ACTOR),
    ("registers_lookhold", "end"): (
        Tried({"answered_by_id": Of("citizen"), "answered_at": THEN, "is_confirmed": True}, {"ended_by_id": ACTOR}),
    ),
    ("registers_urgentaccess", "open"): _becomes(account_id=ACTOR, reviewed_by_id=None),
    ("registers_urgentaccess", "review"): _becomes(reviewed_by_id=ACTOR),
    ("retention_hold", "ask"): _becomes(asked_by_id=ACTOR, answered_by_id=None),
    ("retention_hold", "answer"): _becomes(answered_by_id=ACTOR),
    ("retention_item", "keep"): _becomes(state="kept"),
    ("retention_list", "put_forward"): _becomes(put_forward_by_id=ACTOR),
    ("retention_list", "approve"): (
        Tried({"put_forward_by_id": Of("citizen"), "put_forward_at": THEN}, {"approved_by_id": ACTOR}),
    ),
    ("seals_signature", "signed"): _becomes(account_id=ACTOR),
}  # fmt: skip
# Rows of tables in which the town has none.
MADE_UP: Mapping[str, Mapping[str, Any]] = {
    "accounts_invitation": {"account_id": Of("staff"), "made_by_id": Of("citizen")},
    "accounts_keptform": {"account_id": Of("citizen"), "kind": "citizen"},
    "accounts_secondfactor": {"account_id": Of("staff")},
    "accounts_wrongattempt": {"kind": "citizen"},
    "casework_redecision": {"change_id": Of("rates"), "outcome": "waiting"},
    "health_process": {"kind": "portal"},
    "health_securityevent": {"process": "portal", "kind": "refused"},
    "integrity_finding": {"signal_id": Of("signal"), "found_by": Of("citizen")},
    "integrity_sampleddecision": {"sample_id": Of("sample"), "area_id": Of("area"), "replayed_at": None},
    "payments_recheck": {"run_id": Of("run"), "reason": None},
    "payments_sentfile": {"run_id": Of("run")},
    "procrastinate_jobs": {"queue_name": "work", "status": "todo"},
    "registers_membership": {"person_id": Of("person")},
    "seals_signature": {"account_id": Of("citizen"), "area_id": Of("area")},
}
_OF_TYPE: Mapping[str, Any] = {"bool": False, "date": "2026-02-01", "jsonb": {}, "timestamptz": THEN}
_numbers = count(1)


def filled(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """A row with these values, and something in every other column that must hold something."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname::text, typname::text FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"
            " AND attidentity = '' AND attnotnull",
            [quote(table)],
        )
        return {str(name): _some(str(type_)) for name, type_ in cursor.fetchall()} | dict(values)


def _some(type_: str) -> Any:
    if type_ == "uuid":
        return str(uuid4())
    if type_.startswith("_"):
        return []
    # No two rows hold the same.
    number = next(_numbers)
    words = {"text": f"x{number}", "varchar": f"x{number}", "bytea": f"\\x{number:04x}"}
    return _OF_TYPE.get(type_, words.get(type_, number))
