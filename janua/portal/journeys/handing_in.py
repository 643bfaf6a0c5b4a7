"""A paper that comes with an answer: decoded, written anew, kept for the office that reads the answer."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext

from janua.base.documents.actions import DocumentRefused, store_document
from janua.base.documents.contents import PaperRefused, Trouble
from janua.base.documents.scanning import paper_of


def paper_in(form: forms.Form, *, person: UUID, area_id: int | None) -> tuple[UUID, ...] | None:
    """Keep the paper of a valid form; none where there is none, None where it is refused and the form says why."""
    given: Any = form.cleaned_data.get("paper")
    if given is None:
        return ()
    try:
        paper = paper_of(given.read())
        kept = store_document(person_id=person, area_id=area_id, content=paper.content, media_type=paper.media_type)
    except PaperRefused as refused:
        form.add_error("paper", trouble_words(refused.trouble))
        return None
    except DocumentRefused:
        form.add_error("paper", trouble_words(Trouble.TOO_LARGE))
        return None
    return (kept.id,)


def trouble_words(trouble: Trouble) -> str:
    """Why a file is not taken, and what to send instead."""
    return {
        Trouble.EMPTY: gettext("This file is empty. Choose another one."),
        Trouble.TOO_LARGE: gettext("This file is larger than 10 MB. Take a photo with less detail."),
        Trouble.TOO_MANY_PIXELS: gettext("This photo is too large. Take a photo with less detail."),
        Trouble.TOO_MANY_PAGES: gettext("This file has too many pages. Send the pages that matter."),
        Trouble.TOO_SMALL: gettext("This photo is too small to read. Take it again from nearer."),
        Trouble.TOO_DARK: gettext("This photo is too dark to read. Take it again where there is light."),
        Trouble.WRONG_KIND: gettext("We can open photos (JPEG, PNG, WebP, HEIC) and PDF files. Choose one of these."),
        Trouble.LOCKED: gettext("This file needs a password. Send one without a password."),
        Trouble.UNREADABLE: gettext("We could not open this file. Take a photo of the paper instead."),
        Trouble.INFECTED: gettext(
            "This file holds something that harms computers, so we did not take it."
            " Take a new photo of the paper instead."
        ),
        Trouble.NOT_LOOKED_THROUGH: gettext(
            "We cannot check files just now, so we did not take this one. What you wrote is still here:"
            " try again later, or send it without the paper."
        ),
    }[trouble]
