"""What other systems may call."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("dci/registry/", include("janua.api.dci.urls"))]
