"""Retention: how long persons are kept, legal holds, and their erasure by destroying keys.

Owns lists of who is past retention, holds, erasures and their journal outside the database. Refuses to erase anybody
whom two people did not approve, who is held, or whose matter has moved on since.
"""
