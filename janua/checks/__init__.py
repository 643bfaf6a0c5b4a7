"""Owns questions to other registers, their answers, and the discrepancies an officer must rule on.

Asks one register one question under one legal ground. Refuses to hold a transaction while it waits,
to believe an unsigned answer, and to turn silence into a no.
"""
