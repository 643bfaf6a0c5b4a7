"""Addresses: new rates."""

from django.urls import URLPattern, URLResolver, path

from janua.workbench.views import rates

urlpatterns: list[URLPattern | URLResolver] = [
    path("rates/", rates.listed, name="rates"),
    path("rates/new/", rates.choose, name="rates-choose"),
    path("rates/new/<slug:file>/", rates.new, name="rates-new"),
    path("rates/<uuid:change>/", rates.show, name="rate-change"),
    path("rates/<uuid:change>/approve/", rates.approve, name="rate-approve"),
    path("rates/<uuid:change>/withdraw/", rates.withdraw, name="rate-withdraw"),
    path("rates/<uuid:change>/again/", rates.again, name="rate-again"),
]
