"""Hand a whole case to an office of another area, and answer when another office asks."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from janua.base.clock import today
from janua.casework.actions.transfer import ACCEPT, TRANSFER, TransferRefused, answer_transfer, transfer_case
from janua.workbench.forms.moving import TransferAnswerForm, TransferForm
from janua.workbench.journeys.done import done_text
from janua.workbench.journeys.moving import asked_move, moving_page
from janua.workbench.journeys.wording import TRANSFERS
from janua.workbench.views.cases import who
from janua.workbench.views.permitted import permitted, typed


@require_http_methods(["GET", "POST"])
@permitted(TRANSFER)
def transfer(request: HttpRequest, case: UUID) -> HttpResponse:
    """Ask an office of another area to take a whole case."""
    shown = moving_page(case=case, on=today())
    form = TransferForm(typed(request), offices=shown.offices, reasons=list(TRANSFERS.items()))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            row = transfer_case(
                case=case, to_office=asked["office"], reason=asked["reason"], words=asked["words"], on=today()
            )
            return redirect(f"{reverse('workbench:transfer-answer', args=[row.id])}?done=transfer")
        except TransferRefused as refused:
            form.add_error(None, str(refused))
    page = {"shown": shown, "form": form}
    return render(request, "workbench/cases/transfer.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted(TRANSFER, ACCEPT)
def answer(request: HttpRequest, transfer: UUID) -> HttpResponse:
    """Take a case from another office, or say why not; both offices read here how it stands."""
    form = TransferAnswerForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            answer_transfer(transfer=transfer, **form.cleaned_data, on=today())
            return redirect("workbench:transfer-answer", transfer)
        except TransferRefused as refused:
            form.add_error("words", str(refused))
    shown = asked_move(transfer=transfer, officer=who(request).account_id)
    page = {"shown": shown, "form": form, "done": done_text(request.GET.get("done"))}
    return render(request, "workbench/cases/transfer_answer.html", page, status=422 if form.errors else 200)
