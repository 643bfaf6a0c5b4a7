"""The law engine: reads law written in a restricted Python, checks it, lowers it to whole numbers and explains it.

Owns the language of docs/rules-language.md. Refuses rows, requests and anything of one country; only the loaders read files.
"""

from janua.rules.attributes import NO_DEFAULT, Attribute

__all__ = ["NO_DEFAULT", "Attribute"]
