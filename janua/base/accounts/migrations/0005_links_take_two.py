"""A link takes two; a session says what kind of device it is on; a password says when it was chosen."""

import django.db.models.deletion
from django.db import migrations, models

from janua.base.row_security.operation import RowSecurity

_BY = {"null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "accounts.account"}
_WHY = ("signed_out", "idle", "limit", "replaced", "closed", "elsewhere", "office")
_DEVICES = ("phone", "tablet", "computer")


class Migration(migrations.Migration):
    """Columns may all be empty: no row is written anew."""

    dependencies = [("accounts", "0004_at_the_door")]

    operations = [
        migrations.AddField("account", "password_set_at", models.DateTimeField(null=True)),
        migrations.AddField("invitation", "confirmed_by", models.ForeignKey(**_BY)),
        migrations.AddField("invitation", "confirmed_at", models.DateTimeField(null=True)),
        migrations.AddField("invitation", "code_digest", models.BinaryField(null=True)),
        migrations.AddField("invitation", "withdrawn_by", models.ForeignKey(**_BY)),
        migrations.AddField("invitation", "withdrawn_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "invitation",
            models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(
                        ("made_by__isnull", False),
                        models.Q(("confirmed_by", models.F("made_by")), _negated=True),
                        models.Q(("confirmed_by", models.F("account")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="accounts_invitation_two_people",
            ),
        ),
        migrations.AddConstraint(
            "invitation",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("code_digest__isnull", True), ("confirmed_at__isnull", True), ("confirmed_by__isnull", True)
                    ),
                    models.Q(
                        ("code_digest__isnull", False), ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="accounts_invitation_confirmed",
            ),
        ),
        migrations.AddConstraint(
            "invitation",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                    models.Q(("used_at__isnull", True), ("withdrawn_at__isnull", False)),
                    _connector="OR",
                ),
                name="accounts_invitation_withdrawn",
            ),
        ),
        migrations.AddField(
            "session",
            "device",
            models.CharField(
                blank=True, choices=[(one, one.capitalize()) for one in _DEVICES], default="", max_length=12
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "session",
            "ended_why",
            models.CharField(blank=True, choices=[(one, one.replace("_", " ").title()) for one in _WHY], max_length=12),
        ),
        RowSecurity("accounts"),
        migrations.RunSQL(
            "CREATE TRIGGER accounts_invitation_rules BEFORE INSERT OR UPDATE ON accounts_invitation"
            " FOR EACH ROW EXECUTE FUNCTION accounts_invitation_rules()",
            "DROP TRIGGER accounts_invitation_rules ON accounts_invitation",
        ),
    ]
