"""Health as a Django app."""

from django.apps import AppConfig


class HealthConfig(AppConfig):
    """Signs of life, readings and alarms."""

    name = "janua.base.health"
    label = "health"

    def ready(self) -> None:
        """Have the outbound client tell how other systems are found, and failed requests what broke."""
        from django.core.signals import got_request_exception

        from janua.base.health.heard import hear_failure, hear_outbound
        from janua.exchange.outbound import LISTENERS

        if hear_outbound not in LISTENERS:
            LISTENERS.append(hear_outbound)
        got_request_exception.connect(hear_failure, dispatch_uid="janua.base.health")
