"""Roles, what they allow, which two nobody may hold together, and who holds them where and when."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from janua.base.accounts.models.account import Account
from janua.base.areas.models import Area, Office
from janua.values import uuid7


class Role(models.Model):
    """A set of permissions with a name that people use."""

    code = models.CharField(max_length=40, primary_key=True)
    names = models.JSONField(help_text="language → name")

    def __str__(self) -> str:
        """Show the code."""
        return self.code


class RolePermission(models.Model):
    """One thing that a role allows."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="permissions")
    permission = models.CharField(max_length=60)

    class Meta:
        """Each permission once a role."""

        constraints = (models.UniqueConstraint(fields=["role", "permission"], name="accounts_rolepermission_once"),)

    def __str__(self) -> str:
        """Show role and permission."""
        return f"{self.role_id}: {self.permission}"


class ForbiddenRolePair(models.Model):
    """Two roles that no one may hold at a time, anywhere: who prepares a payment does not approve one."""

    first = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200)

    class Meta:
        """Two different roles, once."""

        constraints = (
            models.CheckConstraint(condition=~Q(first=F("second")), name="accounts_forbiddenrolepair_two"),
            models.UniqueConstraint(fields=["first", "second"], name="accounts_forbiddenrolepair_once"),
        )

    def __str__(self) -> str:
        """Show both roles."""
        return f"{self.first_id} + {self.second_id}"


class AssignedDates(Func):
    """The days of an assignment as a range, for the constraint."""

    function = "DATERANGE"
    output_field = DateRangeField()


class RoleAssignment(models.Model):
    """A role that a staff member holds, or is proposed to hold, in an area from one day to another.

    Proposed by one person and confirmed by another, neither of them the one who gets it. The first assignments
    of an installation have neither: the loader wrote them. An assignment is ended, never changed.

    office       the office it is for; the area is then the office's
    revoked_on   the first day on which it no longer holds
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="assignments")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="assignments")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_on = models.DateField(null=True)

    class Meta:
        """Two people, neither the holder; nothing twice at a time."""

        indexes = (models.Index(fields=["area"], name="accounts_assignment_area"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="accounts_assignment_period"
            ),
            models.CheckConstraint(
                condition=(Q(proposed_by__isnull=True) | ~Q(proposed_by=F("account")))
                & (Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("account"))),
                name="accounts_assignment_not_self",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="accounts_assignment_two_people",
            ),
            models.CheckConstraint(
                # Nobody proposed: then the loader wrote it, and nobody confirmed either.
                condition=Q(proposed_by__isnull=True, confirmed_by__isnull=True)
                | Q(proposed_by__isnull=False, confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(proposed_by__isnull=False, confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="accounts_assignment_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True) | Q(confirmed_at__isnull=True), name="accounts_assignment_refused"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_on__isnull=True)
                | Q(revoked_at__isnull=False, revoked_on__isnull=False, confirmed_at__isnull=False),
                name="accounts_assignment_revoked",
            ),
            ExclusionConstraint(
                name="accounts_assignment_once",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("area", RangeOperators.EQUAL),
                    (
                        AssignedDates(F("starts_on"), F("ends_on"), RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(confirmed_at__isnull=False, revoked_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        """Show who, what and where by their keys."""
        return f"{self.account_id} {self.role_id} in {self.area_id}"

    def is_in_force_on(self, on: date) -> bool:
        """Whether this assignment was confirmed and holds on a day."""
        if self.confirmed_at is None or on < self.starts_on:
            return False
        return (self.ends_on is None or on <= self.ends_on) and (self.revoked_on is None or on < self.revoked_on)
