"""Say once what an installation is."""

from django.conf import settings

from janua.config.models import Installation


def mark_installation() -> None:
    """Mark a new database as what this environment is; a mark is never changed, so a demo never becomes real."""
    Installation.objects.get_or_create(id=1, defaults={"kind": settings.JANUA_ENV, "country": settings.JANUA_COUNTRY})
