"""How citizens of a country show who they are: the national identity provider, and what of its word we take."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Identity:
    """The national identity provider, reached by OpenID Connect.

    partner  under which name the partners file says where it is
    names    what people call it, language → name
    scope    what is asked of it
    claim    which of its claims is the number that it attests
    scheme   of that number, as persons' identifiers are written
    """

    partner: str = "eid"
    names: Mapping[str, str]
    scope: str
    claim: str
    scheme: str

    def name_in(self, language: str) -> str:
        """What people call it, in their language or else in English."""
        return self.names.get(language) or self.names["en"]
