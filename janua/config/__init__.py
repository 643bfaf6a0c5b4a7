"""How one installation is put together: settings, addresses, and the only place that names a country.

Owns what the environment may say and what production refuses. Refuses business of any kind.
"""
