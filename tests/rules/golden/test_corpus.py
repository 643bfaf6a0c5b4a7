"""The golden corpus: what was decided once is decided alike by every release."""

import pytest

from janua.config.countries import COUNTRIES
from tests.rules.agreement.back_ends import country
from tests.rules.golden.corpus import GRANTED, OF_EACH, decided, entries, granting_case


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_decisions_of_the_past_stand(code: str) -> None:
    law, found = country(code).law_with({}), entries(code)

    assert found  # a country's first release makes its corpus
    for entry in found:
        assert decided(law, code, entry) == entry["decided"], entry


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_every_programme_is_in_the_corpus_refused_and_granted(code: str) -> None:
    outcomes: dict[str, list[str]] = {programme: [] for programme in country(code).law.programmes}
    for entry in entries(code):
        outcomes[entry["programme"]].append(entry["decided"]["outcome"])

    assert {programme for programme, found in outcomes.items() if len(found) < OF_EACH} == set()
    assert {programme for programme, found in outcomes.items() if not GRANTED & set(found)} == {
        programme
        for programme in outcomes
        if granting_case(country(code), programme) is None  # only under a switch
    }
    assert {programme for programme, found in outcomes.items() if len(set(found)) < 2} == set()
