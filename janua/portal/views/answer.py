"""Answers: to a notice before a refusal, to an officer's question, to an offer."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from janua.base.clock import today
from janua.casework.actions import withdrawal
from janua.casework.actions.decision import answer_notice
from janua.casework.actions.question import answer_question
from janua.portal.forms.answering import PaperAnswerForm
from janua.portal.journeys.answering import notice_asked, question_asked
from janua.portal.journeys.handing_in import paper_in
from janua.portal.journeys.offering import offer_of
from janua.portal.views.own import APPLY, CHALLENGE, about_person, person_of, see

OFFER_ANSWERS = {
    "yes": withdrawal.accept_offer,
    "no": withdrawal.decline_offer,
    "undo": withdrawal.restore_offer,
}


@require_http_methods(["GET", "POST"])
@about_person(APPLY, CHALLENGE)
def notice(request: HttpRequest, of: UUID) -> HttpResponse:
    """Answer before anything is decided against the person."""
    person = person_of(request)
    asked = notice_asked(notice=of, person=person, on=today())
    if asked is None:
        raise Http404
    form = PaperAnswerForm(request.POST or None, request.FILES or None)
    shown = {"notice": asked, "form": form, "on": today()}
    if request.method == "GET" or not asked.may_answer:
        return render(request, "portal/mine/notice.html", shown, status=200 if request.method == "GET" else 409)
    papers = paper_in(form, person=person, area_id=asked.area_id) if form.is_valid() else None
    if papers is None:
        return render(request, "portal/mine/notice.html", shown, status=422)
    answer_notice(notice=of, answer=form.cleaned_data["answer"], documents=papers)
    return see("answer-notice", of)


@require_http_methods(["GET", "POST"])
@about_person(APPLY)
def question(request: HttpRequest, of: UUID) -> HttpResponse:
    """Answer an officer's question, in words or with a paper."""
    person = person_of(request)
    asked = question_asked(question=of, person=person, on=today())
    if asked is None:
        raise Http404
    form = PaperAnswerForm(request.POST or None, request.FILES or None)
    shown = {"question": asked, "form": form}
    if request.method == "GET" or asked.answered_at is not None:
        return render(request, "portal/mine/question.html", shown, status=200 if request.method == "GET" else 409)
    papers = paper_in(form, person=person, area_id=asked.area_id) if form.is_valid() else None
    if papers is None:
        return render(request, "portal/mine/question.html", shown, status=422)
    answer_question(question=of, answer=form.cleaned_data["answer"], documents=papers)
    return see("question", of)


@require_http_methods(["GET", "POST"])
@about_person(APPLY)
def offer(request: HttpRequest, of: UUID) -> HttpResponse:
    """Say yes or no to what an event started; a no may be taken back."""
    found = offer_of(claim=of, person=person_of(request), on=today())
    answer = OFFER_ANSWERS.get(request.POST.get("answer", ""))
    if found is None or (request.method == "POST" and answer is None):
        raise Http404
    if answer is not None:
        answer(claim=of, on=today())
        return see("offer", of)
    return render(request, "portal/mine/offer.html", {"offer": found})
