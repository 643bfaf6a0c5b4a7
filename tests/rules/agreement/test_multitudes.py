"""Zero differing cents, at length: 100,000 households a pack; the same text on Apache Spark."""

from datetime import date
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from janua.config.countries import COUNTRIES
from janua.rules import Law
from janua.rules.batch.compiled import run_compiled
from janua.rules.batch.duckdb_run import run_duckdb
from janua.rules.batch.results import Results
from janua.rules.batch.spark_run import run_spark
from janua.rules.columns import Tables
from janua.values import Period, PeriodUnit
from tests.rules.agreement.asked import ask
from tests.rules.agreement.back_ends import EVERY, SQL, BackEnd
from tests.rules.agreement.spark import spark
from tests.rules.agreement.test_agreement import seed
from tests.rules.laws import ON, law_of
from tests.rules.sql.test_kinds import BY_KINDS, drawn

HOUSEHOLDS, TOLD, WRITTEN_AGAIN = 100_000, 5_000, 9
PROGRAMMES_COMPILED = 3  # of each pack, others each time: compiling takes some seconds a programme
ON_SPARK, PROGRAMMES_ON_SPARK = 20_000, 4  # of each pack, others each time: a step costs Spark a tenth of a second


@pytest.mark.long
@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_every_back_end_answers_alike_a_hundred_thousand_times(code: str) -> None:
    asked = ask(code, seed(), EVERY, households=HOUSEHOLDS, told=TOLD, days=2, times=WRITTEN_AGAIN)

    print(asked)  # noqa: T201  (the seed, shown with a failure)
    assert asked.differences == []
    assert asked.units >= HOUSEHOLDS


@pytest.mark.long
@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_the_kernel_answers_as_the_text_does(code: str, tmp_path: Path) -> None:
    def compiled(law: Law, tables: Tables, on: date, period: Period) -> Results:
        return run_compiled(law, tables, on, period, tmp_path)

    back_ends: dict[str, BackEnd] = {**SQL, "kernel": compiled}
    asked = ask(
        code, seed(), back_ends, households=HOUSEHOLDS, told=0, times=WRITTEN_AGAIN, programmes=PROGRAMMES_COMPILED
    )

    print(asked)  # noqa: T201  (the seed, shown with a failure)
    assert asked.differences == []
    assert asked.units >= HOUSEHOLDS


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")  # what Spark's own client warns of
def test_the_text_means_the_same_on_apache_spark(tmp_path: Path) -> None:
    with spark(tmp_path) as session:
        back_ends: dict[str, BackEnd] = {**SQL, "SQL on Apache Spark": partial(run_spark, session)}
        for code, complete in product(sorted(COUNTRIES), (False, True)):
            asked = ask(
                code,
                seed(),
                back_ends,
                households=ON_SPARK // len(COUNTRIES) // 2,
                told=0,
                times=4,
                programmes=PROGRAMMES_ON_SPARK // 2,
                complete=complete,
            )

            print(asked)  # noqa: T201  (the seed, shown with a failure)
            assert asked.differences == []
            assert asked.units >= ON_SPARK // len(COUNTRIES) // 2
        law, period = law_of(tmp_path, BY_KINDS), Period.of(PeriodUnit.WEEK, ON)
        for gaps in (False, True):  # no pack's law is summed by kinds yet
            tables = drawn(law, ON, gaps=gaps)
            assert run_spark(session, law, tables, ON, period) == run_duckdb(law, tables, ON, period)
