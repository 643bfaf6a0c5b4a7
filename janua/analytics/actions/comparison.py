"""What a new law would change for a snapshot: counts and sums, and no person in them."""

from pathlib import Path
from uuid import UUID

from janua.analytics.actions.snapshot import samples_of
from janua.analytics.models import Snapshot
from janua.base import audit
from janua.catalogue.queries import law_in_force
from janua.rules import Law
from janua.rules.batch.comparing import compare
from janua.rules.comparison import Comparison


def compare_over(*, snapshot: UUID, reform: Law, cache: Path | None = None) -> Comparison:
    """The law in force and a new one over a snapshot; publish what comes out with `published`.

    cache    folder of compiled laws, for many claims; None works without compiling
    Raises   SnapshotGone, Tampered, FactsMissing where the new law reads what the snapshot does not have
    """
    samples = samples_of(snapshot=snapshot)
    found = compare(law_in_force(), reform, samples, on=Snapshot.objects.get(id=snapshot).on, cache=cache)
    audit.record("snapshot.compare", object_type="snapshot", object_id=snapshot, details={"law": f"law:{reform.hash}"})
    return found
