"""Contradictions between sources, and answers in the place of a silent register."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from janua.base.clock import today
from janua.base.documents.contents import PaperRefused, Trouble
from janua.checks.actions.discrepancy import NotRuledOn, rule
from janua.registers.actions.rulings import NotRuled
from janua.registers.actions.stated import NotStated
from janua.workbench.forms.by_hand import ByHandForm
from janua.workbench.forms.cases import RuleForm
from janua.workbench.journeys.by_hand import check_by_hand, state_from_papers
from janua.workbench.journeys.done import done_text
from janua.workbench.journeys.rulings import OneRuling, contradictions, one_contradiction
from janua.workbench.journeys.wording import pack_text
from janua.workbench.views.cases import who
from janua.workbench.views.permitted import permitted, typed

RULES = permitted("rule_on_fact")


@require_GET
@RULES
def list_discrepancies(request: HttpRequest) -> HttpResponse:
    """What waits for a ruling in the officer's areas."""
    shown = contradictions(officer=who(request).account_id, after=request.GET.get("after", ""), on=today())
    page = {"shown": shown, "done": done_text(request.GET.get("done"))}
    return render(request, "workbench/cases/discrepancies.html", page)


@require_http_methods(["GET", "POST"])
@RULES
def rule_on_one(request: HttpRequest, discrepancy: UUID) -> HttpResponse:
    """Say which of two statements holds, and why."""
    shown = one_contradiction(discrepancy=discrepancy, officer=who(request).account_id, on=today())
    told = shown.contradiction
    sides = [(str(one.id), _("%(value)s, from: %(source)s") % vars(one)) for one in (told.stated, told.answered)]
    form = RuleForm(typed(request), sides=sides)
    if request.method == "POST" and form.is_valid():
        try:
            fact = UUID(form.cleaned_data["fact"])
            rule(discrepancy=discrepancy, fact=fact, reason=form.cleaned_data["reason"], on=today())
            return redirect(f"{_place_after(shown, request)}?done=ruled")
        except (NotRuledOn, NotRuled) as refused:
            form.add_error(None, str(refused))
    page = {"shown": shown, "told": told, "form": form}
    return render(request, "workbench/cases/rule.html", page, status=422 if form.errors else 200)


def _place_after(ruled: OneRuling, request: HttpRequest) -> str:
    """The claim that waited for the ruling, for whoever may read it; else the list."""
    if ruled.claim is not None and "read_case" in who(request).permissions:
        return reverse("workbench:claim", args=[ruled.claim])
    return reverse("workbench:discrepancies")


@require_http_methods(["GET", "POST"])
@permitted("answer_discrepancy")
def answer_check(request: HttpRequest, check: UUID) -> HttpResponse:
    """Answer from papers, where a register stays silent."""
    shown = check_by_hand(check=check, officer=who(request).account_id, on=today())
    asked = [(attribute, pack_text(attribute.name)) for attribute in shown.attributes]
    form = ByHandForm(typed(request), request.FILES or None, attributes=asked, dated=not shown.days)
    if request.method == "POST" and form.is_valid() and _answered(form, shown):
        return redirect(f"{reverse('workbench:inbox')}?done=answered")
    page = {"shown": shown, "form": form}
    return render(request, "workbench/cases/answer_check.html", page, status=422 if form.errors else 200)


def _answered(form: ByHandForm, shown: Any) -> bool:
    """Whether it was kept; otherwise the form says what to change."""
    typed = form.cleaned_data
    try:
        state_from_papers(of=shown, stated=typed, since=typed.get("since"), paper=typed.get("paper"), on=today())
    except PaperRefused as refused:
        form.add_error("paper", _why_not(refused.trouble))
    except NotStated as refused:
        form.add_error(None, str(refused))
    return not form.errors


def _why_not(trouble: Trouble) -> str:
    """Why a paper is not taken, and what to do."""
    if trouble is Trouble.INFECTED:
        return _("This file holds something that harms computers. Ask for the paper itself, and take a photo.")
    if trouble is Trouble.NOT_LOOKED_THROUGH:
        return _("Files cannot be checked just now. What you wrote is still here: try again later.")
    return _("This file cannot be read as a photo or a PDF. Take another one.")
