"""What a run gives, whichever back end worked it out."""

from dataclasses import dataclass, field

from janua.rules.columns import Column


@dataclass(frozen=True, slots=True)
class Results:
    """For each unit, in its order; `None` where there is no amount or no value.

    outcome      place in `Outcome`; 5 where two exceptions hold at once
    amount_kind  0 exact, 1 up to, 2 none
    failed       bit i: the i-th condition in force is known not to be met
    of_persons   rule → its value for each row of the members; of_units: for each unit
    """

    unit: list[int]
    outcome: list[int]
    amount: Column
    amount_kind: list[int]
    failed: list[int]
    missing: list[int]
    of_persons: dict[str, Column] = field(default_factory=dict)
    of_units: dict[str, Column] = field(default_factory=dict)
