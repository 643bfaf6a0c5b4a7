"""Write a note in a person's file, for colleagues; a note is never changed, a later one corrects it."""

from datetime import date
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from janua.base import audit
from janua.base.actors import current_actor
from janua.base.clock import now
from janua.casework.models import Case, Note
from janua.casework.permissions import require_may_write_note

LONGEST = 4000


class NoteRefused(ValueError):
    """The note is empty or too long; the message says what to write."""


def write_note(*, case: UUID, text: str, on: date) -> Note:
    """Keep a note in a file, with author and time, sealed by the person's key.

    Raises   NotPermitted, NoteRefused, Case.DoesNotExist for whoever may not see the case
    """
    row = Case.objects.get(id=case)
    officer = require_may_write_note(current_actor(), case=row, on=on)
    words = text.strip()
    if not words:
        raise NoteRefused(_("Write what your colleagues should know."))
    if len(words) > LONGEST:
        raise NoteRefused(
            format_lazy(_("A note has at most {most} characters: write the rest as a second note."), most=LONGEST)
        )
    note = Note(case=row, area_id=row.area_id, person_id=row.holder_id, text=words, written_at=now())
    note.written_by_id = officer
    note.save(force_insert=True)
    audit.record("note.write", subject=row.holder_id, object_type="note", object_id=note.id, details={"case": row.id})
    return note
