"""What both faces do before anything else: from the cookies of a request to who is there.

Owns session cookies, sealed cookies, forms kept over a sign-in and the counting of wrong attempts. Refuses to know
pages: the faces show them.
"""

from janua.base.accounts.door.sessions import DOOR, AtTheDoor, Kind, at_the_door, cookie_name, drop_cookie, set_cookie

__all__ = ["DOOR", "AtTheDoor", "Kind", "at_the_door", "cookie_name", "drop_cookie", "set_cookie"]
