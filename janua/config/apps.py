"""The installation itself as a Django app: one table says what it is."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The app that marks an installation as real, demo or test."""

    name = "janua.config"
    label = "config"
