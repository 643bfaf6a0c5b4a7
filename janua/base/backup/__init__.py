"""Backups: one sealed file of database and documents, and its way back.

Owns the form of the file, the making of it under a role that may only read, and the restoring. Refuses to put keys into
a backup, to read one that was changed or cut, and to restore over anything that is there.
"""
