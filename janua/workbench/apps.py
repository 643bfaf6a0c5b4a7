"""The workbench as a Django app."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    """The staff's pages."""

    name = "janua.workbench"
    label = "workbench"
