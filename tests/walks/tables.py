"""What lies behind the endpoints: each table asked directly, under the database role and the actor of each reader."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction

from janua.base.actors import SYSTEM_ACTORS, Actor, system_actor
from janua.base.row_security.statements import quote
from tests.database import as_process_role
from tests.walks.town import EVERYTHING, FOREIGN, MARKS, OWN, RESTRICTED, Town
from tests.walks.walls import secured

Places = frozenset[str]
# What everybody sees of everybody, and why: see docs/decisions/0116-walks.md.
PUBLIC: Mapping[str, str] = {
    "accounts_staffprofile": "an officer's name stands under decisions that any process prints",
    "catalogue_announcement": "what is published is for everybody",
    "keys_datakey": "a wrapped key opens nothing; who reads what it sealed is said by that row's own table",
    "audit_batch": "seals hold hashes alone",
}
# A dwelling tells of an address, and not of who lives there: that is hidden with the person.
TELLS_OF_NOBODY = frozenset({"registers_dwelling"})
# Restricted persons are paid in every run, under an alias: who pays sees amounts and accounts, and no name.
PAID: frozenset[str] = frozenset(
    {
        *("payments_run", "payments_order", "payments_orderline", "payments_leftout", "payments_ledgerentry"),
        *("payments_disbursement", "payments_recheck", "payments_accountchange", "payments_sentfile"),
    }
)


@dataclass(frozen=True)
class Asker:
    """A reader at a table: database role, actor, and whose rows they may not see."""

    role: str
    actor: Actor
    hidden: tuple[str, ...] = ()


def askers(town: Town) -> list[Asker]:
    """Officers with every role here, the officer for restricted persons, citizens, and each machine step."""
    here = [
        Asker("janua_workbench", account.actor, (FOREIGN,) if role == "protection_officer" else (FOREIGN, RESTRICTED))
        for role, account in town.officers.items()
        if role in (EVERYTHING, "protection_officer", "supervisor", "auditor")
    ]
    citizens = [
        Asker("janua_portal", town.citizens["owner"].actor, (FOREIGN, RESTRICTED)),
        Asker("janua_portal", town.citizens["stranger"].actor, (OWN, RESTRICTED)),
        Asker("janua_portal", town.citizens["restricted"].actor, (OWN, FOREIGN)),
    ]
    steps = [
        Asker(role, system_actor(one.name)) for one in SYSTEM_ACTORS for role in one.roles if role != "janua_owner"
    ]
    return [*here, *citizens, *steps]


class Tables:
    """The rows of a town, by table and by whose they are."""

    def __init__(self, town: Town) -> None:
        self.askers = askers(town)
        self.names = tuple(name for name in secured() if name not in PUBLIC)
        words = {whose: "|".join([MARKS[whose], *(str(one) for one in sorted(town.ids[whose]))]) for whose in town.ids}
        self.rows: dict[tuple[str, str], Places] = {
            (name, whose): places(name, f"to_jsonb(t)::text ~ '{pattern}'")
            for name in secured()
            for whose, pattern in words.items()
        }

    def seen(self, asker: Asker, table: str) -> Places:
        """The rows that an asker sees of a table; none where they have no right to it."""
        try:
            with as_process_role(asker.role, asker.actor), transaction.atomic():
                return places(table)
        except DatabaseError:
            return frozenset()

    def leaks(self, *tables: str) -> Iterator[tuple[str, str, str]]:
        """Each table of which somebody sees a row that they may not: table, who, whose."""
        for table in tables or self.names:
            for asker in self.askers:
                for whose in asker.hidden:
                    if whose == RESTRICTED and table in PAID | TELLS_OF_NOBODY:
                        continue
                    others = frozenset().union(*(self.rows[table, one] for one in MARKS if one not in asker.hidden))
                    if (self.rows[table, whose] - others) & self.seen(asker, table):
                        yield table, f"{asker.role}/{asker.actor.name}", whose

    def shown(self, table: str) -> list[Places]:
        """What each asker sees of a table."""
        return [self.seen(asker, table) for asker in self.askers]


def places(table: str, condition: str = "true") -> Places:
    """Where the rows of a table lie."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ctid::text FROM {quote(table)} t WHERE {condition}")
        return frozenset(row[0] for row in cursor.fetchall())
