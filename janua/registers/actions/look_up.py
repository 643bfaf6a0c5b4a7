"""Ask, before somebody is registered, whether they are known already: where, and nothing else."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext_lazy as _

from janua.base.accounts.permissions import NotPermitted
from janua.base.accounts.queries import permissions_on
from janua.base.actors import current_actor
from janua.base.audit import log_search
from janua.registers.looking_up import LOOK_UP
from janua.registers.permissions import KEEP

MOST_A_DAY = 40
PURPOSE = "find whether somebody is registered"


class TooManyLookUps(PermissionError):
    """So many look-ups a day are enough for a desk; a supervisor can see what is going on."""


class TooLittleToLookUp(ValueError):
    """A number, or a name with the day of birth: less would find strangers."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What a look-up may tell.

    is_here     whether somebody of the asker's own areas is likely the one: they search for them as always
    elsewhere   areas whose office holds a likely match
    """

    is_here: bool
    elsewhere: tuple[int, ...]


def look_up(*, name: str, born_on: date | None, number: str, on: date) -> LookedUp:
    """Say whether somebody is likely registered already, and in which area; never who.

    The look is logged under everybody whom it found, and counted where it found nobody.
    Raises   NotPermitted, TooLittleToLookUp, TooManyLookUps
    """
    actor = current_actor()
    if actor.account_id is None or KEEP not in permissions_on(account_id=actor.account_id, on=on):
        raise NotPermitted(f"This needs the permission {KEEP!r}: ask an administrator for it.")
    if not number.strip() and (len(name.strip()) < 3 or born_on is None):
        raise TooLittleToLookUp(_("Write the whole number, or the name together with the day of birth."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT registers_look_ups_of_a_day()")
        (asked,) = cursor.fetchone()
        if asked >= MOST_A_DAY:
            raise TooManyLookUps(
                _("You have looked up as many people as one may within a day. Ask a supervisor if you need more.")
            )
        cursor.execute("SELECT * FROM registers_likely_known(%s, %s, %s)", [name, born_on, number])
        rows = cursor.fetchall()
    log_search([person for person, _area, _is_here in rows], LOOK_UP, PURPOSE)
    areas = sorted({area for _person, area, is_here in rows if not is_here})
    return LookedUp(any(is_here for *_others, is_here in rows), tuple(areas))
