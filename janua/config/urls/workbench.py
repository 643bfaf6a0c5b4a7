"""What staff may open."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from janua.api.v1.urls import OFFICERS, addresses_of

urlpatterns: list[URLPattern | URLResolver] = [
    *addresses_of(OFFICERS),
    path("", include("janua.workbench.urls")),
]
if settings.JANUA_ENV in ("demo", "test"):
    urlpatterns += [path("gallery/", include("janua.ui.gallery"))]

handler400 = "janua.workbench.views.problem.refused"
handler403 = "janua.workbench.views.problem.not_here"
handler404 = "janua.workbench.views.problem.not_here"
handler500 = "janua.workbench.views.problem.broken"
