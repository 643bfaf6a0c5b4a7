"""What base itself is measured by, and its alarms; apps further up list theirs in a module of this name."""

from collections.abc import Mapping

from janua.base.measures import Alarm, Measure, Unit

_WAITS = "job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())"
_QUEUE = (
    " FROM procrastinate_jobs job LEFT JOIN jobs_request request"
    f" ON request.name = job.task_name AND request.key = job.args->>'key' WHERE {_WAITS} GROUP BY job.task_name"
)
_AGE = "max(extract(epoch from now() - greatest(request.enqueued_at, job.scheduled_at)))::float"
_RUNNING = (
    "SELECT job.task_name, max(extract(epoch from now() - event.at))::float FROM procrastinate_jobs job"
    " JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'started'"
    " WHERE job.status = 'doing' GROUP BY job.task_name"
)
_BACKLOG = (
    " FROM (SELECT at FROM audit_entry WHERE xid >= (SELECT from_xid FROM last)"
    " UNION ALL SELECT at FROM audit_access WHERE xid >= (SELECT from_xid FROM last)) waiting"
)
_LAST = "WITH last AS (SELECT coalesce(max(below_xid::text::bigint), 0)::text::xid8 AS from_xid FROM audit_batch) "


def _of_queue(measure: Measure) -> tuple[Measure, Measure]:
    """The same measure, read by the worker of each queue: neither sees the other's jobs."""
    return measure, Measure(**{**vars(measure), "queue": "payments"})


MEASURES: tuple[Measure, ...] = (
    *_of_queue(
        Measure("jobs_waiting", "Jobs that are due, by kind.", "rows", f"SELECT job.task_name, count(*){_QUEUE}")
    ),
    *_of_queue(
        Measure(
            "job_waiting_seconds",
            "Age of the oldest job that is due.",
            "seconds",
            f"SELECT job.task_name, {_AGE}{_QUEUE}",
        )
    ),
    *_of_queue(Measure("job_running_seconds", "How long the oldest running job runs.", "seconds", _RUNNING)),
    *_of_queue(
        Measure(
            "jobs_failed",
            "Jobs that were tried as often as they may, by kind.",
            "rows",
            "SELECT task_name, count(*) FROM procrastinate_jobs WHERE status = 'failed' GROUP BY task_name",
        )
    ),
    *_of_queue(
        Measure(
            "loop_failures",
            "How often a loop has failed in a row.",
            "rows",
            "SELECT name, failures FROM jobs_loop WHERE failures > 0 AND name = ANY(%(loops)s)",
        )
    ),
    *_of_queue(
        Measure(
            "loop_late_seconds",
            "How long a loop that is due has not been through.",
            "seconds",
            "SELECT name, extract(epoch from now() - due_at)::float FROM jobs_loop"
            " WHERE due_at < now() - interval '30 s' AND name = ANY(%(loops)s)",
        )
    ),
    Measure(
        "seal_waiting_rows",
        "Rows of the trail that wait for their seal.",
        "rows",
        f"{_LAST}SELECT '', count(*){_BACKLOG}",
        actor="sealer",
    ),
    Measure(
        "seal_waiting_seconds",
        "Age of the oldest row of the trail that waits for its seal.",
        "seconds",
        f"{_LAST}SELECT '', coalesce(extract(epoch from now() - min(at)), 0)::float{_BACKLOG}",
        actor="sealer",
    ),
    Measure(
        "database_connections",
        "Share of the server's connections that are taken.",
        "share",
        "SELECT '', count(*) FILTER (WHERE usesysid IS NOT NULL)::float / current_setting('max_connections')::int"
        " FROM pg_stat_activity",
    ),
    Measure("database_bytes", "Size of the database.", "bytes", "SELECT '', pg_database_size(current_database())"),
)

# What no row of a table says by itself: the processes' own word, disks, backups, the nightly look.
OTHERS: Mapping[str, tuple[str, Unit]] = {
    "process_silent_seconds": ("Since when no process of a kind gave a sign of life.", "seconds"),
    "process_without_migrations": ("Processes newer than the database.", "rows"),
    "process_without_keys": ("Processes that cannot use their keys.", "rows"),
    "watch_silent_seconds": ("Age of the newest reading.", "seconds"),
    "partner_away_seconds": ("Since when another system has not answered; 0 while it does.", "seconds"),
    "partner_seconds": ("How long another system's last answer took.", "seconds"),
    "scanner_away_seconds": (
        "Since when a scanner for malware has not answered; 0 while it does.",
        "seconds",
    ),
    "failed_sign_ins": ("Tries to sign in that were wrong, in the last five minutes.", "rows"),
    "limits_hit": ("Tries refused because there had been too many, in the last five minutes.", "rows"),
    "shed": ("Requests sent away to come back later, in the last five minutes.", "rows"),
    "key_errors": ("Times the key store failed, in the last five minutes.", "rows"),
    "errors": ("Pages that broke, in the last five minutes.", "rows"),
    "answers": ("Requests answered in the last five minutes.", "rows"),
    "clock_skew_seconds": ("How far a machine's clock is from the database's.", "seconds"),
    "disk_free": ("Share of a disk that is free.", "share"),
    "disk_free_bytes": ("Bytes of a disk that are free.", "bytes"),
    "invariant_broken": ("Things that broke an invariant at the last look.", "rows"),
    "invariants_unchecked_seconds": ("Since when nobody has looked for what must never be.", "seconds"),
    "backup_made": ("Bytes of the last backup.", "bytes"),
    "backup_age_seconds": ("Age of the last backup.", "seconds"),
}

ALARMS: tuple[Alarm, ...] = (
    Alarm(
        "process-missing",
        "process_silent_seconds",
        60,
        "No process of this kind has given a sign of life for a minute.",
        "Look whether it runs, and start it.",
    ),
    Alarm(
        "watch-silent",
        "watch_silent_seconds",
        90,
        "The worker takes no readings: what else this page says is old.",
        "Look at the worker's log for a loop that fails or hangs.",
    ),
    Alarm(
        "migrations-missing",
        "process_without_migrations",
        0,
        "A process is newer than the database it speaks to.",
        "Run janua db migrate as the owner of the database.",
    ),
    Alarm(
        "keys-failing",
        "process_without_keys",
        0,
        "A process cannot use its keys: nothing sealed can be read or written.",
        "Look whether the key folder or key service of that process answers.",
    ),
    Alarm(
        "key-errors",
        "key_errors",
        0,
        "The key store refused or failed in the last five minutes.",
        "Look in the log for the kind of the error, then at the key store.",
        serious=False,
    ),
    Alarm(
        "job-late",
        "job_waiting_seconds",
        300,
        "Jobs are due and nobody takes them.",
        "Look at the worker's load and log; start another worker.",
    ),
    Alarm(
        "job-stuck",
        "job_running_seconds",
        1800,
        "A job has been running for half an hour.",
        "Find out what it waits for before you stop that worker.",
    ),
    Alarm(
        "jobs-failed",
        "jobs_failed",
        0,
        "Jobs were given up after their last try: what they were to do is not done.",
        "Read in the log why they failed, mend it, then have them tried again.",
        serious=False,
    ),
    Alarm(
        "loop-failing",
        "loop_failures",
        4,
        "A loop of the worker fails again and again: what waits for it stands still.",
        "Read in the log why it fails.",
    ),
    Alarm(
        "loop-late",
        "loop_late_seconds",
        600,
        "A loop of the worker has not been through for ten minutes.",
        "Look whether it works through much, or hangs.",
    ),
    Alarm(
        "seal-behind",
        "seal_waiting_seconds",
        10,
        "The trail is not sealed as it should be: changes to it could not be proven.",
        "Look whether the worker runs and no transaction stays open.",
    ),
    Alarm(
        "connections-scarce",
        "database_connections",
        0.85,
        "Nearly all connections of the database server are taken.",
        "Find out who holds them; new processes could not start.",
    ),
    Alarm(
        "disk-full",
        "disk_free",
        0.10,
        "Less than a tenth of a disk is free.",
        "Make room or enlarge it before it is full: then nothing can be saved.",
        below=True,
    ),
    Alarm(
        "partner-away",
        "partner_away_seconds",
        300,
        "Another system has not answered for five minutes.",
        "Ask its operators; our questions wait and are sent again by themselves.",
        serious=False,
    ),
    Alarm(
        "partner-slow",
        "partner_seconds",
        5,
        "Another system answers slowly.",
        "Tell its operators; nothing is lost.",
        serious=False,
    ),
    Alarm(
        "scanner-away",
        "scanner_away_seconds",
        60,
        "The scanner for malware does not answer: no papers are taken.",
        "Start clamd on that machine; people are asked to try again later.",
    ),
    Alarm(
        "sign-ins-failing",
        "failed_sign_ins",
        50,
        "Many tries to sign in were wrong in the last five minutes.",
        "Find out whether somebody is guessing, or the way in is broken.",
        serious=False,
    ),
    Alarm(
        "limits-hit",
        "limits_hit",
        20,
        "Many tries were refused because there had been too many.",
        "Find out whether an office shares one address, or somebody is guessing.",
        serious=False,
    ),
    Alarm(
        "shedding",
        "shed",
        0,
        "There are more requests than can be answered; some were asked to come back later.",
        "Look what the load is, and add workers or machines.",
    ),
    Alarm(
        "pages-breaking",
        "errors",
        5,
        "Pages broke in the last five minutes.",
        "Read in the log which page and which error.",
    ),
    Alarm(
        "clock-wrong",
        "clock_skew_seconds",
        2,
        "A machine's clock and the database's differ.",
        "Look at the time service of that machine.",
    ),
    Alarm(
        "invariant-broken",
        "invariant_broken",
        0,
        "Something is in the database that must never be.",
        "Run janua check-invariants and follow its page; stop payment runs it touches.",
    ),
    Alarm(
        "invariants-unchecked",
        "invariants_unchecked_seconds",
        172_800,
        "The nightly look for what must never be has not run for two days.",
        "Look why the worker's nightly loop does not get through.",
        serious=False,
    ),
    Alarm(
        "backup-old",
        "backup_age_seconds",
        93_600,
        "The last backup is older than a day.",
        "Run janua backup by hand and find out why it did not run.",
    ),
)
