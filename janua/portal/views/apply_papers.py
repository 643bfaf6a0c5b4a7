"""Papers of an application: photographs and PDFs, added, looked at, replaced and removed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from janua.portal.journeys.apply import pages
from janua.portal.journeys.apply.opening import Applying, Opened, keep, open_application
from janua.portal.journeys.apply.papers import (
    MOST,
    UploadForm,
    add_paper,
    papers_shown,
    picture_of,
    remove_paper,
    what_it_bears_out,
)
from janua.portal.journeys.apply.steps import KNOWN, PAPERS, step_after
from janua.portal.views.applying import applying
from janua.portal.views.own import SeeOther, see


def papers(request: HttpRequest, opened: Opened) -> HttpResponse:
    """List the papers; remove one, or go on."""
    if request.method == "POST" and "remove" in request.POST:
        remove_paper(opened, request.POST["remove"])
        return SeeOther(pages.step_href(opened, PAPERS))
    if request.method == "POST":
        opened.typed.papers_seen = True
        keep(opened)
        back = "apply-check" if request.GET.get("from") == "check" or opened.is_ready else "apply-tasks"
        return see(back, opened.by.code)
    return render(request, "portal/apply/papers.html", _of(opened, papers=papers_shown(opened), most=MOST))


@require_http_methods(["GET", "HEAD", "POST"])
@applying
def upload(request: HttpRequest, by: Applying, step: str) -> HttpResponse:
    """Take a photograph or a PDF, about one step or about the application."""
    opened = open_application(by, to_change=request.method == "POST")
    about = what_it_bears_out(opened, step)
    if about is None:
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None, taken=len(opened.typed.papers))
    if request.method == "POST" and form.is_valid():
        add_paper(opened, form.paper, about=step, replaces=request.GET.get("replace", ""))
        return SeeOther(pages.step_href(opened, PAPERS))
    onwards = pages.step_href(opened, KNOWN if opened.known_as(step) else step_after(opened, PAPERS))
    shown = _of(opened, form=form, about=about, onwards=onwards, wrong=opened.known_as(step) is not None)
    return render(request, "portal/apply/upload.html", shown, status=422 if form.is_bound and form.errors else 200)


@require_GET
@never_cache
@applying
def picture(_request: HttpRequest, by: Applying, paper: UUID) -> HttpResponse:
    """A small picture of a paper of one's own draft."""
    image = picture_of(open_application(by), str(paper))
    if image is None:
        raise Http404
    return HttpResponse(image, content_type="image/jpeg")


def _of(opened: Opened, **more: Any) -> dict[str, Any]:
    return {"opened": opened, "by": opened.by, "service": pages.title_of(opened.blueprint), **more}
