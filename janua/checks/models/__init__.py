"""The rows of checks, a module a noun."""

from janua.checks.models.check import Check, Discrepancy
from janua.checks.models.partner import Partner, PartnerKey, Received, Subscription

__all__ = ["Check", "Discrepancy", "Partner", "PartnerKey", "Received", "Subscription"]
