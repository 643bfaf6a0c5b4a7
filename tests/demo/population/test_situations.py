"""Malta's families as situations: the same from one seed, and the law can say something of them."""

from collections import Counter
from itertools import islice

from demo.population.mt.calendar import AS_OF
from demo.population.mt.population import draw_situations
from janua.countries.mt.pack import COUNTRY


def test_more_people_change_no_situation_drawn_before() -> None:
    few = list(draw_situations(seed=5, people=150))

    assert few == list(islice(draw_situations(seed=5, people=400), len(few)))
    assert few[-1] != list(draw_situations(seed=6, people=150))[-1]


def test_the_law_says_something_of_every_family() -> None:
    outcomes: Counter[tuple[str, str]] = Counter()
    for document in draw_situations(seed=5, people=900):
        situation = COUNTRY.situation(document)
        for programme in COUNTRY.law.programmes:
            outcomes[programme, COUNTRY.assess(situation, programme, AS_OF, trace=False).outcome.value] += 1
    decided = {programme for programme, outcome in outcomes if outcome != "cannot_decide"}
    granted = {programme for programme, outcome in outcomes if outcome == "eligible"}

    assert decided == set(COUNTRY.law.programmes)
    assert granted >= {"MT-CA", "MT-CAS", "MT-IWB", "MT-ACOL", "MT-SCG", "MT-UB", "MT-SA"}
