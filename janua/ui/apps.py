"""The page components as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Page components shared by the faces."""

    name = "janua.ui"
    label = "ui"
