"""Zero differing cents: every way to work the law out answers alike, for households near the edges of it.

The seed is new each time and printed; `JANUA_SEED=… pytest tests/rules/agreement` makes the same households again.
"""

import os
import secrets

import pytest

from janua.config.countries import COUNTRIES
from tests.rules.agreement.asked import ask
from tests.rules.agreement.back_ends import EVERY

HOUSEHOLDS = 2_000


def seed() -> str:
    return os.environ.get("JANUA_SEED") or secrets.token_hex(4)


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_every_back_end_answers_as_the_interpreter(code: str) -> None:
    asked = ask(code, seed(), EVERY, households=HOUSEHOLDS, told=HOUSEHOLDS)

    print(asked)  # noqa: T201  (the seed, shown with a failure)
    assert asked.differences == []
    assert asked.units >= HOUSEHOLDS
    assert len(asked.outcomes) >= 3  # households that reach the law, not only such as it refuses at once


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_every_back_end_answers_alike_where_nothing_is_missing(code: str) -> None:
    asked = ask(code, seed(), EVERY, households=HOUSEHOLDS // 4, told=0, complete=True)

    print(asked)  # noqa: T201  (the seed, shown with a failure)
    assert asked.differences == []
    assert asked.units >= HOUSEHOLDS // 4
