"""Model fields: a text sealed for one person in one row, and a digest by which it can be found.

    value = SealedField(subject="person_id")
    index = BlindIndex(source="value", key="identifiers", normalise=str.upper)

A sealed value is opened when it is read, not when the row is loaded. Before a loop over many rows call
`data_keys` with their persons, or each costs a query.
"""

from collections.abc import Callable, Sequence
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import lookups

from janua.base.keys.datakeys import data_key, key_port, open_for
from janua.base.keys.envelope import KeysError, place, seal


class SealedFieldMisused(KeysError):
    """A sealed field was compared, updated in bulk or set to something that is not text."""


class Sealed(bytes):
    """The sealed form as loaded from the database, not opened yet."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<sealed>"


class _OpenOnRead:
    """Attribute of the model that opens the value at the first reading."""

    def __init__(self, field: "SealedField") -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type[models.Model] | None = None) -> Any:
        if row is None:
            return self
        if self.field.attname not in row.__dict__:
            row.refresh_from_db(fields=[self.field.attname])
        value = row.__dict__[self.field.attname]
        if isinstance(value, Sealed):
            value = self.field.opened(row, value)
            row.__dict__[self.field.attname] = value
        return value

    def __set__(self, row: models.Model, value: Any) -> None:
        if value is not None and not isinstance(value, str | Sealed):
            raise SealedFieldMisused(f"{self.field.name} takes text, not {type(value).__name__}.")
        row.__dict__[self.field.attname] = value


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """Text sealed under the data key of the person in the column `subject`, bound to this row by its primary key.

    The primary key must be made before saving (uuid7). Set it on the row and save: `QuerySet.update` is refused,
    and so is every comparison but `isnull`; to find a row by the value, add a BlindIndex.
    """

    def __init__(self, *args: Any, subject: str = "person_id", **kwargs: Any) -> None:
        self.subject = subject
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs["subject"] = self.subject
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _OpenOnRead(self))

    def opened(self, row: models.Model, sealed: Sealed) -> str:
        """Open the value of one row. Raises Tampered, KeyDestroyed, KeyMissing."""
        return open_for(self._subject_of(row), bytes(sealed), self._place(row)).decode()

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        key = data_key(self._subject_of(model_instance), create=True)
        return Sealed(seal(value.encode(), key, self._place(model_instance)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise SealedFieldMisused(f"{self.name} is sealed for its row: set it on the row and save.")
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def to_python(self, value: Any) -> Any:
        return value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise SealedFieldMisused(f"{self.name} is sealed and cannot be compared: add a BlindIndex beside it.")
        return lookups.IsNull

    def _subject_of(self, row: models.Model) -> UUID:
        subject = getattr(row, self.subject)
        return subject if isinstance(subject, UUID) else UUID(str(subject))

    def _place(self, row: models.Model) -> bytes:
        return place(row._meta.db_table, str(self.column), row.pk)


class BlindIndex(models.BinaryField):  # type: ignore[type-arg]
    """Keyed digest of a sealed value, so that equal values can be found without opening any.

    It shows that two rows hold the same value, and nothing else to whoever lacks the key. Filter by the plain
    text: `filter(index="1234 56m")` is normalised and digested like the value. Columns that share `key`
    share digests.

    source     the sealed field beside it
    key        name of the key in the key store
    normalise  a module-level function, so that spellings of one value meet
    """

    def __init__(
        self, *args: Any, source: str = "", key: str = "", normalise: Callable[[str], str] = str.strip, **kwargs: Any
    ) -> None:
        self.source, self.key, self.normalise = source, key, normalise
        kwargs["editable"] = False
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        # The digest is made by the model of today: a migration needs the column only.
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs | {"source": self.source, "key": self.key}

    def digest(self, text: str) -> bytes:
        """The digest of one value (32 bytes)."""
        return key_port().mac(self.key, self.normalise(text).encode())

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        value = model_instance.__dict__.get(self.source)
        if isinstance(value, Sealed):
            # Not opened, hence not changed: the digest loaded with the row still holds.
            return bytes(getattr(model_instance, self.attname))
        digest = None if value is None else self.digest(value)
        setattr(model_instance, self.attname, digest)
        return digest

    def get_prep_value(self, value: Any) -> Any:
        return self.digest(value) if isinstance(value, str) else super().get_prep_value(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        return None if value is None else bytes(value)

    def clone(self) -> Self:
        copy = super().clone()
        copy.normalise = self.normalise
        return copy
