"""A country's whole law for one family: every programme with its trace, in one explanation, family by family.

Thread time is what the processor did for us; what other programs of the machine did meanwhile is no part of it.
"""

import statistics
import sys
import time
from importlib import import_module
from itertools import islice

from bench.results import Options, Result, highest_ms

FAMILIES, SMALL = 2_000, 500
BAR_MS = 5.0
WIDEST = "ua"  # the law with the longest trace of a family


def run(options: Options) -> list[Result]:
    """The 99th hundredth of families keeps to the bar; reading the situation before that is told beside it."""
    from janua.config.countries import COUNTRIES
    from janua.config.start import calm_collector
    from janua.rules import Explanation

    code = options.pack or WIDEST
    country = import_module(COUNTRIES[code].module).COUNTRY
    population = import_module(f"demo.population.{code}.population")
    size = options.rows or (SMALL if options.small else FAMILIES)
    documents = islice(population.draw_situations(seed=7, people=10**9), size)
    assessed, read, values = [], [], []
    country.assess(country.situation(next(documents)), next(iter(country.law.programmes)), population.AS_OF)
    calm_collector()
    for document in documents:
        began = time.thread_time()
        situation = country.situation(document)
        middle = time.thread_time()
        told = Explanation()
        for programme in country.law.programmes:
            country.assess(situation, programme, population.AS_OF, explanation=told)
        assessed.append(time.thread_time() - middle)
        read.append(middle - began)
        values.append(len(told.rows))
    for what, taken in (("assess", assessed), ("read the situation", read)):
        print(
            f"law of {code}, {what}: median {statistics.median(taken) * 1000:.2f} ms, p99 {highest_ms(taken):.2f} ms,"
            f" highest {max(taken) * 1000:.2f} ms",
            file=sys.stderr,
        )
    print(f"law of {code}: {statistics.median(values):.0f} values in the trace of the median family", file=sys.stderr)
    name = f"law-family-{code}-p99"
    return [Result(name=name, ours=highest_ms(assessed), limit=BAR_MS, bar=1.0, unit="ms thread", runs=len(assessed))]
