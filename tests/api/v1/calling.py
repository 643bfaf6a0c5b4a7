"""Call API v1 as another program does: a secret in the header, JSON both ways, no cookie."""

import json
from dataclasses import dataclass
from typing import Any

from janua.base.accounts.door import cookie_name
from janua.base.accounts.models import Account
from tests.faces import FaceClient, portal_client, workbench_client


@dataclass
class Caller:
    """A program that calls one half of the API."""

    client: FaceClient
    secret: str

    def get(self, path: str, **query: Any) -> tuple[int, Any]:
        """Read."""
        answer = self.client.get(f"/api/v1/{path}", query, headers=self._headers())
        return answer.status_code, json.loads(answer.content)

    def post(self, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Do."""
        answer = self.client.post(
            f"/api/v1/{path}", json.dumps(body or {}), "application/json", headers=self._headers() | headers
        )
        return answer.status_code, json.loads(answer.content)

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.secret}"} if self.secret else {}


def citizen_calls(account: Account | None) -> Caller:
    """A citizen's program; nobody's without an account."""
    return _caller(portal_client(account), "citizen")


def officer_calls(account: Account | None) -> Caller:
    """An officer's program."""
    return _caller(workbench_client(account), "staff")


def _caller(client: FaceClient, kind: Any) -> Caller:
    with client._as_process():
        cookie = client.cookies.get(cookie_name(kind))
    client.cookies.clear()
    return Caller(client, cookie.value if cookie else "")
