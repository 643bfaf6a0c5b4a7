"""The machine steps that act under a name of their own, as data.

A name is good only for the database roles listed beside it: the portal's process cannot call itself paymaster.
What each may see and do stands in the policies of the tables.
"""

from dataclasses import dataclass

from janua.base.actors.identity import Actor


class UnknownSystemActor(LookupError):
    """No machine step has this name; the message lists those that exist."""


@dataclass(frozen=True)
class SystemActor:
    """One machine step: its name, what it does, and which database roles may use the name."""

    name: str
    duty: str
    roles: tuple[str, ...]


SYSTEM_ACTORS: tuple[SystemActor, ...] = (
    SystemActor("door", "signs people in and out", ("janua_portal", "janua_workbench")),
    SystemActor("intake", "takes applications that come as files", ("janua_work",)),
    SystemActor("checker", "asks other registers", ("janua_work",)),
    SystemActor("assessor", "assesses, and decides where the law lets a machine say yes", ("janua_work",)),
    SystemActor("paymaster", "prepares, sends and reconciles payments", ("janua_payments",)),
    SystemActor("sealer", "seals the audit trail", ("janua_work", "janua_payments")),
    SystemActor("analyst", "reads the population without names, to count and add up; decides nothing", ("janua_work",)),
    SystemActor("watcher", "looks for what auditors should look into; tells nobody else", ("janua_work",)),
    SystemActor("keeper", "takes up news, frees stalled jobs", ("janua_work", "janua_payments")),
    SystemActor("exchange", "receives other systems' messages", ("janua_api", "janua_work")),
    SystemActor("loader", "fills a new installation", ("janua_owner",)),
)

_BY_NAME = {actor.name: actor for actor in SYSTEM_ACTORS}


def system_actor(name: str) -> Actor:
    """Give the actor of a machine step.

    Raises   UnknownSystemActor
    """
    if name not in _BY_NAME:
        raise UnknownSystemActor(f"No system actor {name!r}; there are {', '.join(sorted(_BY_NAME))}.")
    return Actor(kind="system", account_id=None, name=name)
