"""What a signal is: its code, the numbers from which it speaks, and one statement that gives the rows behind it.

Each statement gives key, thing, row, person, officer, second, area, at: rows of one key are one signal. It is run as
the system actor watcher, whose policies say which tables it reads (janua/base/row_security/everywhere.py).

Beside its own numbers a statement may ask for:
  %(since)s     the first instant that is looked at; %(today)s the legal day; %(month)s that day's month, as text
  %(zone)s      the country's time zone; %(opens)s, %(closes)s office hours; %(week)s its working days, Monday is 1
  %(holidays)s  days on which nothing is open
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SignalKind:
    """One signal, written once as data.

    thresholds   name → number, as it stands where a country's pack says nothing
    days         how far back it looks
    """

    code: str
    statement: str
    thresholds: Mapping[str, int]
    days: int = 31


# Approvals of people, as the trail knows them.
APPROVALS = (
    *("claim.grant", "claim.refuse", "reconsideration.grant", "reconsideration.refuse", "account.confirm"),
    *("run.approve", "task.confirm_hand_over", "role.confirm", "rates.approve"),
)
_LISTED = ", ".join(f"'{action}'" for action in APPROVALS)
# Of the officers alone: a machine may grant a thousand claims by night.
APPROVED = f"""
approved AS MATERIALIZED (
  SELECT e.seq, e.actor::uuid AS officer, e.subject, e.at, e.at AT TIME ZONE %(zone)s AS here
  FROM audit_entry e
  WHERE e.at >= %(since)s AND e.action IN ({_LISTED}) AND e.actor NOT LIKE 'system:%%'
    AND EXISTS (SELECT FROM accounts_staffprofile s WHERE s.account_id::text = e.actor))
"""  # noqa: S608  (everything in it is ours)
