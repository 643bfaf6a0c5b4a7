"""Papers that come with an application, while it is not sent: private to the account, and removed without a trace."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from janua.base.documents.actions import discard, read_document, store_document
from janua.base.documents.contents import LARGEST_BYTES, Paper, PaperRefused, Trouble, thumbnail
from janua.base.documents.models import Document
from janua.base.documents.scanning import paper_of
from janua.portal.journeys.apply.opening import Opened, keep
from janua.portal.journeys.apply.steps import PAPERS
from janua.portal.journeys.apply.typed import StoredPaper
from janua.portal.journeys.apply.wording import Said, label_text
from janua.ui.fields import UploadField

MOST = 12
ACCEPTED = ("image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "application/pdf")
TROUBLES = {
    Trouble.EMPTY: _("This file is empty. Take the photo again, or choose another file."),
    Trouble.TOO_LARGE: _("This file is too large. It may have up to 10 MB. Take the photo again with a lower quality."),
    Trouble.TOO_MANY_PIXELS: _("This picture is too large. Take the photo again with a lower quality."),
    Trouble.TOO_MANY_PAGES: _("This PDF has too many pages. It may have up to 20. Send the pages that matter."),
    Trouble.TOO_SMALL: _(
        "This picture is too small to read. Take the photo from closer, or choose the full-size file."
    ),
    Trouble.TOO_DARK: _("This picture is too dark to read. Take the photo again with more light."),
    Trouble.WRONG_KIND: _("We cannot open this kind of file. Send a photo (JPEG, PNG, WebP or HEIC) or a PDF."),
    Trouble.LOCKED: _("This PDF is locked with a password. Send a copy without password, or a photo of it."),
    Trouble.UNREADABLE: _(
        "We could not open this file; it may be damaged. Take the photo again, or choose another file."
    ),
    Trouble.INFECTED: _(
        "This file holds something that harms computers, so we did not take it. Take a new photo of the paper instead."
    ),
    Trouble.NOT_LOOKED_THROUGH: _(
        "We cannot check files just now, so we did not take this one. What you have answered is kept:"
        " try again later, or go on without the paper."
    ),
}


class UploadForm(forms.Form):
    """One photograph or PDF, decoded and written anew before it is kept."""

    file = UploadField(
        label=_("Photo or file"),
        accept=ACCEPTED,
        most_megabytes=LARGEST_BYTES // 2**20,
        help_text=_("Put the paper flat, in good light, and show all four corners."),
    )
    paper: Paper

    def __init__(self, *given: Any, taken: int, **more: Any) -> None:
        """Take how many papers there are already."""
        super().__init__(*given, **more)
        self.taken = taken

    def clean_file(self) -> Any:
        """Decode the file; what cannot be read as a picture or a PDF is refused with what to do."""
        file = self.cleaned_data["file"]
        if self.taken >= MOST:
            raise forms.ValidationError(_("You have sent as many papers as we can take here. Remove one first."))
        try:
            self.paper = paper_of(file.read())
        except PaperRefused as refused:
            raise forms.ValidationError(TROUBLES[refused.trouble]) from None
        return file


@dataclass(frozen=True)
class PaperShown:
    """A paper in the list."""

    id: str
    number: int
    pages: int
    about: Said
    picture_href: str
    replace_href: str


def what_it_bears_out(opened: Opened, step: str) -> Said | None:
    """What a paper about a step is about; empty for the application; None for a step that there is not."""
    if step == PAPERS:
        return ""
    return next((label_text(item) for item in opened.items if item.slug == step and item.about.spoken), None)


def papers_shown(opened: Opened) -> tuple[PaperShown, ...]:
    """The papers, in the order in which they came."""
    return tuple(
        PaperShown(
            id=paper.id,
            number=number,
            pages=paper.pages,
            about=what_it_bears_out(opened, paper.about) or "",
            picture_href=reverse("portal:paper-picture", args=[opened.by.code, paper.id]),
            replace_href=f"{reverse('portal:upload', args=[opened.by.code, paper.about])}?replace={paper.id}",
        )
        for number, paper in enumerate(opened.typed.papers, start=1)
    )


def add_paper(opened: Opened, paper: Paper, *, about: str, replaces: str = "") -> None:
    """Keep a paper, sealed for its person and seen by no office yet; it may take the place of an earlier one."""
    document = store_document(
        person_id=opened.by.person, area_id=None, content=paper.content, media_type=paper.media_type
    )
    stored = StoredPaper(str(document.id), paper.pages, paper.media_type, about)
    papers = opened.typed.papers
    places = [place for place, one in enumerate(papers) if one.id == replaces]
    if places:
        _throw_away(papers[places[0]])
        papers[places[0]] = stored
    else:
        papers.append(stored)
    keep(opened)


def remove_paper(opened: Opened, paper_id: str) -> None:
    """Remove a paper, file and all."""
    paper = opened.typed.paper(paper_id)
    if paper is None:
        return
    opened.typed.papers.remove(paper)
    _throw_away(paper)
    keep(opened)


def picture_of(opened: Opened, paper_id: str) -> bytes | None:
    """A small picture of a paper of this draft; None where it has no such paper."""
    paper = opened.typed.paper(paper_id)
    document = None if paper is None else Document.objects.filter(id=paper.id).first()
    if document is None:
        return None
    content = read_document(document=document, page="paper-picture", purpose="apply")
    return thumbnail(content, document.media_type)


def _throw_away(paper: StoredPaper) -> None:
    document = Document.objects.filter(id=paper.id, area_id__isnull=True).first()
    if document is not None:
        discard(document=document)
