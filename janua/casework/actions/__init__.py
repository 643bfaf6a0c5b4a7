"""The verbs of casework, a module a noun."""
