"""The rows of the catalogue: programmes, the versions of their services, and announcements."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from janua.catalogue.states import RatesState
from janua.values import uuid7


class Programme(models.Model):
    """A benefit or care scheme with a legal basis.

    budget_line   where its cost stands in the state's budget, as that names it; programmes of one line add up
    """

    code = models.CharField(max_length=20, primary_key=True)
    # language → name
    names = models.JSONField()
    legal_basis = models.CharField(max_length=200)
    budget_line = models.CharField(max_length=120, blank=True, default="", db_default="")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)


class ServiceVersion(models.Model):
    """One door of one or more programmes, as described from one day to another.

    An application keeps the version that it was made under.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.CharField(max_length=60)
    blueprint = models.JSONField()
    digest = models.CharField(max_length=64, help_text="sha256 of the blueprint's canonical JSON")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=Q(ends_on__isnull=True), name="catalogue_service_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="catalogue_service_period"
            ),
        ]


class ServiceProgramme(models.Model):
    """Which programmes a version of a service leads to."""

    version = models.ForeignKey(ServiceVersion, on_delete=models.CASCADE, related_name="programmes")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "programme"], name="catalogue_service_programme")]


class Announcement(models.Model):
    """News that one officer wrote and another published: something new, an office closed, a service out of order.

    titles, texts   language → words
    shows_from      first day on the portal; shows_until the last, none while it stands until withdrawn
    edition         goes up with each change, so that nobody publishes other words than they read
    area            of the writer's office, whose officers may handle it; the portal shows it to everybody
    """

    class Kind(models.TextChoices):
        """What it tells."""

        NEWS = "news"
        CLOSURE = "closure"
        OUTAGE = "outage"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    titles = models.JSONField()
    texts = models.JSONField()
    shows_from = models.DateField()
    shows_until = models.DateField(null=True, blank=True)
    edition = models.PositiveSmallIntegerField(default=1)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["news", "closure", "outage"]), name="catalogue_news_kind"),
            models.CheckConstraint(
                condition=Q(shows_until__isnull=True) | Q(shows_until__gte=F("shows_from")),
                name="catalogue_news_period",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True, published_at__isnull=True)
                | (Q(published_at__isnull=False, published_by__isnull=False) & ~Q(published_by=F("written_by"))),
                name="catalogue_news_by_a_second",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="catalogue_news_withdrawn",
            ),
        ]
        indexes = [models.Index(fields=["-written_at", "-id"], name="catalogue_news_newest")]

    @property
    def state(self) -> str:
        """Where it stands: proposed, published or withdrawn."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "proposed" if self.published_at is None else "published"


class RateChange(models.Model):
    """New rates: dated numbers of law that one officer proposed and another approved; from then on they are the law.

    files        file of the law → YAML laid over its numbers
    first_day    the earliest day from which a number changes; it may lie in the past
    programmes   codes of those that read a changed number
    base_hash    the law that they were laid over; law_hash what came of it: nobody approves another law than they read
    preview      what they would mean for the people who are paid, as counts and sums; None until it is worked out
    area         of the proposer's office, whose officers may handle it
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(max_length=200)
    reason = models.TextField()
    source = models.CharField(max_length=300, help_text="the legal notice or act that sets them")
    files = models.JSONField()
    first_day = models.DateField()
    programmes = models.JSONField()
    base_hash = models.CharField(max_length=64)
    law_hash = models.CharField(max_length=64)
    preview = models.JSONField(null=True, blank=True)
    previewed_at = models.DateTimeField(null=True, blank=True)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    # Changes are laid over each other in this order; two approvals at once wait for each other here.
    place = models.PositiveIntegerField(null=True, blank=True, unique=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True, place__isnull=True)
                | (
                    Q(approved_at__isnull=False, approved_by__isnull=False, place__isnull=False)
                    & Q(previewed_at__isnull=False)
                    & ~Q(approved_by=F("proposed_by"))
                ),
                name="catalogue_rates_by_a_second",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False, approved_at__isnull=True),
                name="catalogue_rates_withdrawn_before",
            ),
        ]
        indexes = [models.Index(fields=["-proposed_at", "-id"], name="catalogue_rates_newest")]

    @property
    def state(self) -> RatesState:
        """Where it stands."""
        if self.withdrawn_at is not None:
            return RatesState.WITHDRAWN
        return RatesState.PROPOSED if self.approved_at is None else RatesState.APPROVED
