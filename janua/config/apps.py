"""The installation itself as a Django app: one table says what it is."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings

from janua.config.countries import COUNTRIES
from janua.pack.installed import install


class ConfigConfig(AppConfig):
    """The app that marks an installation as real, demo or test."""

    name = "janua.config"
    label = "config"

    def ready(self) -> None:
        """Install the one country of this process."""
        install(import_module(COUNTRIES[settings.JANUA_COUNTRY].module).COUNTRY)
