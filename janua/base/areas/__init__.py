"""Where: the tree of areas of a country, and the offices that serve them.

Owns the tree, kept so that "this area and all below it" is one cheap comparison. Refuses people and streets:
an address belongs to a dwelling of the register.
"""
