"""The Django app of analytics."""

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    """Snapshots of the population."""

    name = "janua.analytics"
    label = "analytics"
    default_auto_field = "django.db.models.BigAutoField"
