"""The rows of payments, a module a noun."""

from janua.payments.models.account import AccountChange, PayeeAccount
from janua.payments.models.bank import BankFile, BankReport, Disbursement, SentFile
from janua.payments.models.ledger import LedgerEntry
from janua.payments.models.run import Hold, LeftOut, Order, OrderLine, Recheck, Run

__all__ = [
    "AccountChange",
    "BankFile",
    "BankReport",
    "Disbursement",
    "Hold",
    "LedgerEntry",
    "LeftOut",
    "Order",
    "OrderLine",
    "PayeeAccount",
    "Recheck",
    "Run",
    "SentFile",
]
