"""The Django app of the registers."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Persons, relationships, dwellings, households, facts, mandates, consents, events."""

    name = "janua.registers"
    label = "registers"
    default_auto_field = "django.db.models.BigAutoField"
