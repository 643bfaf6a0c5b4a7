"""Owns who people are and what is known of them: persons, relationships, dwellings, households, facts, mandates, news.

Every row that a decision reads has two time axes and is corrected by a newer row, never edited.
Refuses to judge: what the law makes of a fact is casework's, and what a fact means is the country pack's.
"""
