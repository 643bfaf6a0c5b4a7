"""Addresses: what we rely on."""

from django.urls import URLPattern, URLResolver, path

from janua.portal.views import status

urlpatterns: list[URLPattern | URLResolver] = [path("status/", status.show, name="status")]
