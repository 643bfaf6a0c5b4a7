"""The Django app of checks."""

from django.apps import AppConfig


class ChecksConfig(AppConfig):
    """Questions to other registers."""

    name = "janua.checks"
    label = "checks"
    default_auto_field = "django.db.models.BigAutoField"
