"""The portal's addresses, a module for each of its parts."""

from janua.portal.urls import apply, calculate, check, find, follow, sign_in, status

app_name = "portal"
urlpatterns = [
    *find.urlpatterns,
    *status.urlpatterns,
    *check.urlpatterns,
    *calculate.urlpatterns,
    *sign_in.urlpatterns,
    *apply.urlpatterns,
    *follow.urlpatterns,
]
