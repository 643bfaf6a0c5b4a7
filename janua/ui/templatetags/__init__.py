"""Filters that templates use: how a language writes money, days and names."""
