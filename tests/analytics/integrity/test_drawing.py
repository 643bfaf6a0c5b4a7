"""A lot that anybody can draw again: by the seed alone, each stratum its share."""

from collections import Counter
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from janua.analytics.integrity.drawing import drawn, number_of, shares_of

MANY = [(UUID(int=number), "abc"[number % 3] if number < 90 else "rare") for number in range(95)]


def test_same_seed_draws_the_same_and_another_seed_others() -> None:
    one = drawn(seed="s", size=20, population=MANY)
    assert one == drawn(seed="s", size=20, population=reversed(MANY))
    assert one != drawn(seed="t", size=20, population=MANY)
    assert [decision for decision, _ in one] == sorted((d for d, _ in one), key=lambda d: number_of("s", d))


def test_every_stratum_gives_its_share_and_one_at_least() -> None:
    found = Counter(stratum for _, stratum in drawn(seed="s", size=20, population=MANY))
    assert (sum(found.values()), found["rare"], sorted(found.values())) == (20, 1, [1, 6, 6, 7])
    assert Counter(stratum for _, stratum in drawn(seed="s", size=3, population=MANY)).most_common(1)[0][1] == 1


def test_whole_population_is_drawn_where_it_is_smaller_than_the_size() -> None:
    assert sorted(drawn(seed="s", size=1_000, population=MANY)) == sorted(MANY)
    assert drawn(seed="s", size=5, population=[]) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(1, 50), max_size=8), st.integers(1, 60), st.integers(0, 9))
def test_shares_add_up_and_none_is_more_than_there_is(numbers: list[int], size: int, seed: int) -> None:
    counts = {f"stratum {place}": number for place, number in enumerate(numbers)}
    shares = shares_of(counts, size=size, seed=str(seed))
    assert sum(shares.values()) == min(size, sum(counts.values()))
    assert all(0 <= shares[stratum] <= counts[stratum] for stratum in counts)
    assert all(shares.values()) or size < len(counts)
