"""Browsers of the two faces: Django's test client, signed in for real, under the database role of the face.

    client = portal_client(citizen(person))        # an Account of kind citizen, or None for nobody
    page = client.get(client.at("account"))        # name and arguments as in {% url %}, without the namespace
    page = client.post(client.at("apply", "MT-CA"), {"children": "2"})

Every request runs through the face's own middleware, addresses and database role; the session is a row that the door
wrote. Factories go on writing as superuser in between.
"""

import contextlib
from collections.abc import Iterator
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from janua.base.accounts.actions.session import act_for, confirm_code, open_session
from janua.base.accounts.door import DOOR, Kind, cookie_name
from janua.base.accounts.models import Account, Session
from janua.base.actors import acting_as
from tests.database import as_process_role

Face = Literal["portal", "workbench"]
_KIND: dict[Face, Kind] = {"portal": "citizen", "workbench": "staff"}


class FaceClient(Client):
    """A browser of one face; it keeps its cookies from request to request."""

    def __init__(self, face: Face, *, language: str = "en", **more: Any) -> None:
        super().__init__(headers={"accept-language": language}, **more)
        self.face = face
        # A test that needs a page of its own names a module that includes the face's addresses.
        self.urlconf = f"janua.config.urls.{face}"

    def at(self, name: str, *arguments: Any, **named: Any) -> str:
        """The address of a page of this face."""
        return reverse(f"{self.face}:{name}", urlconf=self.urlconf, args=arguments or None, kwargs=named or None)

    def sign_in(self, account: Account, *, acts_for: UUID | None = None) -> Session:
        """Sign in as an account, as the door does it: the rows are real, the provider and the code are left out."""
        with self.running(), acting_as(DOOR):
            # A citizen comes from the provider, which says that they showed just now who they are.
            opened = open_session(account=account, second_factor=self.face == "portal")
            if self.face == "workbench":
                opened = confirm_code(session=opened.session)
            if acts_for is not None:
                opened = act_for(session=opened.session, person=acts_for)
        with self._as_process():
            self.cookies[cookie_name(_KIND[self.face])] = opened.secret
        return opened.session

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Be the face's process inside: its settings and its database role."""
        with self._as_process():
            # A test that signs in to the database for real has the role already.
            if connection.settings_dict["USER"] == f"janua_{self.face}":
                yield
            else:
                with as_process_role(f"janua_{self.face}"):
                    yield

    def request(self, **request: Any) -> Any:
        """Answer one request as the face's process would."""
        with self.running(), translation.override(None):
            answer = super().request(**request)
        require_typed(answer)
        return answer

    @contextlib.contextmanager
    def _as_process(self) -> Iterator[None]:
        before = {name: getattr(settings, name) for name in ("JANUA_PROCESS", "ROOT_URLCONF")}
        settings.JANUA_PROCESS, settings.ROOT_URLCONF = self.face, self.urlconf
        try:
            yield
        finally:
            for name, value in before.items():
                setattr(settings, name, value)


def require_typed(answer: Any) -> None:
    """Refuse an answer that leaves to the browser what it is, or in which characters: of every page of every test."""
    kind = answer.headers.get("Content-Type", "")
    text = kind.startswith("text/") or "xml" in kind.partition(";")[0]
    if answer.content and (not kind or (text and "charset=utf-8" not in kind.lower())):
        raise AssertionError(f"{answer.status_code} says {kind!r} of what it is.")


def portal_client(
    account: Account | None = None, *, acts_for: UUID | None = None, language: str = "en", **more: Any
) -> FaceClient:
    """A browser of the portal, signed in as a citizen; without an account, somebody whom nobody knows.

    acts_for   the person whose mandate the citizen has chosen to act by
    more       for Django's client, such as raise_request_exception=False or enforce_csrf_checks=True
    """
    client = FaceClient("portal", language=language, **more)
    if account is not None:
        client.sign_in(account, acts_for=acts_for)
    return client


def workbench_client(account: Account | None = None, *, language: str = "en", **more: Any) -> FaceClient:
    """A browser of the workbench, signed in as an officer who has just given password and code."""
    client = FaceClient("workbench", language=language, **more)
    if account is not None:
        client.sign_in(account)
    return client
