"""Accounts and roles as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, roles and their assignments."""

    name = "janua.base.accounts"
    label = "accounts"
