"""The Django app of casework."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Casework: applications, claims, assessments, decisions, entitlements."""

    name = "janua.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"
