"""A box that anybody may fill and one holder opens: X25519, HKDF-SHA256 and AES-256-GCM, under a key used once.

bytes 0–31   public half of the key made for this box alone
the rest     the sealed form (janua.base.keys.envelope)
"""

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from janua.base.keys.envelope import KEY_BYTES, Tampered, open_sealed, seal

_PUBLIC_BYTES = 32


def close(public: bytes, name: str, secret: bytes) -> bytes:
    """Encrypt for the holder of the private half."""
    once = X25519PrivateKey.generate()
    half = once.public_key().public_bytes_raw()
    key = _key(once.exchange(X25519PublicKey.from_public_bytes(public)), half + public)
    return half + seal(secret, key, name.encode())


def open_closed(private: X25519PrivateKey, name: str, closed: bytes) -> bytes:
    """Decrypt what `close` made. Raises Tampered."""
    half, sealed = closed[:_PUBLIC_BYTES], closed[_PUBLIC_BYTES:]
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(half))
    except ValueError:
        raise Tampered("These bytes were not closed for a box.") from None
    return open_sealed(sealed, _key(shared, half + private.public_key().public_bytes_raw()), name.encode())


def _key(shared: bytes, halves: bytes) -> bytes:
    return HKDF(SHA256(), length=KEY_BYTES, salt=halves, info=b"janua box 1").derive(shared)
