"""The verbs of checks, a module a noun."""
