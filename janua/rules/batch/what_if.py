"""A reform tried on a population: who gains, who loses, what it costs, who is poor; law and reform side by side."""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from janua.rules.batch.files import Piece, Population, block_of, pieces
from janua.rules.batch.programme import CANNOT_DECIDE
from janua.rules.batch.stream import UNITS_AT_ONCE, Run, ahead
from janua.rules.batch.words import NA
from janua.rules.columns import Layout, layout_of

THREADS = 2


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a reform changes; amounts in minor units for the period.

    undecided      units for whom the law or the reform cannot decide, or contradicts itself: counted nowhere else
    gained, lost   units that get more, or less; cost: what all are paid
    poor           units, and persons living in them, whose income with what they are paid stays below their needs
    """

    units: int = 0
    persons: int = 0
    undecided: int = 0
    winners: int = 0
    losers: int = 0
    gained: int = 0
    lost: int = 0
    cost_before: int = 0
    cost_after: int = 0
    poor_units_before: int = 0
    poor_units_after: int = 0
    poor_persons_before: int = 0
    poor_persons_after: int = 0

    def __add__(self, other: "Comparison") -> "Comparison":
        names = [field.name for field in fields(self)]
        return Comparison(*(getattr(self, name) + getattr(other, name) for name in names))


def what_if(law: Run, reform: Run, population: Population) -> Comparison:
    """Both over one population. Each run's outputs are two rules of the unit: its income and its needs, whole amounts.

    A reform that only changes numbers runs by the same machine code as the law.
    """
    layout = layout_of(law.law, law.programme, law.outputs)
    total = Comparison()
    with ThreadPoolExecutor(THREADS) as pool:
        waiting: deque[Future[Comparison]] = deque()
        for piece in ahead(pieces(population, layout, UNITS_AT_ONCE)):
            law.prepare(piece)
            reform.prepare(piece)
            waiting.append(pool.submit(_compare, law, reform, piece, layout))
            if len(waiting) > 2 * THREADS:
                total += waiting.popleft().result()
        for rest in waiting:
            total += rest.result()
    return total


def _compare(law: Run, reform: Run, piece: Piece, layout: Layout) -> Comparison:
    block = block_of(piece, layout)
    persons = np.diff(block.bounds)
    before, after = law.work(block), reform.work(block)
    decided = _decided(before.results) & _decided(after.results)
    paid_before, paid_after = (
        np.where(found.results[1] == NA, 0, found.results[1])[decided] for found in (before, after)
    )
    change = paid_after - paid_before
    poor = [_poor(found.of_units, decided, paid) for found, paid in ((before, paid_before), (after, paid_after))]
    living = persons[decided]
    return Comparison(
        units=len(persons), persons=int(block.bounds[-1]), undecided=int(len(persons) - decided.sum()),
        winners=int((change > 0).sum()), losers=int((change < 0).sum()), gained=int(change[change > 0].sum()),
        lost=int(-change[change < 0].sum()), cost_before=int(paid_before.sum()), cost_after=int(paid_after.sum()),
        poor_units_before=int(poor[0].sum()), poor_units_after=int(poor[1].sum()),
        poor_persons_before=int(living[poor[0]].sum()), poor_persons_after=int(living[poor[1]].sum()),
    )  # fmt: skip


def _decided(results: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Units whose outcome stands: everything but *cannot decide* and a contradiction of the law."""
    return np.asarray(results[0] < CANNOT_DECIDE)


def _poor(
    of_units: npt.NDArray[np.int64], decided: npt.NDArray[np.bool_], paid: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Units whose income is known and stays below their needs with what they are paid."""
    income, needs = of_units[0][decided], of_units[1][decided]
    return np.asarray((income != NA) & (needs != NA) & (income + paid < needs))
