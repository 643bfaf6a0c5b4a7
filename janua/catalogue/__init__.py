"""Owns what is on offer: programmes with their legal basis, and services as blueprints, versioned in time.

Loads them from the country's pack and refuses a description that does not hold together.
"""
