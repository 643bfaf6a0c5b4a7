"""What can be known of a dwelling."""

from janua.pack.attributes import Attribute

DWELLING: tuple[Attribute, ...] = ()
