"""One honest partner, its keys and its messages, for the tests of what is refused."""

from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from janua.exchange import dci
from janua.exchange.dci import civil

NOW = datetime(2026, 2, 3, 10, 0, tzinfo=UTC)
US, REGISTRY = "mt.social-security", "mt.public-registry"
PURPOSE = dci.Purpose("MT-CA", "Cap. 318, Part VI")
_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = dci.SigningKey(US, "2026-1", _KEY.sign)
PUBLIC = dci.PublicKey.from_raw(_KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def question(message_id: str = "m-1") -> dci.Envelope:
    """Who is 9900190M?"""
    return dci.search(
        route=dci.Route(US, REGISTRY, "https://partner.example/dci"),
        ids=dci.Ids(message_id, "t-1", "r-1"),
        query=civil.person_query(identity_number="9900190M"),
        purpose=PURPOSE,
        at=NOW,
    )


def signed(message_id: str = "m-1") -> dci.Envelope:
    return dci.sign(question(message_id), KEY, at=NOW)


def ring(sender_id: str, key_id: str) -> dci.Verifier | None:
    return PUBLIC if (sender_id, key_id) == (US, "2026-1") else None


class Seen:
    """A store of message ids as `checks` keeps in its rows."""

    def __init__(self) -> None:
        self.until: dict[tuple[str, str], datetime] = {}

    def __call__(self, sender_id: str, message_id: str, until: datetime) -> bool:
        is_new = (sender_id, message_id) not in self.until
        self.until[sender_id, message_id] = until
        return is_new
