"""Row security as a Django app: it has migrations, and no models."""

from django.apps import AppConfig


class RowSecurityConfig(AppConfig):
    """The app whose first migration makes the functions that policies call."""

    name = "janua.base.row_security"
    label = "row_security"
