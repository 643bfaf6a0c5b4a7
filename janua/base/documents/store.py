"""Where files lie: a folder here, S3-compatible storage behind the same protocol elsewhere."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from django.conf import settings


class DocumentMissing(Exception):
    """The store has no file of this id."""


class StoreMissing(Exception):
    """This process was not told where documents lie."""


class Store(Protocol):
    """Keeps sealed files by id. A file is there wholly or not at all."""

    def put(self, document: UUID, content: bytes) -> None:
        """Keep a file; once this returns it survives a power cut."""

    def put_pieces(self, document: UUID, pieces: Iterable[bytes]) -> None:
        """Keep a file that comes piece by piece, as `put` does."""

    def get(self, document: UUID) -> bytes:
        """Give a file back. Raises DocumentMissing."""

    def open(self, document: UUID) -> BinaryIO:
        """Open a file for reading; the caller closes it. Raises DocumentMissing."""

    def delete(self, document: UUID) -> None:
        """Remove a file; nothing happens where there is none."""

    def stored_before(self, at: datetime) -> Iterator[UUID]:
        """Ids of the files stored before an instant; half-written ones are cleared away on the way."""


class FolderStore:
    """A folder of mode 0700 with a sub-folder for each two first letters of the random end of an id."""

    def __init__(self, path: Path) -> None:
        """Use the folder, made when it is not there."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = path

    def put(self, document: UUID, content: bytes) -> None:
        """Write the file in one piece."""
        self.put_pieces(document, [content])

    def put_pieces(self, document: UUID, pieces: Iterable[bytes]) -> None:
        """Write beside the final name, flush to the disk, then rename: a kill leaves all or nothing."""
        target = self._file(document)
        target.parent.mkdir(mode=0o700, exist_ok=True)
        draft = target.with_suffix(f".{os.getpid()}.draft")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            try:
                for piece in pieces:
                    file.write(piece)
            except BaseException:
                draft.unlink()
                raise
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
        _flush_folder(target.parent)
        _flush_folder(self.path)

    def get(self, document: UUID) -> bytes:
        """Read the file."""
        with self.open(document) as file:
            return file.read()

    def open(self, document: UUID) -> BinaryIO:
        """Open the file."""
        try:
            return self._file(document).open("rb")
        except FileNotFoundError:
            raise DocumentMissing(f"The store has no document {document}: restore it from the copy.") from None

    def delete(self, document: UUID) -> None:
        """Unlink the file."""
        self._file(document).unlink(missing_ok=True)

    def stored_before(self, at: datetime) -> Iterator[UUID]:
        """Walk the folder."""
        for file in self.path.glob("??/*"):
            # Another sweep, or the writer itself, may take the file away meanwhile.
            with suppress(FileNotFoundError):
                if datetime.fromtimestamp(file.stat().st_mtime, UTC) >= at:
                    continue
                if file.suffix == ".draft":
                    file.unlink()
                else:
                    yield UUID(file.stem)

    def _file(self, document: UUID) -> Path:
        # The last letters: a UUIDv7 begins with the time, which would fill one sub-folder at a time.
        return self.path / document.hex[-2:] / f"{document}.sealed"


def document_store() -> Store:
    """The store of this process, from JANUA_DOCUMENTS. Raises StoreMissing."""
    path = settings.JANUA_DOCUMENTS
    if not path:
        raise StoreMissing("This process has no document store: set JANUA_DOCUMENTS to a folder.")
    return FolderStore(Path(path))


def _flush_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
