"""What every installation needs before the first person is registered: clock, actors, keys, jobs, audit, accounts.

Owns small Django apps, downwards: notices, documents, accounts, areas, audit, jobs, keys, row_security, then the
plain modules actors and clock. Refuses to know persons, programmes or countries.
"""
