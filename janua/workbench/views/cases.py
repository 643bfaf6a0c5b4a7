"""The case on one page, its notes, and its papers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_deny
from django.views.decorators.http import require_GET, require_POST

from janua.base.clock import today
from janua.base.documents.actions import read_document
from janua.casework.actions.note import NoteRefused, write_note
from janua.casework.models import Claim, Letter
from janua.workbench.forms.cases import NoteForm
from janua.workbench.journeys.case import CaseFile, case_file, case_of_claim, kinsfolk, steps_of
from janua.workbench.journeys.done import done_text
from janua.workbench.journeys.looked import PURPOSE
from janua.workbench.journeys.papers import document_of, picture_of, shown_document
from janua.workbench.views.officer import Officer, officer_of
from janua.workbench.views.permitted import permitted

SEES = permitted("read_case", "open_urgent_access")


def who(request: HttpRequest) -> Officer:
    """The officer of a page that `signed_in` guards."""
    officer = officer_of(request)
    assert officer is not None
    return officer


def file_of(request: HttpRequest, claim: UUID, page: str) -> CaseFile:
    """The case of a claim with that claim opened, for a page of a journey; logged under its name."""
    return case_file(
        case=case_of_claim(claim=claim), claim=claim, officer=who(request).account_id, page=page, on=today()
    )


@require_GET
@SEES
def show_case(request: HttpRequest, case: UUID) -> HttpResponse:
    """A case with its most pressing claim opened."""
    file = case_file(case=case, claim=None, officer=who(request).account_id, page="case", on=today())
    return _show(request, file, NoteForm())


@require_GET
@SEES
def show_claim(request: HttpRequest, claim: UUID) -> HttpResponse:
    """A case with one claim opened."""
    return _show(request, file_of(request, claim, "claim"), NoteForm())


@require_GET
@SEES
def show_explanation(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Every value on the way to what the law says of a claim."""
    file = file_of(request, claim, "explanation")
    of = kinsfolk(file.record, on=today())
    step = steps_of(record=file.record, of=of)
    return render(request, "workbench/cases/explanation.html", {"file": file, "step": step})


@require_POST
@SEES
def add_note(request: HttpRequest, case: UUID) -> HttpResponse:
    """Keep a note; what was typed stays where it is refused."""
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            write_note(case=case, text=form.cleaned_data["text"], on=today())
            return redirect(f"{reverse('workbench:case', args=[case])}?done=noted#notes")
        except NoteRefused as refused:
            form.add_error("text", str(refused))
    file = case_file(case=case, claim=None, officer=who(request).account_id, page="case", on=today())
    return _show(request, file, form, status=422)


@require_GET
@SEES
def show_document(request: HttpRequest, document: UUID) -> HttpResponse:
    """A file as pictures of its pages."""
    shown = shown_document(document=document, officer=who(request).account_id)
    return render(request, "workbench/cases/document.html", {"document": shown})


@require_GET
@SEES
def show_document_page(request: HttpRequest, document: UUID, number: int) -> HttpResponse:
    """One page of a file as a picture."""
    picture = picture_of(document=document, number=number, officer=who(request).account_id)
    return _as_file(HttpResponse(picture, content_type="image/jpeg"), "inline")


@require_GET
@xframe_options_deny
@SEES
def download_document(request: HttpRequest, document: UUID) -> HttpResponse:
    """The file itself, to be kept: a browser never opens it here."""
    row = document_of(document=document, officer=who(request).account_id)
    content = read_document(document=row, page="document-file", purpose=PURPOSE)
    ending = {"application/pdf": "pdf", "image/jpeg": "jpg"}.get(row.media_type, "bin")
    answer = HttpResponse(content, content_type="application/octet-stream")
    return _as_file(answer, f'attachment; filename="{row.id}.{ending}"')


@require_GET
@SEES
def show_letter(request: HttpRequest, letter: UUID) -> HttpResponse:
    """A letter, shown as the file that it is."""
    row = Letter.objects.get(id=letter)
    document_of(document=row.document_id, officer=who(request).account_id)
    return redirect("workbench:document", row.document_id)


def _as_file(answer: HttpResponse, disposition: str) -> HttpResponse:
    """Nothing in it may run or be guessed at, and nothing of it stays in the browser."""
    answer["Content-Disposition"] = disposition
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


def _show(request: HttpRequest, file: CaseFile, form: NoteForm, *, status: int = 200) -> HttpResponse:
    task = next((one for one in file.tasks if str(one.id) == request.GET.get("task")), None)
    page = {"file": file, "form": form, "task": task, "done": done_text(request.GET.get("done"))}
    return render(request, "workbench/cases/case.html", page, status=status)


def claim_address(claim: Claim | UUID, done: str) -> str:
    """The claim's page, saying what happened."""
    id_ = claim.id if isinstance(claim, Claim) else claim
    return f"{reverse('workbench:claim', args=[id_])}?done={done}"
