"""The citizens' pages: find, apply, follow.

Each view calls one action or query and renders. Knows no programme by name: an application's pages
come from its blueprint.
"""
