"""The audit trail as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Audit trail and access log."""

    name = "janua.base.audit"
    label = "audit"
