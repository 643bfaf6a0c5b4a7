"""An account, and what belongs to a staff member's."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from janua.base.actors import Actor
from janua.base.areas.models import Office
from janua.values import uuid7


class AccountKind(models.TextChoices):
    """Citizens and staff are separate kinds: somebody who is both has two accounts."""

    CITIZEN = "citizen"
    STAFF = "staff"


class AccountManager(BaseUserManager["Account"]):
    """Django's manager; accounts are opened by actions, so it has no `create_user`."""


class Account(AbstractBaseUser):
    """One who may sign in.

    issuer, subject  who an OpenID Connect provider says this is; never linked by e-mail address
    login            the name that a staff member types where no provider is used
    password_set_at  when its owner last chose the password; they are shown it
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=AccountKind.choices)
    login = models.CharField(max_length=80, unique=True, null=True)  # noqa: DJ001  (citizens have none; '' is no name)
    issuer = models.CharField(max_length=255, blank=True)
    subject = models.CharField(max_length=255, blank=True)
    language = models.CharField(max_length=10, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    password_set_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["kind"]
    objects = AccountManager()

    class Meta:
        """One account for each subject of an issuer and kind; a closed account stays."""

        constraints = (
            models.CheckConstraint(condition=Q(kind__in=AccountKind.values), name="accounts_account_kind"),
            models.CheckConstraint(
                condition=Q(issuer="", subject="") | (~Q(issuer="") & ~Q(subject="")), name="accounts_account_subject"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")), name="accounts_account_closed"
            ),
            models.UniqueConstraint(
                fields=["kind", "issuer", "subject"], condition=~Q(subject=""), name="accounts_account_once"
            ),
        )

    def __str__(self) -> str:
        """Show no name: an account is an id to everybody but its owner."""
        return f"{self.kind} {self.id}"

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django sets it on the class, and only ever reads it
        """Whether this account may sign in, in Django's word for it."""
        return self.closed_at is None

    @property
    def actor(self) -> Actor:
        """The actor that this account is while it acts."""
        kind = AccountKind(self.kind).value
        return Actor(kind="staff" if kind == "staff" else "citizen", account_id=self.id, name=str(self.id))


class StaffProfile(models.Model):
    """What others may know of an officer: the name under a decision, the office, whether they still serve.

    left_on  the first day on which they no longer do; every role ends with it
    """

    account = models.OneToOneField(Account, on_delete=models.PROTECT, primary_key=True, related_name="staff")
    display_name = models.CharField(max_length=120)
    staff_number = models.CharField(max_length=40, unique=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="staff")
    left_on = models.DateField(null=True)

    def __str__(self) -> str:
        """Show the name that stands under this officer's decisions."""
        return self.display_name
