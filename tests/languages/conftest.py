"""Roles, for tests that sign an officer in."""

import pytest

from janua.base.accounts.actions.role import load_roles
from janua.base.accounts.roles import FORBIDDEN, ROLES
from janua.base.actors import acting_as, system_actor


@pytest.fixture
def roles(db: None) -> None:
    """The roles of every installation."""
    with acting_as(system_actor("loader")):
        load_roles(roles=ROLES, forbidden=FORBIDDEN)
