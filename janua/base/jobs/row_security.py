"""Who may queue and run what: each worker sees its own queue; the payments queue takes no job from the outside."""

from janua.base.row_security import Policy, TableSecurity
from janua.base.row_security.roles import RUNTIME

WORKERS = ("janua_work", "janua_payments")
_ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")


def _may_queue(queue: str, *roles: str) -> tuple[Policy, ...]:
    own = f"queue_name = '{queue}'"
    return (
        # INSERT … RETURNING id reads the row it wrote; only its id is granted to those who do not run it.
        Policy(f"queue {queue}", "INSERT", check=own, roles=roles),
        Policy(f"see {queue}", "SELECT", using=own, roles=roles),
    )


TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "procrastinate_jobs",
        grants={role: _ALL if role in WORKERS else ("INSERT",) for role in RUNTIME},
        columns={role: {"SELECT": ("id",)} for role in RUNTIME if role not in WORKERS},
        policies=(
            *_may_queue("work", *RUNTIME),
            *_may_queue("payments", "janua_workbench", "janua_payments"),
            Policy("run work", "UPDATE", using="queue_name = 'work'", roles=("janua_work",)),
            Policy("end work", "DELETE", using="queue_name = 'work'", roles=("janua_work",)),
            Policy("run payments", "UPDATE", using="queue_name = 'payments'", roles=("janua_payments",)),
            Policy("end payments", "DELETE", using="queue_name = 'payments'", roles=("janua_payments",)),
        ),
    ),
    TableSecurity("procrastinate_workers", grants=dict.fromkeys(WORKERS, _ALL)),
    TableSecurity("procrastinate_events", grants={role: _ALL if role in WORKERS else ("INSERT",) for role in RUNTIME}),
    TableSecurity("procrastinate_periodic_defers", grants=dict.fromkeys(WORKERS, _ALL)),
    TableSecurity(
        "jobs_request",
        grants=dict.fromkeys(RUNTIME, ("SELECT", "INSERT")),
        columns={role: {"UPDATE": ("done_at",)} for role in WORKERS},
    ),
    TableSecurity("jobs_loop", grants=dict.fromkeys(WORKERS, ("SELECT", "INSERT", "UPDATE"))),
)

EXEMPT: dict[str, str] = {
    "procrastinate_workers": "signs of life of the workers; names nobody",
    "procrastinate_events": "when a job changed its state; the job itself is protected",
    "procrastinate_periodic_defers": "the library's own periodic jobs, which we do not use; always empty",
    "jobs_request": "keys of jobs, made of ids; needed by every process that queues, to queue once",
    "jobs_loop": "when each loop is due; names nobody",
}
