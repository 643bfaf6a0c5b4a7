"""The fictional Egyptians: names, governorates, numbers, and what the registers of cash support know of a household.

Owns what makes the population Egyptian. Refuses numbers that anybody could hold.
"""
