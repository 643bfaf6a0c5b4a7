"""Physical designs of the fact table, each as plain SQL, so that they can be measured side by side.

Kept beside the measurement of the design in use (`bench/facts.py`): whoever doubts docs/decisions/0020-facts.md runs
both again. Nothing of the product reads this module.
"""

from __future__ import annotations

from dataclasses import dataclass

ATTRIBUTES = 40
SOURCES = 5


@dataclass(frozen=True, slots=True)
class Design:
    """One way to store facts; the fields are the questions of the decision."""

    name: str
    codes: bool = True
    "attribute and source as small numbers of two side tables, or as text in every row"
    typed: bool = True
    "four typed value columns, or one jsonb"
    key: str = "uuid"
    "primary key: uuid or bigint"
    guard: str = "trigger"
    "against self-contradiction: none, trigger (per statement), exclusion (partial GiST)"
    partitions: int = 0
    "hash partitions by subject; 0 is one table"
    foreign_key: bool = False
    "foreign key of the subject, or none"
    index: str = "subject_id, attribute"
    "columns of the one index beside the key; the subject alone lets B-tree store each subject once"


DESIGNS = (
    Design("bare: typed, codes, no guard", guard="none"),
    Design("jsonb value, text codes, trigger", codes=False, typed=False),
    Design("typed value, text codes, trigger", codes=False),
    Design("typed value, small codes, trigger"),
    Design("… with foreign key of the subject", foreign_key=True),
    Design("… with bigint key", key="bigint"),
    Design("… 16 hash partitions", partitions=16),
    Design("… exclusion instead of trigger", guard="exclusion"),
    Design("small codes, trigger, index on the subject alone", index="subject_id"),
    Design("text codes, trigger, index on the subject alone", codes=False, index="subject_id"),
)

PERSONS = """
create table person (id uuid primary key, area_id int not null, restricted boolean not null default false,
    born_on date, given text, family text);
create index on person (area_id);
"""

CHECK_FUNCTION = """
create function fact_consistent() returns trigger language plpgsql as $$
begin
    perform 1 from person where id in (select subject_id from stated) order by id for no key update;
    if exists (
        with beside as materialized (
            select f.* from (select distinct subject_id from stated) s join fact f using (subject_id)
            where f.known_to is null)
        select 1 from stated n join beside f
            on f.subject_id = n.subject_id and f.attribute = n.attribute and f.source = n.source
            and f.item = n.item and f.id <> n.id
            and daterange(f.true_from, f.true_to, '[]') && daterange(n.true_from, n.true_to, '[]')
        where n.known_to is null)
    then raise exclusion_violation using message = 'one source contradicts itself'; end if;
    return null;
end $$;
create trigger fact_consistent after insert on fact referencing new table as stated
    for each statement execute function fact_consistent();
"""

EXCLUSION = """
alter table fact add constraint fact_consistent exclude using gist (
    subject_id with =, attribute with =, source with =, item with =, daterange(true_from, true_to, '[]') with &&)
    where (known_to is null);
"""


def create(design: Design) -> str:
    """The statements that create the tables of one design in an empty schema."""
    code = "smallint" if design.codes else "text"
    value = "number bigint, day date, truth boolean, words text" if design.typed else "value jsonb"
    key = "uuid" if design.key == "uuid" else "bigint generated always as identity"
    primary = "primary key (id, subject_id)" if design.partitions else "primary key (id)"
    reference = " references person" if design.foreign_key else ""
    partition = " partition by hash (subject_id)" if design.partitions else ""
    parts = [
        PERSONS,
        f"create table fact (id {key}, subject_id uuid not null{reference}, known_from timestamptz not null,"
        f" known_to timestamptz, evidence uuid, true_from date, true_to date, subject_kind smallint not null,"
        f" attribute {code} not null, source {code} not null, assurance smallint not null, status smallint not null,"
        f" {value}, item text not null default '', {primary}){partition};",
    ]
    parts += [
        f"create table fact_{number} partition of fact for values with (modulus {design.partitions},"
        f" remainder {number});"
        for number in range(design.partitions)
    ]
    parts.append(f"create index fact_subject on fact ({design.index});")
    if design.guard == "trigger":
        parts.append(CHECK_FUNCTION)
    if design.guard == "exclusion":
        parts.append(EXCLUSION)
    return "\n".join(parts)
