"""The fictional Maltese: names, addresses, numbers, work and papers, and the families that are always there.

Owns what makes the population Maltese. Refuses numbers that anybody could hold.
"""
