"""Who may queue and run what: each worker sees its own queue; the payments queue takes no job from the outside."""

from janua.base.row_security import Policy, TableSecurity
from janua.base.row_security.roles import RUNTIME

WORKERS = ("janua_work", "janua_payments")
_ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")


def _runs(queue: str, worker: str) -> tuple[Policy, ...]:
    own = f"queue_name = '{queue}'"
    return (
        Policy(f"see {queue}", "SELECT", using=own, roles=(worker,)),
        Policy(f"run {queue}", "UPDATE", using=own, roles=(worker,)),
        Policy(f"end {queue}", "DELETE", using=own, roles=(worker,)),
    )


TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "procrastinate_jobs",
        grants={role: _ALL if role in WORKERS else ("INSERT",) for role in RUNTIME},
        policies=(
            Policy("queue work", "INSERT", check="queue_name = 'work'"),
            Policy(
                "queue payments",
                "INSERT",
                check="queue_name = 'payments'",
                roles=("janua_workbench", "janua_payments"),
            ),
            *_runs("work", "janua_work"),
            *_runs("payments", "janua_payments"),
        ),
    ),
    TableSecurity("procrastinate_workers", grants=dict.fromkeys(WORKERS, _ALL)),
    TableSecurity("procrastinate_events", grants={role: _ALL if role in WORKERS else ("INSERT",) for role in RUNTIME}),
    TableSecurity("procrastinate_periodic_defers", grants=dict.fromkeys(WORKERS, _ALL)),
    TableSecurity(
        "jobs_request",
        # The worker clears away what was done long ago.
        grants=dict.fromkeys(RUNTIME, ("SELECT", "INSERT")) | {"janua_work": ("SELECT", "INSERT", "DELETE")},
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
