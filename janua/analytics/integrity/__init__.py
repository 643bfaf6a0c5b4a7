"""Owns what auditors look into: signals that something may be wrong, and samples of decisions that are replayed.

Gives them to auditors alone. Refuses to be a reason for anything: nobody is granted, refused or paid by it, and
nothing that decides or pays may import it.
"""
