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
    device             what its owner knows it by among others
    """

    class Why(models.TextChoices):
        """Why it ended."""

        SIGNED_OUT = "signed_out"
        IDLE = "idle"
        LIMIT = "limit"
        REPLACED = "replaced"
        CLOSED = "closed"
        ELSEWHERE = "elsewhere"
        OFFICE = "office"

    class Device(models.TextChoices):
        """What kind of device it is, as far as the browser says; nothing finer is kept."""

        PHONE = "phone"
        TABLET = "tablet"
        COMPUTER = "computer"

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
    device = models.CharField(max_length=12, blank=True, choices=Device.choices)

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

    One administrator asks for it and sees its secret; another confirms it and sees a code. It opens with both, and
    nobody but its owner has both.

    made_by        who asked for it; the loader's first ones have none, and open without a code
    code_digest    of the code that who confirmed it was shown
    withdrawn_by   who refused it or took it back; empty where another link of the same account was used
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField(unique=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    code_digest = models.BinaryField(null=True)
    withdrawn_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Two people, neither of them its owner: who lost a second factor asks two colleagues."""

        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="accounts_invitation_limit"),
            models.CheckConstraint(
                condition=Q(made_by__isnull=True) | ~Q(made_by=F("account")), name="accounts_invitation_not_self"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (Q(made_by__isnull=False) & ~Q(confirmed_by=F("made_by")) & ~Q(confirmed_by=F("account"))),
                name="accounts_invitation_two_people",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True, code_digest__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, code_digest__isnull=False),
                name="accounts_invitation_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, used_at__isnull=True),
                name="accounts_invitation_withdrawn",
            ),
        )

    def __str__(self) -> str:
        """Show no secret."""
        return f"invitation of {self.account_id}"

    def is_open_at(self, instant: datetime) -> bool:
        """Whether it was neither used nor withdrawn, and its days are not over."""
        return self.used_at is None and self.withdrawn_at is None and instant < self.ends_at

    @property
    def waits(self) -> bool:
        """Whether it opens nothing before another administrator has confirmed it."""
        return self.made_by_id is not None and self.confirmed_at is None


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
