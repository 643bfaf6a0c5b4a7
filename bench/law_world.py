"""The reference workload: its law, its columns, and a population of any size, drawn in pieces."""

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from janua.rules import MANY, Attribute, Law, Members, View, load_law, unit
from janua.rules.batch.files import writer_of

PROGRAMME, ON = "REF", date(2026, 2, 3)
FOLDER = Path(__file__).parent / "law_pack"
OUTPUTS = (
    "income_support.contribution",
    "income_support.income_tax",
    "income_support.net_income",
    "income_support.child_supplement",
    "income_support.household_income",
    "income_support.needs",
    "income_support.rent_aid",
)
MOST_AT_ONCE = 500_000  # persons drawn at one time

_MONEY = {"type": "money", "unit": "EUR per month", "minimum": "-1000000", "maximum": "1000000"}
ATTRIBUTES = (
    Attribute(name="date_of_birth", entity="person", type="date"),
    Attribute(name="wage", entity="person", type="money", unit="EUR per month", minimum="0", maximum="1000000"),
    Attribute(
        name="business_income",
        entity="person",
        type="money",
        unit="EUR per month",
        minimum="-1000000",
        maximum="1000000",
    ),
    Attribute(name="pension", entity="person", type="money", unit="EUR per month", minimum="0", maximum="1000000"),
    Attribute(name="disabled", entity="person", type="bool"),
    Attribute(name="student", entity="person", type="bool"),
    Attribute(name="rent", entity="claim", type="money", unit="EUR per month", minimum="0", maximum="1000000"),
    Attribute(name="assets", entity="claim", type="money", unit="EUR", minimum="0", maximum="100000000"),
)


@unit("household", roles={"members": MANY})
def household(view: View, on: date) -> Members:  # noqa: ARG001 - a unit is given the day
    """Everybody named."""
    return Members(roles={"members": view.persons})


@cache
def reference_law() -> Law:
    return load_law(FOLDER, attributes=ATTRIBUTES, units=(household,))


def draw(persons: int, folder: Path, seed: int = 20260203) -> tuple[Path, Path]:
    """Members and units of so many persons, in files; the same for one seed and size."""
    members, units = folder / f"persons-{persons}.parquet", folder / f"households-{persons}.parquet"
    if members.exists() and units.exists():
        return members, units
    folder.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(seed)
    writers: list[pq.ParquetWriter] = []
    first = done = 0
    while done < persons:
        size = min(MOST_AT_ONCE, persons - done)
        tables = _piece(chance, size, first)
        if not writers:
            writers = [
                writer_of(path, table.schema, told=True) for path, table in zip((members, units), tables, strict=True)
            ]
        for writer, table in zip(writers, tables, strict=True):
            writer.write_table(table.cast(writer.schema), row_group_size=262_144)
        first, done = first + tables[1].num_rows, done + size
    for writer in writers:
        writer.close()
    return members, units


def _piece(chance: np.random.Generator, persons: int, first: int) -> tuple[pa.Table, pa.Table]:
    """Households of one to eight, three on average, until there are enough persons."""
    sizes = chance.choice(np.arange(1, 9), size=persons, p=[0.27, 0.24, 0.18, 0.16, 0.08, 0.04, 0.02, 0.01])
    households = int(np.searchsorted(np.cumsum(sizes), persons)) + 1
    sizes = sizes[:households].copy()
    sizes[-1] -= sizes.sum() - persons
    number = np.repeat(np.arange(households, dtype=np.int64), sizes)
    place = (np.arange(persons) - np.repeat(np.cumsum(sizes) - sizes, sizes)).astype(np.int32)
    grown = (place < 2) | (chance.random(persons) < 0.1)
    age_in_days = np.where(grown, chance.integers(18 * 365, 92 * 365, persons), chance.integers(0, 18 * 365, persons))
    works = grown & (chance.random(persons) < 0.6)
    old = age_in_days > 66 * 365
    members = pa.table(
        {
            "unit": number + first,
            "member": place,
            "role_members": place.astype(np.int16),
            "fact_date_of_birth": (ON.toordinal() - age_in_days).astype(np.int32),
            "fact_wage": np.where(works & ~old, chance.integers(0, 700_000, persons), 0).astype(np.int64),
            "fact_business_income": np.where(
                works & (chance.random(persons) < 0.15), chance.integers(-150_000, 500_000, persons), 0
            ).astype(np.int64),
            "fact_pension": np.where(old, chance.integers(20_000, 250_000, persons), 0).astype(np.int64),
            "fact_disabled": (chance.random(persons) < 0.06).astype(np.int8),
            "fact_student": (
                (age_in_days < 27 * 365) & (age_in_days > 16 * 365) & (chance.random(persons) < 0.5)
            ).astype(np.int8),
        }
    )
    day = np.full(households, ON.toordinal(), dtype=np.int32)
    units = pa.table(
        {
            "unit": np.arange(first, first + households, dtype=np.int64),
            "members": sizes.astype(np.int32),
            "parameter_day": day,
            "applied_on": day,
            "event_on": pa.nulls(households, pa.int32()),
            "fact_assets": np.where(chance.random(households) < 0.7, 0, chance.integers(0, 5_000_000, households)),
            "fact_rent": np.where(chance.random(households) < 0.4, 0, chance.integers(20_000, 150_000, households)),
        }
    )
    return members, units
