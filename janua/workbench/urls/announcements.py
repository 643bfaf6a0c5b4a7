"""Addresses: announcements, and the choice of language."""

from django.urls import URLPattern, URLResolver, path

from janua.workbench.views import announcements

urlpatterns: list[URLPattern | URLResolver] = [
    path("announcements/", announcements.list_announcements, name="announcements"),
    path("announcements/new/", announcements.write, name="announcement-new"),
    path("announcements/<uuid:announcement>/", announcements.show, name="announcement"),
    path("announcements/<uuid:announcement>/change/", announcements.rewrite, name="announcement-change"),
    path("announcements/<uuid:announcement>/publish/", announcements.publish, name="announcement-publish"),
    path("announcements/<uuid:announcement>/withdraw/", announcements.take_down, name="announcement-withdraw"),
    path("language/", announcements.set_language, name="set-language"),
]
