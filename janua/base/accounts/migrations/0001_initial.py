"""Accounts, roles and their assignments."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import janua.base.accounts.models.role
import janua.values.uuids
from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """Make the tables, and the trigger that keeps forbidden pairs apart."""

    initial = True

    dependencies = [
        ("row_security", "0001_initial"),
        ("areas", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(choices=[("citizen", "Citizen"), ("staff", "Staff")], max_length=10)),
                ("login", models.CharField(max_length=80, null=True, unique=True)),
                ("issuer", models.CharField(blank=True, max_length=255)),
                ("subject", models.CharField(blank=True, max_length=255)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ForbiddenRolePair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("names", models.JSONField(help_text="language → name")),
            ],
        ),
        migrations.CreateModel(
            name="RoleAssignment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("proposed_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("refused_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RolePermission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("permission", models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="StaffProfile",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="staff",
                        serialize=False,
                        to="accounts.account",
                    ),
                ),
                ("display_name", models.CharField(max_length=120)),
                ("staff_number", models.CharField(max_length=40, unique=True)),
                ("left_on", models.DateField(null=True)),
            ],
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["citizen", "staff"])), name="accounts_account_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("issuer", ""), ("subject", "")),
                    models.Q(models.Q(("issuer", ""), _negated=True), models.Q(("subject", ""), _negated=True)),
                    _connector="OR",
                ),
                name="accounts_account_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", True), ("closed_at__gte", models.F("opened_at")), _connector="OR"
                ),
                name="accounts_account_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                condition=models.Q(("subject", ""), _negated=True),
                fields=("kind", "issuer", "subject"),
                name="accounts_account_once",
            ),
        ),
        migrations.AddField(
            model_name="forbiddenrolepair",
            name="first",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.role"),
        ),
        migrations.AddField(
            model_name="forbiddenrolepair",
            name="second",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.role"),
        ),
        migrations.AddField(
            model_name="roleassignment",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="accounts.account"
            ),
        ),
        migrations.AddField(
            model_name="roleassignment",
            name="area",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"),
        ),
        migrations.AddField(
            model_name="roleassignment",
            name="confirmed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
            ),
        ),
        migrations.AddField(
            model_name="roleassignment",
            name="office",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.office"
            ),
        ),
        migrations.AddField(
            model_name="roleassignment",
            name="proposed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
            ),
        ),
        migrations.AddField(
            model_name="roleassignment",
            name="refused_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
            ),
        ),
        migrations.AddField(
            model_name="roleassignment",
            name="revoked_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
            ),
        ),
        migrations.AddField(
            model_name="roleassignment",
            name="role",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="accounts.role"
            ),
        ),
        migrations.AddField(
            model_name="rolepermission",
            name="role",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="permissions", to="accounts.role"
            ),
        ),
        migrations.AddField(
            model_name="staffprofile",
            name="office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="staff", to="areas.office"
            ),
        ),
        migrations.AddConstraint(
            model_name="forbiddenrolepair",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="accounts_forbiddenrolepair_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="forbiddenrolepair",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="accounts_forbiddenrolepair_once"),
        ),
        migrations.AddIndex(
            model_name="roleassignment",
            index=models.Index(fields=["area"], name="accounts_assignment_area"),
        ),
        migrations.AddConstraint(
            model_name="roleassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="accounts_assignment_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="roleassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("proposed_by__isnull", True),
                        models.Q(("proposed_by", models.F("account")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("confirmed_by__isnull", True),
                        models.Q(("confirmed_by", models.F("account")), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="accounts_assignment_not_self",
            ),
        ),
        migrations.AddConstraint(
            model_name="roleassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="accounts_assignment_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="roleassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_by__isnull", True), ("proposed_by__isnull", True)),
                    models.Q(
                        ("confirmed_at__isnull", True), ("confirmed_by__isnull", True), ("proposed_by__isnull", False)
                    ),
                    models.Q(
                        ("confirmed_at__isnull", False), ("confirmed_by__isnull", False), ("proposed_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="accounts_assignment_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="roleassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("refused_at__isnull", True), ("confirmed_at__isnull", True), _connector="OR"),
                name="accounts_assignment_refused",
            ),
        ),
        migrations.AddConstraint(
            model_name="roleassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at__isnull", True), ("revoked_on__isnull", True)),
                    models.Q(
                        ("confirmed_at__isnull", False), ("revoked_at__isnull", False), ("revoked_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="accounts_assignment_revoked",
            ),
        ),
        migrations.AddConstraint(
            model_name="roleassignment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("confirmed_at__isnull", False), ("revoked_at__isnull", True)),
                expressions=[
                    ("account", "="),
                    ("role", "="),
                    ("area", "="),
                    (
                        janua.base.accounts.models.role.AssignedDates(
                            models.F("starts_on"),
                            models.F("ends_on"),
                            django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                        ),
                        "&&",
                    ),
                ],
                name="accounts_assignment_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolepermission",
            constraint=models.UniqueConstraint(fields=("role", "permission"), name="accounts_rolepermission_once"),
        ),
        RowSecurity("accounts"),
        migrations.RunSQL(
            "CREATE TRIGGER accounts_assignment_rules BEFORE INSERT OR UPDATE ON accounts_roleassignment"
            " FOR EACH ROW EXECUTE FUNCTION accounts_assignment_rules()",
            "DROP TRIGGER accounts_assignment_rules ON accounts_roleassignment",
        ),
    ]
