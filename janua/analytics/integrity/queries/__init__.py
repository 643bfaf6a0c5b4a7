"""Which signals there are, and the reads of signals and samples for the auditors' pages."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from janua.analytics.integrity.models import Finding, Sample, SampledDecision, Signal, SignalRow, Watch
from janua.analytics.integrity.queries.kinds import SignalKind
from janua.analytics.integrity.queries.of_files import OF_FILES
from janua.analytics.integrity.queries.of_money import OF_MONEY
from janua.analytics.integrity.queries.of_work import OF_WORK
from janua.base.accounts.queries import areas_held
from janua.base.areas.models import Area

SIGNALS: tuple[SignalKind, ...] = (*OF_MONEY, *OF_FILES, *OF_WORK)
NEW = "new"
PAGE = 50


@dataclass(frozen=True)
class Listed:
    """A signal with where it stands: new where nothing was found out since rows last joined it."""

    signal: Signal
    state: str
    rows: int


def signals_listed(*, state: str = "", kind: str = "", after: UUID | None = None, size: int = PAGE) -> list[Listed]:
    """Signals that who asks may see, those that changed last first; from behind one of them on."""
    rows = _with_state(_signals().filter(kind=kind) if kind else _signals(), only=state)
    last = _signals().filter(id=after).first() if after else None
    if last is not None:
        rows = rows.filter(Q(changed_at__lt=last.changed_at) | Q(changed_at=last.changed_at, id__lt=last.id))
    counted = rows.annotate(number=Count("rows")).order_by("-changed_at", "-id")[:size]
    return [Listed(row, vars(row)["state"], vars(row)["number"]) for row in counted]


def states_counted() -> dict[str, int]:
    """State → how many signals stand in it."""
    return dict(Counter(_signals().values_list(_state(), flat=True)))


def signal_of(*, signal: UUID) -> Listed | None:
    """One signal, where who asks may see it."""
    row = _with_state(_signals().filter(id=signal)).annotate(number=Count("rows")).first()
    return None if row is None else Listed(row, vars(row)["state"], vars(row)["number"])


def rows_of(*, signal: UUID, highest: int = 200) -> list[SignalRow]:
    """The rows behind a signal, the newest first."""
    return list(SignalRow.objects.filter(signal=signal).order_by(F("at").desc(nulls_last=True), "id")[:highest])


def findings_of(*, signal: UUID) -> list[Finding]:
    """What auditors found out, the newest first."""
    return list(Finding.objects.filter(signal=signal).order_by("-at", "-id"))


def last_watch() -> Watch | None:
    """When signals were last looked for, or are being looked for now."""
    return Watch.objects.order_by("-asked_at", "-id").first()


def samples_listed(*, size: int = PAGE) -> list[Sample]:
    """Samples that were asked for, the newest first: none is ever left out of the list."""
    return list(_samples().order_by("-asked_at", "-id")[:size])


def sample_of(*, sample: UUID) -> Sample | None:
    """One sample, where who asks may see it."""
    return _samples().filter(id=sample).first()


def sampled(*, sample: UUID) -> list[SampledDecision]:
    """The decisions of a sample in the order of their lot, as far as who asks may see them."""
    rows = SampledDecision.objects.filter(sample=sample).select_related("decision__claim")
    return list(rows.defer("decision__reasons").order_by("place"))


def _signals() -> QuerySet[Signal]:
    """Of the areas where who asks watches; those of no area are for who watches the whole country."""
    areas = areas_held("watch_integrity")
    here = Q(area_id__in=areas)
    if areas and not Area.objects.filter(parent__isnull=True).exclude(id__in=areas).exists():
        here |= Q(area_id__isnull=True)
    return Signal.objects.filter(here)


def _samples() -> QuerySet[Sample]:
    """Drawn in areas where who asks may draw samples."""
    return Sample.objects.filter(areas__overlap=list(areas_held("draw_sample")))


def _with_state(rows: QuerySet[Signal], *, only: str = "") -> QuerySet[Signal]:
    found = rows.annotate(state=_state())
    return found.filter(Exact(F("state"), Value(only))) if only else found


def _state() -> Coalesce:
    since = Finding.objects.filter(signal=OuterRef("id"), at__gt=OuterRef("changed_at")).order_by("-at", "-id")
    return Coalesce(Subquery(since.values("state")[:1]), Value(NEW))
