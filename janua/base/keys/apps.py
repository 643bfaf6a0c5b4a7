"""Keys as a Django app."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """Keys of persons, wrapped."""

    name = "janua.base.keys"
    label = "keys"
