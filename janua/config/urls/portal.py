"""What citizens may open."""

from django.urls import URLPattern, URLResolver, include, path

from janua.api.v1.urls import CITIZENS, addresses_of

urlpatterns: list[URLPattern | URLResolver] = [
    *addresses_of(CITIZENS),
    path("", include("janua.portal.urls")),
]
