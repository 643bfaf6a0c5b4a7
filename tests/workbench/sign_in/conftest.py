"""An officer with password and authenticator, set up as the product does it."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

import pytest

from janua.base import clock
from janua.base.accounts.actions.invitation import accept_invitation, invite
from janua.base.accounts.actions.second_factor import code_at, new_secret
from janua.base.accounts.door import DOOR
from janua.base.accounts.models import Account, SecondFactor, StaffProfile
from janua.base.actors import system_actor
from tests.database import as_process_role
from tests.faces import FaceClient, workbench_client
from tests.registers import factories as f

PASSWORD = "three herons at noon"


@dataclass
class Clerk:
    """An officer, what they know, and the phone in their pocket."""

    account: Account
    secret: str

    @property
    def login(self) -> str:
        return str(self.account.login)

    def code(self) -> str:
        """The code of now; that an earlier one was used is forgotten, as if half a minute had passed."""
        SecondFactor.objects.filter(account=self.account).update(last_step=0)
        return code_at(self.secret, clock.now())

    def enter(self, client: FaceClient, password: str = PASSWORD, **more: Any) -> Any:
        """Give name and password."""
        return client.post(client.at("sign-in"), {"login": self.login, "password": password} | more)

    def signed_in(self) -> FaceClient:
        """A browser in which both were given for real."""
        client = workbench_client()
        assert self.enter(client).status_code == 303
        assert client.post(client.at("sign-in-code"), {"code": self.code()}).status_code == 303
        return client


@lru_cache(maxsize=1)
def _hashed() -> str:
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD)


@pytest.fixture
def clerk(db: None, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """An officer who has used the link; hashing is done once for all tests."""
    monkeypatch.setattr("janua.base.accounts.actions.invitation.make_password", lambda _: _hashed())
    account, secret = f.officer("read_case"), new_secret()
    with as_process_role("janua_owner", system_actor("loader")):
        invited = invite(staff=StaffProfile.objects.get(account=account), on=f.TODAY)
    with as_process_role("janua_workbench", DOOR):
        code = code_at(secret, clock.now() - timedelta(seconds=30))
        accept_invitation(secret=invited.secret, password=PASSWORD, factor=secret, code=code)
    return Clerk(account, secret)
