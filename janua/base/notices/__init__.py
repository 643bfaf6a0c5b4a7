"""Notices: messages to a person, in their language, by the channels they chose.

Owns the message, its ways out and whether it was read. Holds a template's name and sealed values, never a text.
Refuses to show a notice to anybody but its addressee and the office.
"""
