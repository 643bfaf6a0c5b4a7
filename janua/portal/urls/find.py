"""Addresses: find."""

from django.urls import URLPattern, URLResolver, path, re_path

from janua.portal.views import find

urlpatterns: list[URLPattern | URLResolver] = [
    path("", find.home, name="home"),
    path("find/<slug:topic>/", find.topic, name="find"),
    path("search/", find.search, name="search"),
    path("services/<slug:code>/", find.service, name="service"),
    path("news/", find.news, name="news"),
    path("news/<uuid:announcement>/", find.announcement, name="announcement"),
    path("offices/", find.offices, name="offices"),
    path("accessibility/", find.accessibility, name="accessibility"),
    path("privacy/", find.privacy, name="privacy"),
    path("privacy/looks/", find.looks_held, name="looks-held"),
    path("easy/", find.easy, name="easy"),
    path("easy/services/<slug:code>/", find.easy_service, name="easy-service"),
    re_path(r"^easy/(?P<page>apply|rights)/$", find.easy_page, name="easy-page"),
    path("language/", find.set_language, name="set-language"),
]
