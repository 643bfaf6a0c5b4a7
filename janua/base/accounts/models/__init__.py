"""Tables of accounts, roles and sessions."""

from janua.base.accounts.models.account import Account, AccountKind, StaffProfile
from janua.base.accounts.models.role import ForbiddenRolePair, Role, RoleAssignment, RolePermission
from janua.base.accounts.models.session import Invitation, KeptForm, SecondFactor, Session, WrongAttempt

__all__ = [
    "Account",
    "AccountKind",
    "ForbiddenRolePair",
    "Invitation",
    "KeptForm",
    "Role",
    "RoleAssignment",
    "RolePermission",
    "SecondFactor",
    "Session",
    "StaffProfile",
    "WrongAttempt",
]
