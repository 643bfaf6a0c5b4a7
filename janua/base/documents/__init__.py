"""Documents: files of and about persons, kept encrypted outside the database.

Owns the store and one row a file. Refuses to give out a file that was changed, or whose person was erased.
What a document is evidence of is said by the app above that links to it.
"""
