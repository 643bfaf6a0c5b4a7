"""What new rates would mean: counts and sums by programme, worked out step by step and kept with the proposal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from janua.base import audit, clock
from janua.catalogue.actions.announcement import WrongState
from janua.catalogue.models import RateChange
from janua.catalogue.states import RatesState
from janua.rules.comparison import Comparison

MOVED_ON = "The new rates have moved on meanwhile: open them again."


@dataclass(frozen=True)
class RatesPreview:
    """What new rates would mean for a population, as far as it is worked out; no person in it.

    on            the day for which both laws are asked
    since         everybody whose entitlement reaches this day is in it, and who was refused in the year before or since
    known, done   how many claims there are, and how many are read
    left_out      claims whose facts cannot be what law reads
    comparison    None until the laws were asked
    snapshot      the one that is read and compared; None where there can be none
    one_by_one    programmes that no snapshot serves: each of their claims is asked for itself
    asking        those of them that are not through yet; behind: the last claim asked of them
    """

    on: date
    since: date
    known: int = 0
    done: int = 0
    left_out: int = 0
    comparison: Comparison | None = None
    snapshot: UUID | None = None
    one_by_one: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    behind: UUID | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "on": self.on.isoformat(),
            "since": self.since.isoformat(),
            "known": self.known,
            "done": self.done,
            "left_out": self.left_out,
            "comparison": None if self.comparison is None else self.comparison.to_json(),
            "snapshot": None if self.snapshot is None else str(self.snapshot),
            "one_by_one": list(self.one_by_one),
            "asking": list(self.asking),
            "behind": None if self.behind is None else str(self.behind),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "RatesPreview":
        """As it was kept."""
        return cls(
            on=date.fromisoformat(kept["on"]),
            since=date.fromisoformat(kept["since"]),
            known=kept["known"],
            done=kept["done"],
            left_out=kept["left_out"],
            comparison=None if kept["comparison"] is None else Comparison.from_json(kept["comparison"]),
            snapshot=None if kept["snapshot"] is None else UUID(kept["snapshot"]),
            one_by_one=tuple(kept["one_by_one"]),
            asking=tuple(kept["asking"]),
            behind=None if kept["behind"] is None else UUID(kept["behind"]),
        )


def keep_preview(
    *,
    change: UUID,
    law_hash: str,
    preview: RatesPreview | None,
    since: RatesPreview | None,
    cases: Sequence[Mapping[str, str]] | None = None,
) -> RateChange:
    """Keep what new rates would mean so far, of the law that was read; by the worker alone.

    preview  None: what was worked out is gone, and is begun anew
    since    what was kept when this step was begun; another worker's step is not kept twice
    cases    written cases of the law that come out otherwise: case, programme, was, now. None: there is more to work
             out; with them it is whole, groups that would tell of persons are left out, and it may be approved
    Raises   WrongState where the proposal is no longer one of this law, or has another step meanwhile
    """
    row = RateChange.objects.select_for_update(of=("self",)).get(id=change)
    if row.state is not RatesState.PROPOSED or row.law_hash != law_hash or row.previewed_at is not None:
        raise WrongState(MOVED_ON)
    if row.preview != (None if since is None else since.to_json()):
        raise WrongState(MOVED_ON)
    if preview is None or cases is None:
        row.preview = None if preview is None else preview.to_json()
    else:
        assert preview.comparison is not None  # nothing is whole before the laws were asked
        whole = replace(preview, comparison=preview.comparison.published())
        row.preview = whole.to_json() | {"cases": list(cases)}
        row.previewed_at = clock.now()
        audit.record(
            "rates.preview", object_type="rate_change", object_id=row.id, details={"law": f"law:{row.law_hash}"}
        )
    row.save(update_fields=["preview", "previewed_at"])
    return row
