"""A file as pictures of its pages: nothing that came from outside runs in an officer's browser."""

import io
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404

from janua.base.accounts.permissions import NotPermitted
from janua.base.accounts.queries import areas_with
from janua.base.clock import today
from janua.base.documents.actions import read_document
from janua.base.documents.contents import JPEG, PDF
from janua.base.documents.models import Document
from janua.registers.models import Person
from janua.registers.queries.urgent import open_urgent_access_to
from janua.workbench.journeys.case import READ
from janua.workbench.journeys.looked import PURPOSE

DOTS, LONGEST_SIDE = 120, 2000


@dataclass(frozen=True)
class ShownDocument:
    """A file with how many pages it has."""

    id: UUID
    person: str
    person_id: UUID
    kind: str
    kilobytes: int
    stored_at: datetime
    pages: tuple[int, ...]


def document_of(*, document: UUID, officer: UUID) -> Document:
    """A file that the officer may read: of their areas, or of a person whose file they opened in urgency.

    Raises   Document.DoesNotExist, NotPermitted
    """
    row = Document.objects.get(id=document)
    allowed = row.area_id in areas_with(account_id=officer, permission=READ, on=today())
    if not allowed and open_urgent_access_to(person=row.person_id, account=officer) is None:
        raise NotPermitted(f"This needs the permission {READ!r} in the office's area: ask an administrator for it.")
    return row


def shown_document(*, document: UUID, officer: UUID) -> ShownDocument:
    """A file for its page."""
    row = document_of(document=document, officer=officer)
    person = Person.objects.get(id=row.person_id)
    # Reading it is logged by whoever keeps it: one row a look.
    content = read_document(document=row, page="document", purpose=PURPOSE)
    return ShownDocument(
        id=row.id,
        person=person.name,
        person_id=person.id,
        kind=row.media_type.rpartition("/")[2].upper(),
        kilobytes=max(row.size // 1000, 1),
        stored_at=row.stored_at,
        pages=tuple(range(1, _pages(content, row.media_type) + 1)),
    )


def picture_of(*, document: UUID, number: int, officer: UUID) -> bytes:
    """One page as a picture, JPEG. Raises Http404 where there is no such page."""
    row = document_of(document=document, officer=officer)
    content = read_document(document=row, page="document-page", purpose=PURPOSE)
    if row.media_type == JPEG and number == 1:
        return content
    if row.media_type != PDF:
        raise Http404
    import pypdfium2

    pdf = pypdfium2.PdfDocument(content)
    try:
        if not 1 <= number <= len(pdf):
            raise Http404
        page = pdf[number - 1]
        scale = min(DOTS / 72, LONGEST_SIDE / max(*page.get_size(), 1))
        written = io.BytesIO()
        page.render(scale=scale).to_pil().convert("RGB").save(written, "JPEG", quality=85)
    finally:
        pdf.close()
    return written.getvalue()


def _pages(content: bytes, media_type: str) -> int:
    if media_type != PDF:
        return 1 if media_type == JPEG else 0
    import pypdfium2

    pdf = pypdfium2.PdfDocument(content)
    try:
        return len(pdf)
    finally:
        pdf.close()
