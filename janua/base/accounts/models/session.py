"""What signing in leaves behind: sessions, second factors, invitations, wrong attempts and forms kept for later."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from janua.base.accounts.models.account import Account, AccountKind
from janua.base.keys import SealedField
from janua.values import uuid7


class Session(models.Model):
    """One browser in which somebody is signed in, or was.

    The browser alone holds the secret; here lies its digest, so whoever reads this table can sign in nowhere.
    A session is ended and another opened whenever what it may do changes: it is never raised in place.

    acts_for           the person whom the account acts for just now; empty: for itself
    second_factor_at   when the code was last given; a member of staff can do nothing before that. Of a citizen, when
                       the identity provider had them show who they are
    """

    class Why(models.TextChoices):
        """Why it ended."""

        SIGNED_OUT = "signed_out"
        IDLE = "idle"
        LIMIT = "limit"
        REPLACED = "replaced"
        CLOSED = "closed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=AccountKind.choices)
    digest = models.BinaryField(unique=True)
    acts_for = models.UUIDField(null=True)
    second_factor_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="the absolute limit")
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=12, blank=True, choices=Why.choices)

    class Meta:
        """Ends after it began, and says why it ended."""

        indexes = (
            models.Index(fields=["account"], condition=Q(ended_at__isnull=True), name="accounts_session_open"),
            models.Index(fields=["ends_at"], name="accounts_session_ends"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=AccountKind.values), name="accounts_session_kind"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("opened_at")), name="accounts_session_limit"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="accounts_session_ended",
            ),
        )

    def __str__(self) -> str:
        """Show no secret and no name."""
        return f"session {self.id}"


class SecondFactor(models.Model):
    """The secret that a member of staff's authenticator shares with us, sealed.

    last_step   the step of the last code taken: the same code, or an earlier one, is refused
    """

    account = models.OneToOneField(Account, on_delete=models.PROTECT, primary_key=True, related_name="second_factor")
    secret = SealedField(subject="account_id")
    last_step = models.BigIntegerField(default=0)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        """Show no secret."""
        return f"second factor of {self.account_id}"


class Invitation(models.Model):
    """A link, good once and for a short time, by which a member of staff sets password and second factor.

    made_by   the administrator who handed it over; the loader's first ones have none
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField(unique=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Nobody invites themselves: who lost a second factor asks a colleague."""

        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="accounts_invitation_limit"),
            models.CheckConstraint(
                condition=Q(made_by__isnull=True) | ~Q(made_by=F("account")), name="accounts_invitation_not_self"
            ),
        )

    def __str__(self) -> str:
        """Show no secret."""
        return f"invitation of {self.account_id}"


class WrongAttempt(models.Model):
    """Somebody tried to sign in and was not right: written before the answer is known, taken back where it was right.

    key   keyed digest of what is counted (a typed name, an address, a known browser); it names nobody by itself
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10, choices=AccountKind.choices)
    key = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        """Counted by key and time."""

        indexes = (
            models.Index(fields=["key", "at"], name="accounts_wrongattempt_key"),
            models.Index(fields=["at"], name="accounts_wrongattempt_at"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=AccountKind.values), name="accounts_wrongattempt_kind"),
        )

    def __str__(self) -> str:
        """Show when."""
        return f"wrong attempt at {self.at}"


class KeptForm(models.Model):
    """What somebody had typed when their session had ended, until they are signed in again.

    Sealed under the account's data key together with a secret that only that browser holds: it opens for the same
    person at the same browser, and for nobody else.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=AccountKind.choices)
    digest = models.BinaryField(unique=True)
    sealed = models.BinaryField()
    kept_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        """Kept for a short time."""

        indexes = (models.Index(fields=["ends_at"], name="accounts_keptform_ends"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=AccountKind.values), name="accounts_keptform_kind"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("kept_at")), name="accounts_keptform_limit"),
        )

    def __str__(self) -> str:
        """Show nothing of what was typed."""
        return f"form of {self.account_id}"

    def is_good_at(self, instant: datetime) -> bool:
        """Whether it may still be shown."""
        return instant < self.ends_at
