"""Seals as a Django app."""

from django.apps import AppConfig


class SealsConfig(AppConfig):
    """Signatures of acts, and sealed papers."""

    name = "janua.base.seals"
    label = "seals"
