"""Addresses: reforms tried over the population."""

from django.urls import URLPattern, URLResolver, path

from janua.workbench.views import simulations

urlpatterns: list[URLPattern | URLResolver] = [
    path("simulations/", simulations.listed, name="simulations"),
    path("simulations/new/", simulations.choose, name="simulations-choose"),
    path("simulations/new/<slug:file>/", simulations.new, name="simulation-new"),
    path("simulations/<uuid:simulation>/", simulations.show, name="simulation"),
]
