"""What new rates would mean: counts and sums by programme, worked out piece by piece and kept with the proposal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any
from uuid import UUID

from janua.base import audit, clock
from janua.catalogue.actions.announcement import WrongState
from janua.catalogue.models import RateChange
from janua.catalogue.states import RatesState

MOVED_ON = "The new rates have moved on meanwhile: open them again."


@dataclass
class Tally:
    """One programme: claims by what becomes of them, and what they are given from the first day of the rates on.

    newly, no_longer   given something only under the new rates, or only without them
    undecided          the law gives no answer on what is known
    failed             what is known cannot be what the law reads
    before, after      minor units, for the periods that the claims reach today
    """

    claims: int = 0
    more: int = 0
    less: int = 0
    same: int = 0
    newly: int = 0
    no_longer: int = 0
    undecided: int = 0
    failed: int = 0
    before: int = 0
    after: int = 0

    def add(self, before: int, after: int) -> None:
        """Count a claim that the law decides under both laws."""
        self.before += before
        self.after += after
        if before == after:
            self.same += 1
        elif before == 0:
            self.newly += 1
        elif after == 0:
            self.no_longer += 1
        elif after > before:
            self.more += 1
        else:
            self.less += 1

    def join(self, other: "Tally") -> None:
        """Add another tally to this one."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


@dataclass
class RatesPreview:
    """What new rates would mean for a population: programme → tally; no person in it."""

    programmes: dict[str, Tally] = field(default_factory=dict)

    def of(self, programme: str) -> Tally:
        """The tally of a programme, made where there is none yet."""
        return self.programmes.setdefault(programme, Tally())

    def join(self, other: "RatesPreview") -> None:
        """Add what was worked out for others."""
        for programme, tally in other.programmes.items():
            self.of(programme).join(tally)

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {programme: asdict(tally) for programme, tally in sorted(self.programmes.items())}

    @classmethod
    def from_json(cls, kept: Mapping[str, Mapping[str, int]]) -> "RatesPreview":
        """As it was kept."""
        return cls({programme: Tally(**tally) for programme, tally in kept.items()})

    def total(self, programmes: Iterable[str]) -> Tally:
        """Several programmes together, such as those of one line of the budget."""
        found = Tally()
        for programme in programmes:
            found.join(self.programmes.get(programme, Tally()))
        return found


def keep_preview(
    *,
    change: UUID,
    law_hash: str,
    preview: RatesPreview,
    known: int,
    done: int,
    behind: UUID | None = None,
    since: UUID | None = None,
    cases: Sequence[Mapping[str, str]] = (),
) -> RateChange:
    """Keep what new rates would mean so far, as counts and sums of the law that was read; by the worker alone.

    known, done   how many claims there are, and how many of them are in it
    behind        the last claim that is in it; None: all are, and the proposal may be approved
    since         the last that was in it when this piece was begun; another worker's piece is not kept twice
    cases         written cases of the law that come out otherwise: case, programme, was, now
    Raises        WrongState where the proposal is no longer one of this law, or has another piece meanwhile
    """
    row = RateChange.objects.select_for_update(of=("self",)).get(id=change)
    standing = (row.preview or {}).get("behind")
    if row.state is not RatesState.PROPOSED or row.law_hash != law_hash or row.previewed_at is not None:
        raise WrongState(MOVED_ON)
    if standing != (str(since) if since else None):
        raise WrongState(MOVED_ON)
    kept: dict[str, Any] = {"programmes": preview.to_json(), "known": known, "done": done}
    row.preview = kept | ({"cases": list(cases)} if behind is None else {"behind": str(behind)})
    row.previewed_at = clock.now() if behind is None else None
    row.save(update_fields=["preview", "previewed_at"])
    if behind is None:
        audit.record(
            "rates.preview", object_type="rate_change", object_id=row.id, details={"law": f"law:{row.law_hash}"}
        )
    return row
