"""What a new law would change for a snapshot: counts and sums, and no person in them."""

from pathlib import Path
from uuid import UUID

from janua.analytics.actions.snapshot import samples_of
from janua.analytics.models import Snapshot
from janua.base import audit
from janua.catalogue.queries import law_in_force
from janua.pack.simulation import WORTH_COMPILING
from janua.rules import Law
from janua.rules.batch.comparing import FactsMissing, Sample, compare
from janua.rules.batch.compiled import kept_laws
from janua.rules.comparison import Comparison


def compare_each(*, snapshot: UUID, reform: Law) -> tuple[Comparison, tuple[str, ...]]:
    """The law in force and a new one over a snapshot, and the programmes that it does not serve.

    Many claims are asked by compiled law, which is kept for the next time.
    Raises   SnapshotGone, Tampered
    """
    law, row = law_in_force(), Snapshot.objects.get(id=snapshot)
    cache = kept_laws() if row.done >= WORTH_COMPILING else None
    samples: dict[str, list[Sample]] = {}
    for sample in samples_of(snapshot=snapshot):
        samples.setdefault(sample.programme, []).append(sample)
    found, refused = Comparison(row.on, law.hash, reform.hash, ()), []
    for code, theirs in samples.items():
        try:
            found = found.joined(compare(law, reform, theirs, on=row.on, cache=cache))
        except FactsMissing:
            refused.append(code)
    audit.record("snapshot.compare", object_type="snapshot", object_id=snapshot, details={"law": f"law:{reform.hash}"})
    return found, tuple(refused)


def compare_over(*, snapshot: UUID, reform: Law, cache: Path | None = None) -> Comparison:
    """The law in force and a new one over a snapshot; publish what comes out with `published`.

    cache    folder of compiled laws, for many claims; None works without compiling
    Raises   SnapshotGone, Tampered, FactsMissing where the new law reads what the snapshot does not have
    """
    samples = samples_of(snapshot=snapshot)
    found = compare(law_in_force(), reform, samples, on=Snapshot.objects.get(id=snapshot).on, cache=cache)
    audit.record("snapshot.compare", object_type="snapshot", object_id=snapshot, details={"law": f"law:{reform.hash}"})
    return found
