"""Define roles; grant them by two people, and end them."""

from datetime import date
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from janua.base import audit, clock
from janua.base.accounts.models import Account, ForbiddenRolePair, Role, RoleAssignment, RolePermission
from janua.base.accounts.permissions import NotPermitted, require
from janua.base.accounts.queries import roles_forbidden_beside
from janua.base.accounts.roles import ForbiddenPair, RoleDefinition
from janua.base.actors import current_actor, system_actor
from janua.base.areas.models import Area, Office


class ForbiddenPairHeld(ValueError):
    """The person holds, at that time, a role that nobody may hold together with this one."""


class SecondPersonNeeded(PermissionError):
    """A role is granted by two people, neither of them the one who gets it."""


class WrongState(ValueError):
    """The proposal is answered already, or the role has ended already."""


def load_roles(*, roles: tuple[RoleDefinition, ...], forbidden: tuple[ForbiddenPair, ...]) -> None:
    """Bring roles, their permissions and the forbidden pairs to what the data say; again changes nothing.

    Raises   NotPermitted
    """
    _require_loader("Roles are")
    for definition in roles:
        role, _new = Role.objects.update_or_create(code=definition.code, defaults={"names": dict(definition.names)})
        RolePermission.objects.filter(role=role).exclude(permission__in=definition.permissions).delete()
        for permission in definition.permissions:
            RolePermission.objects.get_or_create(role=role, permission=permission)
    wanted = {(min(pair.first, pair.second), max(pair.first, pair.second)): pair.reason for pair in forbidden}
    for known in ForbiddenRolePair.objects.all():
        if (known.first_id, known.second_id) not in wanted:
            known.delete()
    for (first, second), reason in wanted.items():
        ForbiddenRolePair.objects.update_or_create(first_id=first, second_id=second, defaults={"reason": reason})
    audit.record("role.load", details={"roles": [definition.code for definition in roles]})


def found_role(
    *, account: Account, role_code: str, area: Area, starts_on: date, office: Office | None = None
) -> RoleAssignment:
    """Give a role to one of the first officers of an installation, before anybody could grant it.

    Raises   NotPermitted, ForbiddenPairHeld
    """
    _require_loader("The first roles are")
    _refuse_forbidden_pair(account.id, role_code, starts_on, None)
    at = clock.now()
    assignment = RoleAssignment(
        account=account, role_id=role_code, area=area, office=office, starts_on=starts_on, proposed_at=at
    )
    assignment.confirmed_at = at
    assignment.save(force_insert=True)
    _record("role.found", assignment)
    return assignment


def propose_role(
    *,
    account_id: UUID,
    role_code: str,
    area: Area,
    starts_on: date,
    on: date,
    ends_on: date | None = None,
    office: Office | None = None,
) -> RoleAssignment:
    """Propose that an officer hold a role in an area from one day to another; a second person confirms it.

    Raises   NotPermitted, SecondPersonNeeded, ForbiddenPairHeld
    """
    actor = require("grant_role", area_id=area.id, on=on)
    if actor.account_id == account_id:
        raise SecondPersonNeeded(_("Nobody proposes a role for themselves: ask a colleague."))
    _refuse_forbidden_pair(account_id, role_code, starts_on, ends_on)
    assignment = RoleAssignment(
        account_id=account_id,
        role_id=role_code,
        area=area,
        office=office,
        starts_on=starts_on,
        ends_on=ends_on,
        proposed_by_id=actor.account_id,
        proposed_at=clock.now(),
    )
    assignment.save(force_insert=True)
    _record("role.propose", assignment)
    return assignment


def confirm_role(*, assignment: RoleAssignment, on: date) -> None:
    """Confirm a proposal as the second person; from now the role holds on its days.

    Raises   NotPermitted, SecondPersonNeeded, WrongState, ForbiddenPairHeld
    """
    actor = require("grant_role", area_id=assignment.area_id, on=on)
    if actor.account_id in {assignment.proposed_by_id, assignment.account_id}:
        raise SecondPersonNeeded(_("A proposal is confirmed by somebody who neither made it nor gets the role."))
    _refuse_answered(assignment)
    _refuse_forbidden_pair(assignment.account_id, assignment.role_id, assignment.starts_on, assignment.ends_on)
    assignment.confirmed_by_id = actor.account_id
    assignment.confirmed_at = clock.now()
    assignment.save(update_fields=["confirmed_by", "confirmed_at"])
    _record("role.confirm", assignment)


def refuse_role(*, assignment: RoleAssignment, on: date) -> None:
    """Refuse a proposal, or withdraw one's own.

    Raises   NotPermitted, WrongState
    """
    actor = require("grant_role", area_id=assignment.area_id, on=on)
    _refuse_answered(assignment)
    assignment.refused_by_id = actor.account_id
    assignment.refused_at = clock.now()
    assignment.save(update_fields=["refused_by", "refused_at"])
    _record("role.refuse", assignment)


def revoke_role(*, assignment: RoleAssignment, on: date) -> None:
    """End a role at once. One person is enough: taking power away is never to wait for a second.

    Raises   NotPermitted, WrongState
    """
    actor = require("grant_role", area_id=assignment.area_id, on=on)
    # Read again under lock: a second revocation, from a page opened before the first, would end the role later.
    now = RoleAssignment.objects.select_for_update(of=("self",)).get(id=assignment.id)
    if now.confirmed_at is None or now.revoked_at is not None:
        raise WrongState(_("Only a role that holds can be revoked; a proposal is refused instead."))
    assignment.revoked_by_id = actor.account_id
    assignment.revoked_at = clock.now()
    assignment.revoked_on = on
    assignment.save(update_fields=["revoked_by", "revoked_at", "revoked_on"])
    _record("role.revoke", assignment)


def _require_loader(what: str) -> None:
    if current_actor() != system_actor("loader"):
        raise NotPermitted(f"{what} loaded by the system actor loader, as the owner of the database.")


def _refuse_answered(assignment: RoleAssignment) -> None:
    # Read again under lock: two people may answer at one time, and only the first answer counts.
    now = RoleAssignment.objects.select_for_update(of=("self",)).get(id=assignment.id)
    if now.confirmed_at is not None or now.refused_at is not None:
        raise WrongState(_("This proposal is answered already: look at it again."))


def _refuse_forbidden_pair(account_id: UUID, role_code: str, starts_on: date, ends_on: date | None) -> None:
    # The database's trigger sees every area; this names the pair for those whom the proposer may see.
    held = RoleAssignment.objects.filter(
        account_id=account_id,
        role_id__in=roles_forbidden_beside(role_code),
        confirmed_at__isnull=False,
        revoked_at__isnull=True,
    ).exclude(ends_on__lt=starts_on)
    if ends_on is not None:
        held = held.filter(starts_on__lte=ends_on)
    first = held.first()
    if first is not None:
        raise ForbiddenPairHeld(
            format_lazy(
                _("Nobody holds {one} and {other} at a time: end that one first."), one=role_code, other=first.role_id
            )
        )


def _record(action: str, assignment: RoleAssignment) -> None:
    audit.record(
        action,
        object_type="role_assignment",
        object_id=assignment.id,
        details={"account": assignment.account_id, "role": assignment.role_id, "area": assignment.area_id},
    )
