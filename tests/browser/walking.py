"""The way to each page of the list on a running installation: records looked up, addresses made."""

from functools import cached_property
from io import BytesIO
from uuid import UUID

from django.urls import reverse
from PIL import Image

from tests.browser.calling import Caller, citizen, nobody, officer
from tests.browser.installed import Installed
from tests.walks.pages import OWNERS, RECORDS, SERVICE, STRANGER, Page

ABSENT = UUID("00000000-0000-7000-8000-000000000000")


class Ways:
    """Everybody of the list signed in once, and the addresses of the pages."""

    def __init__(self, installation: Installed) -> None:
        self.installation = installation
        self._callers: dict[str, Caller] = {}
        self._records: dict[str, UUID] = {}

    def card(self, who: str) -> str:
        """The identity card of an owner."""
        family, role = OWNERS[who]
        return self.installation.known.family(family)[role]

    def citizen(self, who: str) -> Caller:
        """An owner, or the stranger, in the portal."""
        if who not in self._callers:
            family, role = OWNERS.get(who, STRANGER)
            self._callers[who] = citizen(self.installation, self.installation.known.family(family)[role])
        return self._callers[who]

    def officer(self, login: str) -> Caller:
        """An officer in the workbench."""
        if login not in self._callers:
            self._callers[login] = officer(self.installation, login)
        return self._callers[login]

    @cached_property
    def nobody(self) -> dict[str, Caller]:
        """Somebody not signed in, on each face."""
        return {
            "portal": nobody(self.installation.portal_url),
            "workbench": nobody(self.installation.workbench_url),
        }

    def record(self, kind: str) -> UUID:
        """The id of a record of the list."""
        if kind not in self._records:
            wanted = RECORDS[kind]
            values = [self.installation.person(self.card(wanted.whose))] if wanted.whose else []
            rows = self.installation.rows(wanted.found, *values)
            assert rows, f"the furnished demo has no {kind}"
            self._records[kind] = rows[0]["id"]
        return self._records[kind]

    def path(self, face: str, page: Page, *, absent: bool = False) -> str:
        """The address of a page; with `absent` every record in it is one that there is not."""
        arguments = {
            name: (ABSENT if absent else self.record(value[1:])) if value.startswith("@") else value
            for name, value in page.arguments.items()
        }
        address = reverse(f"{face}:{page.name}", urlconf=f"janua.config.urls.{face}", kwargs=arguments or None)
        return address + page.query

    def begin_an_application(self) -> None:
        """Have Claire begin to apply, and photograph a paper."""
        claire = self.citizen("claire")
        claire.post(f"/apply/{SERVICE}/")
        shown = claire.post_file(f"/apply/{SERVICE}/step/papers/paper/", "file", _photograph())
        assert shown.is_redirect, "the photograph of a paper was not taken"

    def close(self) -> None:
        """End every connection."""
        for caller in (*self._callers.values(), *self.nobody.values()):
            caller.client.close()


def _photograph() -> bytes:
    content = BytesIO()
    Image.new("RGB", (1200, 1600), (240, 240, 235)).save(content, "PNG")
    return content.getvalue()
