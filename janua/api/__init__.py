"""Owns the entrances for other systems: DCI today. Each parses, calls one action, and answers in the standard's words.

Refuses to read registers or casework: what comes in is kept for the worker.
"""
