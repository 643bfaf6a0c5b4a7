"""Addresses: is this letter real?"""

from django.urls import URLPattern, URLResolver, path, re_path

from janua.portal.views import check

urlpatterns: list[URLPattern | URLResolver] = [
    path("check/", check.ask, name="check"),
    path("check/seal.pem", check.certificate, name="check-seal"),
    re_path(r"^check/(?P<code>[A-Za-z0-9-]{16,24})/$", check.paper, name="check-paper"),
]
