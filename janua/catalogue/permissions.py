"""Who may change what is on offer."""

from janua.base.actors import current_actor, system_actor


class NotPermitted(Exception):
    """This actor may not do this; the message says who may."""


def may_publish() -> bool:
    """Whether whoever acts now may publish the pack's catalogue."""
    return current_actor() == system_actor("loader")
