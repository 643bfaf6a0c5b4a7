"""How long questions and answers wait, by register; and when that is an alarm."""

from janua.base.measures import Alarm, Measure

_OPEN = "state IN ('waiting', 'asking', 'asked')"

MEASURES: tuple[Measure, ...] = (
    Measure(
        "questions_open",
        "Questions that wait to be sent or answered, by register.",
        "rows",
        f"SELECT register, count(*) FROM checks_check WHERE {_OPEN} GROUP BY register",
        actor="checker",
    ),
    Measure(
        "question_unanswered_seconds",
        "How long the oldest question has been with a register.",
        "seconds",
        "SELECT register, extract(epoch from now() - min(asked_at))::float FROM checks_check"
        " WHERE state = 'asked' AND asked_at IS NOT NULL GROUP BY register",
        actor="checker",
    ),
    Measure(
        "message_waiting_seconds",
        "How long the oldest message of a partner has waited to be read.",
        "seconds",
        "SELECT '', coalesce(extract(epoch from now() - min(received_at)), 0)::float FROM checks_received"
        " WHERE taken_at IS NULL",
        actor="exchange",
    ),
)

ALARMS: tuple[Alarm, ...] = (
    Alarm(
        "register-silent",
        "question_unanswered_seconds",
        86_400,
        "A register took a question and has not answered for a day.",
        "Ask its operators; officers can answer the check by hand meanwhile.",
        serious=False,
    ),
    Alarm(
        "messages-waiting",
        "message_waiting_seconds",
        300,
        "Messages of partners came and are not read.",
        "Look in the worker's log why it does not take them up.",
    ),
)
