"""Areas and offices as a Django app."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """Areas and offices."""

    name = "janua.base.areas"
    label = "areas"
