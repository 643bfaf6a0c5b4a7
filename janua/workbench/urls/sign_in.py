"""Addresses: sign in."""

from django.urls import URLPattern, URLResolver, path

from janua.workbench.views import links, own_sign_in, set_up, sign_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", sign_in.start, name="sign-in"),
    path("sign-in/code/", sign_in.code, name="sign-in-code"),
    path("sign-in/stay/", sign_in.stay, name="sign-in-stay"),
    path("sign-in/kept/", sign_in.kept_form, name="sign-in-kept"),
    path("step-up/", sign_in.step_up, name="step-up"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("signed-out/", sign_in.signed_out, name="signed-out"),
    path("sign-in/mine/", own_sign_in.show, name="own-sign-in"),
    path("sign-in/mine/password/", own_sign_in.password, name="own-password"),
    path("set-up/<str:secret>/", set_up.set_up, name="set-up"),
    path("staff/", set_up.staff, name="staff"),
    path("staff/<uuid:id>/link/", set_up.make_link, name="staff-link"),
    path("staff/<uuid:id>/sign-out/", set_up.end_sessions, name="staff-sign-out"),
    path("staff/links/<uuid:invitation_id>/", links.one, name="staff-link-answer"),
]
