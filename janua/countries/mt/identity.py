"""Malta's e-ID, which names people by the number of their identity card."""

from janua.pack.identity import Identity

IDENTITY = Identity(
    names={"en": "e-ID", "mt": "e-ID"}, scope="openid profile id_card", claim="id_card", scheme="mt-id-card"
)
