"""The workbench's addresses, a module for each of its parts."""

from janua.workbench.urls import announcements, cases, health, money, oversight, rates, sign_in, simulations

app_name = "workbench"
urlpatterns = [
    *sign_in.urlpatterns,
    *cases.urlpatterns,
    *money.urlpatterns,
    *oversight.urlpatterns,
    *announcements.urlpatterns,
    *rates.urlpatterns,
    *simulations.urlpatterns,
    *health.urlpatterns,
]
