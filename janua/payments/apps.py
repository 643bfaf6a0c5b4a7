"""The Django app of payments."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Ledger, runs, orders, reconciliation."""

    name = "janua.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"
