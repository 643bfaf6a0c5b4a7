"""The fictional people of Ukraine: households as the law reads them, with their names and numbers.

Nobody in it exists, and no number in it was ever given to anybody.
"""
