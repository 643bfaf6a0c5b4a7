"""The addresses of the standard at which registers reach us."""

from django.urls import path

from janua.api.dci.views import receive_message

urlpatterns = [
    path("on-search", receive_message, {"kind": "on-search"}),
    path("on-subscribe", receive_message, {"kind": "on-subscribe"}),
    path("notify", receive_message, {"kind": "notify"}),
]
