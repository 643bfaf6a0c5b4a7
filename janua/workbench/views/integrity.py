"""What auditors look into: signals, and samples of decisions that are replayed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from janua.analytics.integrity.actions.finding import WordsMissing, find_out
from janua.analytics.integrity.actions.sample import DRAW, SampleRefused, ask_for_sample
from janua.analytics.integrity.actions.watch import WATCH, AlreadyLooking, ask_to_watch
from janua.analytics.integrity.models import Sample
from janua.analytics.integrity.queries import Listed, sample_of, signal_of
from janua.base.audit import log_access, record
from janua.base.clock import today
from janua.workbench.forms.samples import FindingForm, SampleForm, SignalsForm
from janua.workbench.journeys import samples as sample_pages
from janua.workbench.journeys import signals as signal_pages
from janua.workbench.journeys.signal_words import STATES
from janua.workbench.views.cases import who
from janua.workbench.views.permitted import found, permitted, typed

# A waiting page looks again by itself, without a script.
SECONDS = "5"


@permitted(WATCH)
@require_GET
def signals(request: HttpRequest) -> HttpResponse:
    """List what was found, those that changed last first."""
    form = SignalsForm(request.GET, states=list(STATES.items()), kinds=signal_pages.kinds_listed())
    asked = form.cleaned_data if form.is_valid() else {"state": "", "kind": ""}
    page = signal_pages.list_page(**asked, after=request.GET.get("after", ""))
    response = render(request, "workbench/oversight/signals.html", page | {"form": form})
    if page["watch"] and not page["watch"]["is_over"]:
        response["Refresh"] = SECONDS
    return response


@permitted(WATCH)
@require_POST
def look_now(_request: HttpRequest) -> HttpResponse:
    """Have every signal looked for now."""
    try:
        ask_to_watch(on=today())
    except AlreadyLooking:
        pass
    return redirect("workbench:signals")


@permitted(WATCH)
@require_http_methods(["GET", "POST"])
def signal(request: HttpRequest, signal: UUID) -> HttpResponse:
    """Show one signal with the rows behind it, and keep what was found out."""
    of: Listed = found(signal_of(signal=signal))
    form = FindingForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            find_out(signal=signal, on=today(), **form.cleaned_data)
            return redirect("workbench:signal", signal)
        except WordsMissing as refused:
            form.add_error("words", str(refused))
    page = signal_pages.signal_page(of)
    log_access(page["persons"], page="workbench:signal", purpose="look into a signal")
    context = page | {"form": form}
    return render(request, "workbench/oversight/signal.html", context, status=422 if form.errors else 200)


@permitted(DRAW)
@require_GET
def samples(request: HttpRequest) -> HttpResponse:
    """List every sample that was asked for."""
    return render(request, "workbench/oversight/samples.html", sample_pages.list_page())


@permitted(DRAW)
@require_http_methods(["GET", "POST"])
def sample_new(request: HttpRequest) -> HttpResponse:
    """Ask for a sample of decisions."""
    choices = sample_pages.choices(account=who(request).account_id, on=today())
    form = SampleForm(typed(request), choices=choices)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("workbench:sample", ask_for_sample(wanted=form.wanted, on=today()).id)
        except SampleRefused as refused:
            form.add_error(None, str(refused))
    return render(request, "workbench/oversight/sample_new.html", {"form": form}, status=422 if form.errors else 200)


@permitted(DRAW)
@require_GET
def sample(request: HttpRequest, sample: UUID) -> HttpResponse:
    """Show a sample: how it was drawn, how far its replay is, and what differs."""
    page = sample_pages.sample_page(_sample(sample))
    log_access(page["persons"], page="workbench:sample", purpose="look at a sample of decisions")
    response = render(request, "workbench/oversight/sample.html", page)
    if not page["is_over"] and "still" not in request.GET:
        response["Refresh"] = SECONDS
    return response


@permitted(DRAW)
@require_POST
def sample_export(_request: HttpRequest, sample: UUID) -> HttpResponse:
    """Give a sample as a file; that is itself a row of the trail."""
    row = _sample(sample)
    page = sample_pages.sample_page(row)
    log_access(page["persons"], page="workbench:sample-export", purpose="export a sample of decisions")
    record("sample.export", object_type="sample", object_id=row.id, details={"rows": page["of"]})
    disposition = f'attachment; filename="sample-{row.id}.csv"'
    text = "\ufeff" + sample_pages.as_csv(row)
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition})


def _sample(sample: UUID) -> Sample:
    return found(sample_of(sample=sample))
