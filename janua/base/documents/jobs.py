"""Housekeeping of the document store."""

from django.conf import settings

from janua.base.documents.actions import sweep_orphans
from janua.base.jobs import every


@every(seconds=3600, actor="keeper")
def sweep_documents() -> None:
    """Remove files that no row knows; the keeper sees every row, or it would take others' files for orphans."""
    if settings.JANUA_DOCUMENTS:
        sweep_orphans()
