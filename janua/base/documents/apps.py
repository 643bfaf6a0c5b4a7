"""Documents as a Django app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files, sealed for their person."""

    name = "janua.base.documents"
    label = "documents"
