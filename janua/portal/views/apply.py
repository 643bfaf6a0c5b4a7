"""Applying: the first page of a service, the task list, and each step."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from janua.portal.journeys.apply import pages
from janua.portal.journeys.apply.answering import LateAnswer, drop_entry, form_for, keep_answer, keep_family, take_back
from janua.portal.journeys.apply.forms import FamilyForm, MoreForm, StepForm
from janua.portal.journeys.apply.opening import Applying, Opened, begin, keep, open_application, open_service
from janua.portal.journeys.apply.steps import FAMILY, KNOWN, PAPERS, PEOPLE, WRONG, step_after
from janua.portal.journeys.apply.wording import question_text
from janua.portal.views.apply_papers import papers
from janua.portal.views.applying import applying
from janua.portal.views.own import SeeOther, see

READ_OR_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_OR_WRITE)
@applying
def start(request: HttpRequest, by: Applying) -> HttpResponse:
    """Say what applying means, what stands already and what was begun; begin."""
    if request.method == "POST":
        begin(by)
        return see("apply-tasks", by.code)
    blueprint, standing, typed = open_service(by)
    shown = {"by": by, "blueprint": blueprint, "standing": standing, "typed": typed, "title": pages.title_of(blueprint)}
    return render(request, "portal/apply/start.html", shown | {"people": pages.whom_it_asks(blueprint)})


@require_GET
@applying
def tasks(request: HttpRequest, by: Applying) -> HttpResponse:
    """List the steps, and how far each is."""
    opened = open_application(by)
    return render(request, "portal/apply/tasks.html", _of(opened, sections=pages.task_sections(opened)))


@require_http_methods(READ_OR_WRITE)
@applying
def step(request: HttpRequest, by: Applying, step: str) -> HttpResponse:
    """One step: what is known, a question, something that is wrong, papers."""
    opened = open_application(by, to_change=request.method == "POST")
    if step == PEOPLE:
        return _people(request, opened)
    if step == KNOWN:
        return _known(request, opened)
    if step == FAMILY:
        return _family(request, opened)
    if step == PAPERS:
        return papers(request, opened)
    if step.startswith(WRONG):
        return _wrong(request, opened, step)
    return _question(request, opened, step)


def _people(request: HttpRequest, opened: Opened) -> HttpResponse:
    changed = request.method == "POST" and request.POST.get("shown") != opened.people_digest
    if request.method == "POST" and not changed:
        opened.typed.people_seen = opened.people_digest
        keep(opened)
        return _on(opened, request, PEOPLE)
    shown = _of(opened, people=pages.lines_of_people(opened), changed=changed)
    return render(request, "portal/apply/people.html", shown, status=409 if changed else 200)


def _known(request: HttpRequest, opened: Opened) -> HttpResponse:
    changed = request.method == "POST" and request.POST.get("shown") != opened.known_digest
    if request.method == "POST" and not changed:
        opened.typed.seen = opened.known_digest
        keep(opened)
        return _on(opened, request, KNOWN)
    shown = _of(
        opened,
        groups=pages.known_groups(opened),
        hidden=pages.hidden_groups(opened),
        asking=pages.asking_of(opened),
        changed=changed,
        again=bool(opened.typed.seen) and not opened.is_known_seen,
    )
    return render(request, "portal/apply/known.html", shown, status=409 if changed else 200)


def _family(request: HttpRequest, opened: Opened) -> HttpResponse:
    form = FamilyForm(request.POST or None, initial={"text": opened.typed.family})
    if request.method == "POST" and form.is_valid():
        keep_family(opened, form.cleaned_data["text"])
        return _on(opened, request, FAMILY, otherwise=PEOPLE)
    return render(request, "portal/apply/family.html", _of(opened, form=form), status=_status(form))


def _question(request: HttpRequest, opened: Opened, slug: str) -> HttpResponse:
    asked = opened.question(slug)
    if asked is None:
        return _not_asked(opened, slug)
    chosen = form_for(asked, opened.typed.answers.get(slug), request.POST or None, request.GET.get("entry", ""))
    shown = _of(opened, asked=asked, question=question_text(asked), form=chosen.form, template=chosen.kind)
    if request.method == "POST" and "remove" in request.POST:
        drop_entry(opened, slug, request.POST["remove"])
        return _here(opened, request, slug)
    if request.method == "POST" and isinstance(chosen.form, MoreForm) and chosen.form.is_valid():
        more = chosen.form.cleaned_data["more"]
        return _here(opened, request, slug, entry="new") if more else _on(opened, request, slug)
    return _kept(request, opened, slug, shown | {"entries": chosen.entries}, "portal/apply/question.html")


def _wrong(request: HttpRequest, opened: Opened, step: str) -> HttpResponse:
    known = opened.known_as(step.removeprefix(WRONG))
    if known is None or not known.about.spoken:
        raise Http404
    if request.method == "POST" and "take-back" in request.POST:
        take_back(opened, known.slug)
        return SeeOther(pages.step_href(opened, KNOWN))
    chosen = form_for(known, opened.typed.wrong.get(known.slug), request.POST or None, "", wrong=True)
    shown = _of(opened, known=pages.known_line(opened, known), asked=known, form=chosen.form)
    return _kept(request, opened, known.slug, shown, "portal/apply/wrong.html", wrong=True)


def _kept(
    request: HttpRequest, opened: Opened, slug: str, shown: dict[str, Any], template: str, *, wrong: bool = False
) -> HttpResponse:
    """Keep what a step's form says; draw it again where it says nothing that can be kept."""
    form = shown["form"]
    if request.method == "POST" and form.is_valid() and isinstance(form, StepForm):
        try:
            keep_answer(opened, slug, form, wrong=wrong)
        except LateAnswer as late:
            return render(request, template, shown | {"late": late}, status=409)
        if wrong:
            return see("upload", opened.by.code, slug)
        return _here(opened, request, slug) if _goes_on_here(opened, slug) else _on(opened, request, slug)
    return render(request, template, shown, status=_status(form))


def _goes_on_here(opened: Opened, slug: str) -> bool:
    """Whether the same step has another page: a list that was begun, or to which something was just added."""
    asked, answer = opened.question(slug), opened.typed.answers.get(slug)
    return asked is not None and asked.is_list and answer is not None and answer.status in ("begun", "known")


def _not_asked(opened: Opened, slug: str) -> HttpResponse:
    """A question that was asked once and is known now leads to the list; any other address leads nowhere."""
    if any(item.slug == slug for item in opened.items):
        return see("apply-tasks", opened.by.code)
    raise Http404


def _on(opened: Opened, request: HttpRequest, slug: str, *, otherwise: str = "") -> HttpResponse:
    """Go on to the next step; back to the last page for somebody who came from there."""
    if request.GET.get("from") == "check":
        return see("apply-check", opened.by.code)
    return SeeOther(pages.step_href(opened, otherwise or step_after(opened, slug)))


def _here(opened: Opened, request: HttpRequest, slug: str, **more: str) -> HttpResponse:
    """Another page of the same step; whoever came from the last page goes back there afterwards."""
    asked = more | {name: request.GET[name] for name in ("from",) if name in request.GET}
    return SeeOther(f"{pages.step_href(opened, slug)}?{urlencode(asked)}" if asked else pages.step_href(opened, slug))


def _of(opened: Opened, **more: Any) -> dict[str, Any]:
    return {"opened": opened, "by": opened.by, "service": pages.title_of(opened.blueprint), **more}


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200
