"""What an officer does on a claim: grant, give notice, refuse, ask, send round again, withdraw."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from janua.base.clock import today
from janua.casework.actions.claim import send_round_again
from janua.casework.actions.decision import AssessmentOutdated, NoticeOutstanding, decide, intend_refusal
from janua.casework.actions.question import QuestionRefused, ask_person
from janua.casework.actions.withdrawal import withdraw
from janua.casework.models import Claim
from janua.casework.states import WrongState
from janua.workbench.forms.cases import AskForm, AssessmentForm, DecideForm
from janua.workbench.journeys.deciding import notice_preview, service_of
from janua.workbench.journeys.done import done_text
from janua.workbench.views.cases import claim_address, file_of
from janua.workbench.views.officer import signed_in
from janua.workbench.views.permitted import permitted, typed

DECIDES = permitted("decide_claim")
ASK_DAYS = 14


@require_http_methods(["GET", "POST"])
@DECIDES
def decide_claim(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Grant or refuse, on the assessment that was looked at."""
    form = DecideForm(typed(request))
    if request.method == "POST" and form.is_valid():
        days = service_of(programme=Claim.objects.get(id=claim).programme, on=today()).challenge_days
        try:
            decided = decide(claim=claim, on=today(), challenge_days=days, **form.cleaned_data)
            return redirect(claim_address(claim, "granted" if decided.outcome == "grant" else "refused"))
        except AssessmentOutdated:
            # What was assessed anew is kept: the page shows it.
            return redirect(f"{reverse('workbench:decide', args=[claim])}?done=changed")
        except (NoticeOutstanding, WrongState) as refused:
            form.add_error(None, str(refused))
    file = file_of(request, claim, "decide")
    page = {"file": file, "form": form, "done": done_text(request.GET.get("done"))}
    return render(request, "workbench/cases/decide.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@DECIDES
def give_notice(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Tell the person that a refusal is intended; the page shows the words first."""
    form = AssessmentForm(typed(request))
    if request.method == "POST" and form.is_valid():
        days = service_of(programme=Claim.objects.get(id=claim).programme, on=today()).answer_days
        try:
            intend_refusal(claim=claim, on=today(), answer_days=days, **form.cleaned_data)
            return redirect(claim_address(claim, "noticed"))
        except AssessmentOutdated:
            return redirect(f"{reverse('workbench:intend-refusal', args=[claim])}?done=changed")
        except WrongState as refused:
            form.add_error(None, str(refused))
    file = file_of(request, claim, "intend-refusal")
    page = {"file": file, "form": form, "preview": notice_preview(file=file, on=today())}
    page["done"] = done_text(request.GET.get("done"))
    return render(request, "workbench/cases/intend_refusal.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("prepare_decision", "decide_claim")
def ask(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Ask the person something, or for a paper."""
    initial = {"answer_by": today() + timedelta(days=ASK_DAYS), "kind": "say"}
    form = AskForm(typed(request), initial=initial, on=today())
    if request.method == "POST" and form.is_valid():
        try:
            ask_person(claim=claim, on=today(), **form.cleaned_data)
            return redirect(f"{claim_address(claim, 'asked')}#questions")
        except QuestionRefused as refused:
            form.add_error("text", str(refused))
        except WrongState as refused:
            form.add_error(None, str(refused))
    file = file_of(request, claim, "ask")
    page = {"file": file, "form": form}
    return render(request, "workbench/cases/ask.html", page, status=422 if form.errors else 200)


@require_POST
@permitted("prepare_decision")
def check_again(_request: HttpRequest, claim: UUID) -> HttpResponse:
    """Have the registers and the law asked anew."""
    send_round_again(claim=claim, on=today())
    return redirect(claim_address(claim, "again"))


@require_http_methods(["GET", "POST"])
@signed_in
def withdraw_claim(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Close a claim that the person does not want; asked once before."""
    if request.method == "POST":
        withdraw(claim=claim, on=today())
        return redirect(claim_address(claim, "withdrawn"))
    file = file_of(request, claim, "withdraw")
    return render(request, "workbench/cases/withdraw.html", {"file": file, "title": _("Withdraw this claim?")})
