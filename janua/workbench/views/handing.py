"""Hand a task over, and confirm a hand-over against the lot."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from janua.base.clock import today
from janua.casework.actions.hand_over import HandOverRefused, confirm_hand_over, hand_over
from janua.workbench.forms.cases import HandOverForm
from janua.workbench.journeys.handing import handing_page, proposed_hand_over, receiver_of
from janua.workbench.journeys.wording import HAND_OVERS
from janua.workbench.views.cases import who
from janua.workbench.views.officer import signed_in
from janua.workbench.views.permitted import permitted, typed


@require_http_methods(["GET", "POST"])
@signed_in
def hand_task_over(request: HttpRequest, task: UUID) -> HttpResponse:
    """Let go of a task, with a reason."""
    shown = handing_page(task=task, officer=who(request).account_id, on=today())
    about = shown.task.person_id is not None
    form = HandOverForm(
        typed(request),
        initial={"to": "lot"},
        reasons=HAND_OVERS.items(),
        offices=shown.offices,
        colleagues=shown.colleagues,
        about_a_person=about,
    )
    if request.method == "POST" and form.is_valid():
        words, to = form.cleaned_data.get("words", ""), receiver_of(form.cleaned_data["to"])
        try:
            hand_over(task=task, reason=form.cleaned_data["reason"], words=words, to=to, on=today())
            return redirect(f"{reverse('workbench:inbox')}?done={'proposed' if to.named else 'handed'}")
        except HandOverRefused as refused:
            form.add_error("words" if about and not words.strip() else "to", str(refused))
    page = {"shown": shown, "form": form}
    return render(request, "workbench/cases/hand_over.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("confirm_hand_over")
def confirm(request: HttpRequest, hand_over: UUID) -> HttpResponse:
    """Agree that a task goes to a named officer."""
    if request.method == "POST":
        confirm_hand_over(hand_over=hand_over, on=today())
        return redirect(f"{reverse('workbench:inbox')}?done=confirmed")
    return render(request, "workbench/cases/confirm.html", {"shown": proposed_hand_over(hand_over=hand_over)})
