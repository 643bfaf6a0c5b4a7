"""Addresses: how the system runs."""

from django.urls import URLPattern, URLResolver, path

from janua.workbench.views import health

urlpatterns: list[URLPattern | URLResolver] = [path("health/", health.show, name="health")]
