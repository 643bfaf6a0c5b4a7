"""Notices as a Django app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages to persons."""

    name = "janua.base.notices"
    label = "notices"
