"""Who is acting: a citizen, a staff member or a named machine step; the database is told in each transaction.

Owns the transaction-local settings that row security reads, and the middleware that sets them for a request.
Refuses to work without an actor: a query on a protected table then raises.
"""

from janua.base.actors.acting import acting_as, current_actor, current_purpose, if_rolled_back
from janua.base.actors.identity import Actor, ActorConflict, NoActor
from janua.base.actors.system import SYSTEM_ACTORS, SystemActor, UnknownSystemActor, system_actor

__all__ = [
    "SYSTEM_ACTORS",
    "Actor",
    "ActorConflict",
    "NoActor",
    "SystemActor",
    "UnknownSystemActor",
    "acting_as",
    "current_actor",
    "current_purpose",
    "if_rolled_back",
    "system_actor",
]
