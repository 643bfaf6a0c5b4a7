"""The verbs of payments, a module a noun."""
