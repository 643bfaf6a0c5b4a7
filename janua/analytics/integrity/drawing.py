"""Which decisions a sample takes: by a seed, so that anybody can draw the same ones again. Plain Python.

Every decision has a number of its own, SHA-256 of seed and id; the lowest are taken, from each stratum its share.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from uuid import UUID


def number_of(seed: str, decision: UUID) -> str:
    """The number by which a decision stands in the lot of a seed."""
    return sha256(f"{seed}:{decision}".encode()).hexdigest()


def drawn(*, seed: str, size: int, population: Iterable[tuple[UUID, str]]) -> list[tuple[UUID, str]]:
    """Draw up to `size` decisions, each (id, stratum), in the order of their numbers.

    Each stratum gives its share of the size, and one at least while there are enough places for all.
    """
    strata: dict[str, list[tuple[str, UUID]]] = defaultdict(list)
    for decision, stratum in population:
        strata[stratum].append((number_of(seed, decision), decision))
    shares = shares_of({stratum: len(rows) for stratum, rows in strata.items()}, size=size, seed=seed)
    taken = [
        (number, decision, stratum)
        for stratum, rows in strata.items()
        for number, decision in sorted(rows)[: shares[stratum]]
    ]
    return [(decision, stratum) for _number, decision, stratum in sorted(taken)]


def shares_of(counts: Mapping[str, int], *, size: int, seed: str) -> dict[str, int]:
    """How many each stratum gives: one each, then by its part of the whole, the largest remainders first.

    Where there are more strata than places the lot says which give one. Ties go by the seed, never by name.
    """
    by_lot = sorted(counts, key=lambda stratum: sha256(f"{seed}:{stratum}".encode()).hexdigest())
    shares = dict.fromkeys(counts, 0)
    for stratum in by_lot[:size]:
        shares[stratum] = 1
    left = min(size, sum(counts.values())) - sum(shares.values())
    while left > 0:
        # Whoever is furthest below its part of the whole gives the next one.
        open_ = [stratum for stratum in by_lot if shares[stratum] < counts[stratum]]
        whole = sum(counts.values())
        chosen = max(open_, key=lambda stratum: counts[stratum] * size / whole - shares[stratum])
        shares[chosen] += 1
        left -= 1
    return shares
