"""Who may: an account holds a permission in an area through a role that is in force there."""

from datetime import date

from janua.base.accounts.models import RolePermission
from janua.base.accounts.queries import assignments_in_force_on
from janua.base.actors import Actor, current_actor
from janua.base.areas.models import Area


class NotPermitted(PermissionError):
    """Who acts may not do this here; the message names the permission to ask for."""


def may(actor: Actor, permission: str, *, area_id: int, on: date) -> bool:
    """Say whether an actor holds a permission in an area: by a role there or in an area above it.

    A machine step holds no permission: an action that allows one says so by name.
    """
    if actor.kind != "staff" or actor.account_id is None:
        return False
    allowed_by = RolePermission.objects.filter(permission=permission).values("role_id")
    above = Area.objects.filter(id=area_id).values_list("path", flat=True)
    return (
        assignments_in_force_on(account_id=actor.account_id, on=on)
        .filter(role_id__in=allowed_by, area_id__in=[step for path in above for step in path])
        .exists()
    )


def require(permission: str, *, area_id: int, on: date) -> Actor:
    """Give who acts, having made sure that they may.

    Raises   NotPermitted
    """
    actor = current_actor()
    if not may(actor, permission, area_id=area_id, on=on):
        raise NotPermitted(f"This needs the permission {permission!r} in area {area_id}: ask an administrator for it.")
    return actor
