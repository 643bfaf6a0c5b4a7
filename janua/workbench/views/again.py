"""Look at a decision again: record that the person asks, run the law anew, give notice, decide."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from janua.base.clock import today
from janua.casework.actions import reconsideration as actions
from janua.casework.actions.decision import AssessmentOutdated, NoticeOutstanding
from janua.casework.models import Reconsideration
from janua.casework.states import WrongState
from janua.catalogue.queries import blueprint_for_programme
from janua.pack.blueprints import Blueprint
from janua.workbench.forms.cases import AssessmentForm, ChallengeForm
from janua.workbench.journeys.again import decision_to_challenge, looking_again
from janua.workbench.journeys.done import done_text
from janua.workbench.journeys.wording import pack_text
from janua.workbench.views.permitted import permitted, typed

SEES = permitted("reconsider_claim", "read_case")
LOOKS_AGAIN = permitted("reconsider_claim")


@require_http_methods(["GET", "POST"])
@permitted("submit_application", "reconsider_claim")
def record_challenge(request: HttpRequest, decision: UUID) -> HttpResponse:
    """Keep what a person at the desk says against a decision."""
    row = decision_to_challenge(decision=decision, on=today())
    form = ChallengeForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            asked = actions.ask(decision=decision, grounds=form.cleaned_data["grounds"], on=today())
            return redirect(_address(asked.id, "challenged"))
        except (WrongState, actions.ChallengeLate) as refused:
            form.add_error(None, str(refused))
    page = {"decision": row, "programme": pack_text(row.claim.programme), "form": form}
    return render(request, "workbench/cases/challenge.html", page, status=422 if form.errors else 200)


@require_GET
@SEES
def show_reconsideration(request: HttpRequest, reconsideration: UUID) -> HttpResponse:
    """What was asked, and what differs."""
    return _show(request, reconsideration)


@require_POST
@LOOKS_AGAIN
def rerun(_request: HttpRequest, reconsideration: UUID) -> HttpResponse:
    """Run the law on what is known now."""
    actions.rerun(reconsideration=reconsideration, on=today())
    return redirect(_address(reconsideration, "rerun"))


@require_POST
@LOOKS_AGAIN
def notice_of_less(_request: HttpRequest, reconsideration: UUID) -> HttpResponse:
    """Tell the person that looking again would give them less."""
    days = _service(reconsideration).answer_days
    actions.give_notice_of_less(reconsideration=reconsideration, on=today(), answer_days=days)
    return redirect(_address(reconsideration, "noticed"))


@require_POST
@LOOKS_AGAIN
def decide(request: HttpRequest, reconsideration: UUID) -> HttpResponse:
    """Record the new decision, on the re-run that was looked at."""
    form = AssessmentForm(request.POST)
    if form.is_valid():
        days = _service(reconsideration).challenge_days
        try:
            actions.decide(reconsideration=reconsideration, on=today(), challenge_days=days, **form.cleaned_data)
            return redirect(_address(reconsideration, "reconsidered"))
        except AssessmentOutdated:
            return redirect(_address(reconsideration, "changed"))
        except (NoticeOutstanding, WrongState) as refused:
            form.add_error(None, str(refused))
    return _show(request, reconsideration, form=form)


def _show(request: HttpRequest, reconsideration: UUID, *, form: AssessmentForm | None = None) -> HttpResponse:
    shown = looking_again(reconsideration=reconsideration, on=today())
    page = {"shown": shown, "form": form, "done": done_text(request.GET.get("done"))}
    return render(request, "workbench/cases/reconsideration.html", page, status=422 if form is not None else 200)


def _service(reconsideration: UUID) -> Blueprint:
    row = Reconsideration.objects.select_related("decision__claim").get(id=reconsideration)
    return blueprint_for_programme(programme=row.decision.claim.programme, on=today())


def _address(reconsideration: UUID, done: str) -> str:
    return f"{reverse('workbench:reconsideration', args=[reconsideration])}?done={done}"
