"""Keys: the port to the key store, one data key a person, sealed fields and blind indexes.

Owns every use of a secret key. Holds no secret in the database: a data key lies there wrapped only.
Refuses to open what was changed, moved to another row, or belongs to somebody who was erased.
"""

from janua.base.keys.fields import BlindIndex, SealedField

__all__ = ["BlindIndex", "SealedField"]
