"""What citizens may open."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from janua.api.v1.urls import CITIZENS, addresses_of

urlpatterns: list[URLPattern | URLResolver] = [
    *addresses_of(CITIZENS),
    path("", include("janua.portal.urls")),
]
if settings.JANUA_ENV in ("demo", "test"):
    urlpatterns += [path("gallery/", include("janua.ui.gallery"))]

handler400 = "janua.portal.views.problem.refused"
handler403 = "janua.portal.views.problem.not_here"
handler404 = "janua.portal.views.problem.not_here"
handler500 = "janua.portal.views.problem.broken"
