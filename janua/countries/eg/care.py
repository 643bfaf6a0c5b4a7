"""What the law of kafala, of the services card and of licences reads."""

from janua.pack.attributes import Attribute

CARE: tuple[Attribute, ...] = ()
