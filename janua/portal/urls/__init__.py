"""The portal's addresses, a module for each of its parts."""

from janua.portal.urls import apply, calculate, find, follow, sign_in

app_name = "portal"
urlpatterns = [*find.urlpatterns, *calculate.urlpatterns, *sign_in.urlpatterns, *apply.urlpatterns, *follow.urlpatterns]
