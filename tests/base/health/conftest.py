"""The bank of the payments' tests: alarms on runs are provoked by real ones."""

from tests.payments.conftest import bank_keys, open_bank, open_scene

__all__ = ["bank_keys", "open_bank", "open_scene"]
