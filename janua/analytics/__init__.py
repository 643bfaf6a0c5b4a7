"""Owns what is counted of many: snapshots of the population, and what a new law would change for them.

Gives out counts and sums alone. Refuses names and identifiers in a file, and a file that outlives its hours.
"""
