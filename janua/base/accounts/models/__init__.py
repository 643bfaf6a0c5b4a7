"""Tables of accounts and roles."""

from janua.base.accounts.models.account import Account, AccountKind, StaffProfile
from janua.base.accounts.models.role import ForbiddenRolePair, Role, RoleAssignment, RolePermission

__all__ = [
    "Account",
    "AccountKind",
    "ForbiddenRolePair",
    "Role",
    "RoleAssignment",
    "RolePermission",
    "StaffProfile",
]
