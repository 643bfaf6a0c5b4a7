"""Addresses: sign in."""

from django.urls import URLPattern, URLResolver, path

from janua.portal.views import sign_in

urlpatterns: list[URLPattern | URLResolver] = [path("sign-in/", sign_in.start, name="sign-in")]
