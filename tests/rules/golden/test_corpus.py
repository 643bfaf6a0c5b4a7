"""The golden corpus: what was decided once is decided alike by every release."""

import pytest

from janua.config.countries import COUNTRIES
from tests.rules.agreement.back_ends import country
from tests.rules.golden.corpus import decided, entries


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_decisions_of_the_past_stand(code: str) -> None:
    law, found = country(code).law_with({}), entries(code)

    assert found  # a country's first release makes its corpus
    for entry in found:
        assert decided(law, code, entry) == entry["decided"], entry
