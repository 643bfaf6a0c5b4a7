"""Owns the ledger, payees' accounts, runs, orders, what the bank said, and money that came back.

Pays what entitlement lines say is due, once. Refuses to pay without a second person, without a decision in force,
or from anything that changed since it was frozen.
"""
