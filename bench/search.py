"""Finding a person by name under row security, against the same search by the superuser.

python -m bench search --rows 500000
"""

import random
import time
from uuid import UUID

from bench.database import BenchDatabase, bench_database
from bench.facts import AREAS, KNOWN_AT, OFFICER, load_persons
from bench.results import Options, Result, median_ms, times_of
from janua.values import uuid7

SMALL = 100_000
_SYLLABLES = (
    "ma ri jo bor vel la zam mit ca mil le far ru gia gal pa ce sam mut at tard ben na do mi nic spi te".split()
)
_BY_HAND = """
SELECT id FROM registers_person WHERE found_by %%> %s
ORDER BY word_similarity(%s, found_by) DESC, family_name, given_names, id LIMIT 50
"""


def run(options: Options) -> list[Result]:
    """An officer of one area of 68, and a machine step, look for 100 names."""
    draw = random.Random(4)
    given = ["".join(draw.choices(_SYLLABLES, k=2)) for _ in range(800)]
    family = ["".join(draw.choices(_SYLLABLES, k=3)) for _ in range(3_000)]
    with bench_database() as database:
        load_persons(database, [])
        superuser = database.connect("postgres")
        with superuser.cursor().copy(
            "COPY registers_person (id, given_names, other_names, family_name, script, found_by, identifier, language,"
            " restricted, area_id, registered_at) FROM STDIN"
        ) as copy:
            for number in range(options.rows or SMALL):
                first, last = draw.choice(given), draw.choice(family)
                area = number % AREAS + 1
                copy.write_row((uuid7(), first, "", last, "Latn", f"{first} {last}", "", "mt", False, area, KNOWN_AT))
        superuser.execute("VACUUM ANALYZE registers_person")
        asked = [f"{draw.choice(given)} {draw.choice(family)}" for _ in range(100)]
        rest = iter(asked)

        def by_hand() -> object:
            words = next(rest)
            return superuser.execute(_BY_HAND, [words, words]).fetchall()

        limit = median_ms(times_of(by_hand, runs=len(asked)))
        return [
            Result(
                name=name,
                ours=median_ms(_timed(database, role, account, asked)),
                limit=limit,
                bar=3,
                unit="ms (median)",
                runs=len(asked),
            )
            for name, role, account in (
                ("search-officer", "janua_workbench", OFFICER),
                ("search-machine", "janua_work", None),
            )
        ]


def _timed(database: BenchDatabase, role: str, account: UUID | None, asked: list[str]) -> list[float]:
    from janua.base.actors import Actor, acting_as, system_actor
    from janua.registers.queries import find_persons

    who = system_actor("assessor") if account is None else Actor(kind="staff", account_id=account, name="officer")
    taken = []
    with database.as_django(role), acting_as(who):
        for words in asked:
            began = time.perf_counter()
            find_persons(words=words)
            taken.append(time.perf_counter() - began)
    return taken
