"""Janua: one door between people and their social protection.

Owns nothing itself: read the packages below downwards, as docs/style.md draws them.
"""
