"""Addresses: payments."""

from django.urls import URLPattern, URLResolver, path

from janua.workbench.views import accounts, runs

urlpatterns: list[URLPattern | URLResolver] = [
    path("runs/", runs.listed, name="runs"),
    path("runs/new/", runs.new, name="run-new"),
    path("runs/<uuid:run_id>/", runs.overview, name="run"),
    path("runs/<uuid:run_id>/again/", runs.again, name="run-again"),
    path("runs/<uuid:run_id>/orders/", runs.orders, name="run-orders"),
    path("runs/<uuid:run_id>/compare/", runs.compare, name="run-compare"),
    path("runs/<uuid:run_id>/left-out/", runs.left_out, name="run-left-out"),
    path("runs/<uuid:run_id>/bank/", runs.bank, name="run-send"),
    path("runs/<uuid:run_id>/approve/", runs.approve, name="run-approve"),
    path("runs/<uuid:run_id>/give-up/", runs.give_up, name="run-give-up"),
    path("returns/", accounts.returns, name="returns"),
    path("returns/<uuid:order_id>/", accounts.came_back, name="return"),
    path("returns/<uuid:order_id>/again/", accounts.pay_again, name="return-again"),
    path("accounts/", accounts.listed, name="accounts"),
    path("accounts/<uuid:account_id>/", accounts.change, name="account-change"),
    path("holds/", accounts.holds, name="holds"),
    path("holds/<uuid:hold_id>/lift/", accounts.lift, name="hold-lift"),
]
