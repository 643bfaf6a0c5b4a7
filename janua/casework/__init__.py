"""Owns applications, claims, assessments, decisions, entitlements, tasks and letters.

Turns what a person asks, or what happens to them, into a decision with reasons and dated amounts.
Refuses to pay: what is due stands in rows that payments reads; and never says no by machine.
"""
