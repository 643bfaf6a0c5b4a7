"""Addresses: sign in."""

from django.urls import URLPattern, URLResolver, path

from janua.portal.views import acting_for, sign_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", sign_in.start, name="sign-in"),
    path("sign-in/again/", sign_in.again, name="sign-in-again"),
    path("sign-in/back/", sign_in.back, name="sign-in-back"),
    path("sign-in/first/", sign_in.first, name="sign-in-first"),
    path("sign-in/stay/", sign_in.stay, name="sign-in-stay"),
    path("sign-in/kept/", sign_in.kept_form, name="sign-in-kept"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("signed-out/", sign_in.signed_out, name="signed-out"),
    path("sign-in/devices/", sign_in.sessions, name="sessions"),
    path("acting-for/", acting_for.choose, name="acting-for"),
]
