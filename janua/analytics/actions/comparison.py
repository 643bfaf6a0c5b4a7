"""What a new law would change for a snapshot: counts and sums, and no person in them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from janua.analytics.actions.snapshot import samples_of
from janua.analytics.models import Snapshot
from janua.base import audit
from janua.catalogue.queries import law_in_force
from janua.pack.installed import country
from janua.pack.simulation import WORTH_COMPILING
from janua.rules import Law
from janua.rules.batch.comparing import FactsMissing, Sample, compare, compare_groups
from janua.rules.batch.compiled import kept_laws
from janua.rules.comparison import Comparison, ProgrammeChange


def compare_each(*, snapshot: UUID, reform: Law) -> tuple[Comparison, tuple[str, ...]]:
    """The law in force and a new one over a snapshot, and the programmes that it does not serve.

    Many claims are asked by compiled law, which is kept for the next time.
    Raises   SnapshotGone, Tampered
    """
    law, row = law_in_force(), Snapshot.objects.get(id=snapshot)
    cache = kept_laws() if row.done >= WORTH_COMPILING else None
    found, refused = Comparison(row.on, law.hash, reform.hash, ()), []
    for code, theirs in _by_programme(samples_of(snapshot=snapshot)).items():
        try:
            found = found.joined(compare(law, reform, theirs, on=row.on, cache=cache))
        except FactsMissing:
            refused.append(code)
    audit.record("snapshot.compare", object_type="snapshot", object_id=snapshot, details={"law": f"law:{reform.hash}"})
    return found, tuple(refused)


@dataclass(frozen=True)
class Grouped:
    """A comparison with who gains and loses, nothing left out yet.

    groups       programme → by what the units are grouped → a change for each group, in order
    left_out     claims whose facts cannot be what law reads
    not_served   programmes whose new law reads what the snapshot does not have
    """

    comparison: Comparison
    groups: Mapping[str, Mapping[str, tuple[ProgrammeChange, ...]]]
    left_out: int
    not_served: tuple[str, ...]


def grouped_over(*, snapshot: UUID, reform: Law, programmes: Collection[str]) -> Grouped:
    """The law in force and a new one over some programmes of a snapshot, with who gains and loses.

    Raises   SnapshotGone, Tampered
    """
    law, row = law_in_force(), Snapshot.objects.get(id=snapshot)
    cache = kept_laws() if row.done >= WORTH_COMPILING else None
    comparison = Comparison(row.on, law.hash, reform.hash, ())
    groups: dict[str, Mapping[str, tuple[ProgrammeChange, ...]]] = {}
    refused = []
    for code, theirs in _by_programme(samples_of(snapshot=snapshot)).items():
        if code not in programmes:
            continue
        try:
            found, by = compare_groups(law, reform, theirs, on=row.on, cache=cache, incomes=country().incomes)
        except FactsMissing:
            refused.append(code)
        else:
            comparison, groups = comparison.joined(found), groups | by
    audit.record("snapshot.compare", object_type="snapshot", object_id=snapshot, details={"law": f"law:{reform.hash}"})
    return Grouped(comparison, groups, row.left_out, tuple(refused))


def _by_programme(samples: Iterable[Sample]) -> dict[str, list[Sample]]:
    found: dict[str, list[Sample]] = {}
    for sample in samples:
        found.setdefault(sample.programme, []).append(sample)
    return found


def compare_over(*, snapshot: UUID, reform: Law, cache: Path | None = None) -> Comparison:
    """The law in force and a new one over a snapshot; publish what comes out with `published`.

    cache    folder of compiled laws, for many claims; None works without compiling
    Raises   SnapshotGone, Tampered, FactsMissing where the new law reads what the snapshot does not have
    """
    samples = samples_of(snapshot=snapshot)
    found = compare(law_in_force(), reform, samples, on=Snapshot.objects.get(id=snapshot).on, cache=cache)
    audit.record("snapshot.compare", object_type="snapshot", object_id=snapshot, details={"law": f"law:{reform.hash}"})
    return found
