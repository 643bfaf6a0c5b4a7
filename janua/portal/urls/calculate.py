"""Addresses: the public calculator. No answer is ever part of an address."""

from django.urls import URLPattern, URLResolver, path

from janua.portal.views import calculate

urlpatterns: list[URLPattern | URLResolver] = [
    path("calculator/", calculate.calculator, name="calculator"),
    path("calculator/file/", calculate.save_answers, name="calculator-save"),
    path("calculator/open/", calculate.open_answers, name="calculator-open"),
    path("calculator/of/<str:programme>/", calculate.calculator, name="calculator-of"),
    path("calculator/apply/<slug:code>/", calculate.take_along, name="calculator-apply"),
    path("calculator/carry/<slug:code>/", calculate.carry, name="calculator-carry"),
    path("embed/calculator/", calculate.embedded, name="calculator-embedded"),
    path("embed/calculator/of/<str:programme>/", calculate.embedded, name="calculator-embedded-of"),
]
