"""The Django app of the catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Programmes and their services."""

    name = "janua.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
