"""Words that anybody would try first here: the names of the product, the country, its offices and areas."""

import re

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from janua.base.areas.models import Area, Office
from janua.pack.installed import country

# Shorter ones stand in too many other words.
SHORTEST_WORD = 4
# What has to remain once those words are taken out: they alone, a year and a sign are no password.
MUST_REMAIN = 8
_WORDS = re.compile(r"[^\W\d_]+")


class PlaceWordsValidator:
    """Refuse a password that is little more than names of this place."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Take such words out and look at what remains. Raises ValidationError."""
        remains = password.casefold()
        for word in sorted(words_of_the_place(), key=len, reverse=True):
            remains = remains.replace(word, "")
        if remains != password.casefold() and sum(sign.isalnum() for sign in remains) < MUST_REMAIN:
            raise ValidationError(self.get_help_text(), code="words_of_the_place")

    def get_help_text(self) -> str:
        """Say what is wrong with it."""
        return _("This password is little more than names of this place. Choose words that nobody would guess here.")


def words_of_the_place() -> frozenset[str]:
    """Every such word: of the settings, of the country's pack, and of areas and offices as they are kept."""
    kept = [row for model in (Area, Office) for row in model.objects.values_list("names", "code")]
    names = [country().names, *(row for row, _code in kept)]
    texts = [*settings.JANUA_PASSWORD_WORDS, *(code for _names, code in kept)]
    texts += [str(text) for named in names for text in named.values()]
    found = {word.casefold() for text in texts for word in _WORDS.findall(text)}
    return frozenset(word for word in found if len(word) >= SHORTEST_WORD)
