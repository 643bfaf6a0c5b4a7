"""The calculator's words: the pack's in the page's language, and how each person at home is called."""

from collections.abc import Mapping

from django.utils.translation import gettext

from janua.pack.questionnaire import Member
from janua.portal.journeys.spoken import pack_language
from janua.ui.on_page import day_text


def said_text(texts: Mapping[str, str]) -> str:
    """The pack's words in the page's language, else in English; empty where there are none."""
    return texts.get(pack_language()) or texts.get("en", "")


def who(member: Member) -> str:
    """How a person at home is called: nobody is asked for names."""
    if member.role == "you":
        return gettext("You")
    if member.role == "partner":
        return gettext("Your partner")
    words = {"number": member.key.partition("-")[2], "day": day_text(member.date_of_birth)}
    if member.role == "child":
        return gettext("Child %(number)s, born on %(day)s") % words
    return gettext("Person %(number)s, born on %(day)s") % words
