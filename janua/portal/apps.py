"""The portal as a Django app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The citizens' pages."""

    name = "janua.portal"
    label = "portal"
