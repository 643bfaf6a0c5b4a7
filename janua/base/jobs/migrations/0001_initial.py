"""Requests, loops, and the rights on the queue's own tables."""

import django.db.models.functions.datetime
from django.db import migrations, models

from janua.base.row_security.operation import RowSecurity
from janua.base.row_security.roles import RUNTIME

SEQUENCES = (
    "GRANT USAGE ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq TO " + ", ".join(RUNTIME) + ";"
    "GRANT USAGE ON SEQUENCE procrastinate_periodic_defers_id_seq TO janua_work, janua_payments;"
)


class Migration(migrations.Migration):
    """Make the tables; the queue's sequences are granted here, its tables with the rest."""

    initial = True

    dependencies = [("row_security", "0001_initial"), ("procrastinate", "0041_post_retry_failed_job")]

    operations = [
        migrations.CreateModel(
            name="LoopState",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("due_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("finished_at", models.DateTimeField(null=True)),
                ("failures", models.IntegerField(db_default=0, default=0)),
                ("error", models.TextField(db_default="", default="")),
            ],
            options={
                "db_table": "jobs_loop",
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("key", models.TextField()),
                ("enqueued_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "jobs_request",
                "constraints": [models.UniqueConstraint(fields=("name", "key"), name="jobs_request_once")],
            },
        ),
        migrations.RunSQL(SEQUENCES, migrations.RunSQL.noop),
        RowSecurity("jobs"),
    ]
