"""The Django app of what auditors look into."""

from django.apps import AppConfig


class IntegrityConfig(AppConfig):
    """Signals and samples."""

    name = "janua.analytics.integrity"
    label = "integrity"
    default_auto_field = "django.db.models.BigAutoField"
