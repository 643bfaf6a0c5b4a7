"""Retention as a Django app."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """How long persons are kept, holds, and erasure."""

    name = "janua.base.retention"
    label = "retention"
