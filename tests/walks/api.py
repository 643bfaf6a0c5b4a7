"""Every operation of API v1: who may, which record it is about, and a body that has the right shape."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.walks.pages import CASES, DECIDE, PAYS, RULES, SERVICE, STAFF

_ZERO = "00000000-0000-7000-8000-000000000000"
_SOME = {"amount": "1.00", "currency": "EUR"}


@dataclass(frozen=True)
class Operation:
    """One operation; `record` fills the one argument of its path."""

    method: str
    path: str
    record: str = ""
    who: tuple[str, ...] = ()
    body: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""


_M = ("maria",)
OPERATIONS: Mapping[str, tuple[Operation, ...]] = {
    "portal": (
        Operation("GET", "/api/v1/me", who=_M),
        Operation("GET", "/api/v1/services"),
        Operation("GET", "/api/v1/services/{code}", record=SERVICE),
        Operation("GET", "/api/v1/applications", who=_M),
        Operation(
            "POST", "/api/v1/applications", who=_M, body={"service": SERVICE, "applicant": _ZERO, "language": "en"}
        ),
        Operation("GET", "/api/v1/applications/{application}", "@application", _M),
        Operation("GET", "/api/v1/decisions/{decision}", "@decision", _M),
        Operation("POST", "/api/v1/decisions/{decision}/reconsideration", "@decision", _M, {"grounds": "I earn less."}),
        Operation("GET", "/api/v1/payments", who=_M),
        Operation("GET", "/api/v1/persons/{person}/facts", "@person", _M),
    ),
    "workbench": (
        Operation("GET", "/api/v1/me", who=STAFF),
        Operation("GET", "/api/v1/persons", who=STAFF, query="?words=Borg"),
        Operation("GET", "/api/v1/tasks", who=STAFF),
        Operation("GET", "/api/v1/claims/{claim}", "@open-claim", CASES),
        Operation(
            "POST", "/api/v1/claims/{claim}/decision", "@open-claim", DECIDE, {"assessment": _ZERO, "outcome": "grant"}
        ),
        Operation("POST", "/api/v1/claims/{claim}/notice", "@open-claim", DECIDE, {"assessment": _ZERO}),
        Operation("GET", "/api/v1/discrepancies", who=RULES),
        Operation(
            "POST",
            "/api/v1/discrepancies/{discrepancy}/ruling",
            "@discrepancy",
            RULES,
            {"fact": _ZERO, "reason": "It is so."},
        ),
        Operation("GET", "/api/v1/runs", who=PAYS),
        Operation("POST", "/api/v1/runs", who=("prepares",), body={"execute_on": "2001-01-01"}),
        Operation("GET", "/api/v1/runs/{run}", "@run", PAYS),
        Operation("POST", "/api/v1/runs/{run}/approval", "@prepared-run", ("approves",), {"seen": _SOME}),
        Operation("POST", "/api/v1/runs/{run}/cancellation", "@run", PAYS, {"reason": "It is over."}),
        Operation(
            "POST",
            "/api/v1/accounts",
            who=("prepares",),
            body={"payee": _ZERO, "number": "MT00", "holder": "Maria Borg", "reason": "asked at the desk"},
        ),
        Operation("POST", "/api/v1/accounts/{account}/confirmation", "@account", ("approves",)),
        Operation("POST", "/api/v1/accounts/{account}/refusal", "@account", ("approves",), {"reason": "Wrong."}),
    ),
}
