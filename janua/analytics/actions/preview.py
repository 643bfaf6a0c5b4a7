"""What proposed rates would mean for everybody who is paid or was refused lately: both laws over a snapshot of them."""

from dataclasses import replace
from datetime import date, timedelta

from janua.analytics.actions.comparison import compare_each
from janua.analytics.actions.one_by_one import compared_one_by_one
from janua.analytics.actions.snapshot import SnapshotGone, begin_snapshot, counted, fill_snapshot
from janua.analytics.models import Snapshot
from janua.base.documents.store import StoreMissing
from janua.catalogue.actions.announcement import WrongState
from janua.catalogue.actions.preview import RatesPreview, keep_preview
from janua.catalogue.models import RateChange
from janua.catalogue.queries import law_in_force, rates_in_force
from janua.pack.health import changed_by
from janua.pack.installed import country
from janua.pack.written import as_text
from janua.rules import Law
from janua.rules.columns import TooWide, layout_of
from janua.rules.comparison import Comparison

AT_ONCE = 200
_DAY = timedelta(days=1)


def preview_next(*, on: date, limit: int = AT_ONCE) -> bool:
    """Work out the next step of a proposal's preview; says whether there may be more at once.

    Taking a snapshot, asking both laws over it, and asking one by one about what it cannot serve. Killed anywhere, the
    step is worked out again.
    """
    change = _next()
    if change is None:
        return False
    reform = country().law_at((*rates_in_force(), change.files))
    kept = None if change.preview is None else RatesPreview.from_json(change.preview)
    try:
        found = _begun(change, reform, on=on) if kept is None else _continued(reform, kept, limit=limit)
    except SnapshotGone:
        found = None
    whole = found is not None and found.comparison is not None and not found.asking
    cases = [one.to_json() for one in changed_by(country(), reform, beneath=law_in_force())] if whole else None
    try:
        keep_preview(change=change.id, law_hash=reform.hash, preview=found, since=kept, cases=cases)
    except WrongState:
        # Given up, or another law meanwhile: there is nothing to keep.
        return False
    return found != kept


def day_asked(*, baseline: Law, reform: Law, first_day: date, today: date) -> date:
    """The day for which both laws are asked: the first of the new numbers, or the newest on which they differ.

    A correction of numbers that others have followed since says nothing about today.
    """
    if first_day >= today:
        return first_day
    ends = {value.starts_on - _DAY for one in reform.parameters.values() for value in one.values}
    for day in sorted({today, *(end for end in ends if first_day <= end < today)}, reverse=True):
        if any(_on(baseline, key, day) != _on(reform, key, day) for key in reform.parameters):
            return day
    return first_day


def _on(law: Law, key: str, day: date) -> str:
    parameter = law.parameters.get(key)
    value = None if parameter is None else parameter.on(day.toordinal())
    return "" if parameter is None or value is None else as_text(parameter, value)


def _next() -> RateChange | None:
    proposed = RateChange.objects.filter(
        approved_at__isnull=True,
        withdrawn_at__isnull=True,
        previewed_at__isnull=True,
        # One that was laid over another law is to be proposed again.
        base_hash=law_in_force().hash,
    )
    return proposed.order_by("proposed_at", "id").first()


def _begun(change: RateChange, reform: Law, *, on: date) -> RatesPreview:
    """The snapshot asked for; where there can be none, everybody is asked about one by one."""
    law, since = law_in_force(), min(change.first_day, on)
    asked_on = day_asked(baseline=law, reform=reform, first_day=change.first_day, today=on)
    one_by_one = tuple(code for code in change.programmes if _is_too_wide(law, code) or _is_too_wide(reform, code))
    served = [code for code in change.programmes if code not in one_by_one]
    known = counted(law=law, programmes=change.programmes, on=since).count()
    try:
        snapshot = begin_snapshot(programmes=served, on=asked_on, today=since) if served else None
    except StoreMissing:
        snapshot, one_by_one = None, tuple(change.programmes)
    begun = RatesPreview(asked_on, since, known, one_by_one=one_by_one, asking=one_by_one)
    if snapshot is None:
        return replace(begun, comparison=Comparison(asked_on, law.hash, reform.hash, ()))
    return replace(begun, snapshot=snapshot.id)


def _continued(reform: Law, kept: RatesPreview, *, limit: int) -> RatesPreview:
    if kept.comparison is None:
        return _filled(kept) or _compared(reform, kept)
    return _asked(reform, kept, kept.comparison, limit=limit)


def _filled(kept: RatesPreview) -> RatesPreview | None:
    """With the snapshot's next part; None where it is whole."""
    assert kept.snapshot is not None  # without one there is a comparison from the beginning
    row = Snapshot.objects.get(id=kept.snapshot)
    if row.finished_at is None:
        fill_snapshot()
        row.refresh_from_db()
    return None if row.finished_at else replace(kept, done=row.done, left_out=row.left_out)


def _compared(reform: Law, kept: RatesPreview) -> RatesPreview:
    assert kept.snapshot is not None  # without one there is a comparison from the beginning
    row = Snapshot.objects.get(id=kept.snapshot)
    comparison, refused = compare_each(snapshot=row.id, reform=reform)
    asking = (*kept.asking, *refused)
    return replace(kept, done=row.done, left_out=row.left_out, comparison=comparison, asking=asking, one_by_one=asking)


def _asked(reform: Law, kept: RatesPreview, so_far: Comparison, *, limit: int) -> RatesPreview:
    """The next claims of what no snapshot serves."""
    rows = counted(law=law_in_force(), programmes=kept.asking, on=kept.since).select_related("event")
    claims = list((rows if kept.behind is None else rows.filter(id__gt=kept.behind))[:limit])
    found = compared_one_by_one(baseline=law_in_force(), reform=reform, claims=claims, on=kept.on)
    return replace(
        kept,
        comparison=so_far.joined(found.comparison),
        left_out=kept.left_out + found.left_out,
        done=min(kept.known, kept.done + len(claims)),
        asking=kept.asking if len(claims) == limit else (),
        behind=claims[-1].id if len(claims) == limit else None,
    )


def _is_too_wide(law: Law, programme: str) -> bool:
    """Whether a programme's numbers do not fit into columns."""
    try:
        layout_of(law, programme)
    except TooWide:
        return True
    return False
