"""The rows of payments, a module a noun."""

from janua.payments.models.account import AccountChange, PayeeAccount
from janua.payments.models.bank import BankReport, Disbursement, SentFile
from janua.payments.models.ledger import LedgerEntry
from janua.payments.models.run import Hold, Order, OrderLine, Run

__all__ = [
    "AccountChange",
    "BankReport",
    "Disbursement",
    "Hold",
    "LedgerEntry",
    "Order",
    "OrderLine",
    "PayeeAccount",
    "Run",
    "SentFile",
]
