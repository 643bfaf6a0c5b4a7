"""What staff may open."""

from django.urls import URLPattern, URLResolver, include, path

from janua.api.v1.urls import OFFICERS, addresses_of

urlpatterns: list[URLPattern | URLResolver] = [
    *addresses_of(OFFICERS),
    path("", include("janua.workbench.urls")),
]
