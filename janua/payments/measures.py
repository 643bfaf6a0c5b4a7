"""How long payment runs stand where they should not; and when that is an alarm."""

from janua.base.measures import Alarm, Measure

_RUNS = "FROM payments_run WHERE"

MEASURES: tuple[Measure, ...] = (
    Measure(
        "runs_preparing",
        "Payment runs in preparation.",
        "rows",
        f"SELECT '', count(*) {_RUNS} state = 'preparing'",
        actor="paymaster",
        queue="payments",
    ),
    Measure(
        "run_preparing_seconds",
        "How long the oldest payment run has been in preparation.",
        "seconds",
        f"SELECT '', coalesce(extract(epoch from now() - min(frozen_at)), 0)::float {_RUNS} state = 'preparing'",
        actor="paymaster",
        queue="payments",
    ),
    Measure(
        "runs_with_fault",
        "Payment runs whose preparation or sending an error stopped.",
        "rows",
        f"SELECT '', count(*) {_RUNS} fault <> '' AND state IN ('preparing', 'approved', 'sending')",
        actor="paymaster",
        queue="payments",
    ),
    Measure(
        "run_unsent_seconds",
        "How long the oldest approved payment run has not reached the bank.",
        "seconds",
        f"SELECT '', coalesce(extract(epoch from now() - min(approved_at)), 0)::float {_RUNS}"
        " state IN ('approved', 'sending')",
        actor="paymaster",
        queue="payments",
    ),
    Measure(
        "run_unsettled_seconds",
        "How long the bank has not said of every order of a run what became of it.",
        "seconds",
        f"SELECT '', coalesce(extract(epoch from now() - min(sent_at)), 0)::float {_RUNS} state = 'sent'",
        actor="paymaster",
        queue="payments",
    ),
)

ALARMS: tuple[Alarm, ...] = (
    Alarm(
        "run-slow",
        "run_preparing_seconds",
        14_400,
        "A payment run has been in preparation for four hours.",
        "Look whether it still moves; people wait for their money.",
    ),
    Alarm(
        "run-faulty",
        "runs_with_fault",
        0,
        "An error stopped a payment run.",
        "Read its fault on the run's page, mend the cause, then have it tried again.",
    ),
    Alarm(
        "run-unsent",
        "run_unsent_seconds",
        3600,
        "An approved payment run has not reached the bank for an hour.",
        "Look whether the payments worker runs and the bank answers; never send the file by hand.",
    ),
    Alarm(
        "run-unsettled",
        "run_unsettled_seconds",
        604_800,
        "A week after a payment run was sent, the bank has not said what became of every order.",
        "Ask the bank for the missing statement.",
        serious=False,
    ),
)
