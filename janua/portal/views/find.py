"""The pages before an application: what there is, how much, what one's rights are, and the ways without this site."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from janua.base.accounts.language import set_language as keep_language
from janua.base.actors.middleware import own_transactions
from janua.base.clock import today
from janua.catalogue.queries import NotOnOffer, announcement_shown, services_on_offer
from janua.pack.installed import country
from janua.portal.journeys import announced, finding, found, service_guide
from janua.portal.journeys.held_back import held_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the front page: situations of life, every service, what is new."""
    on = today()
    return render(
        request,
        "portal/find/home.html",
        {
            "topics": [*finding.topics(), finding.something_else()],
            "services": finding.doors_to(services_on_offer(on=on)),
            "board": announced.board(on=on),
            "calculator": country().questionnaire is not None,
        },
    )


@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """Show the services that help in one situation of life."""
    try:
        found_topic = finding.topic_called(topic)
    except finding.NoSuchTopic as unknown:
        raise Http404 from unknown
    services = finding.doors_to(finding.services_of(found_topic, on=today()))
    title, lead = finding.said(found_topic.titles), finding.said(found_topic.leads)
    return render(request, "portal/find/topic.html", {"title": title, "lead": lead, "services": services})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what answers a question typed in any words."""
    question = request.GET.get("q", "").strip()
    answers = found.answers(question, on=today())
    context = {"question": question, "answers": answers, "topics": finding.topics(), "ways": finding.ways()}
    return render(request, "portal/find/search.html", context)


@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    """Show one service in plain language."""
    try:
        offered = finding.service_called(code, on=today())
    except NotOnOffer as unknown:
        raise Http404 from unknown
    page = service_guide.service_page(offered, on=today())
    return render(request, "portal/find/service.html", {"page": page, "ways": finding.ways()})


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Show everything that is announced just now."""
    return render(request, "portal/find/news.html", {"news": announced.shown(on=today())})


@require_safe
def announcement(request: HttpRequest, announcement: UUID) -> HttpResponse:
    """Show one announcement; one that has ended can still be read."""
    row = announcement_shown(announcement=announcement, on=today())
    if row is None:
        raise Http404
    return render(request, "portal/find/announcement.html", {"item": announced.told(row, on=today())})


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Show where people may come, whom to call, how to do it on paper."""
    context = {"ways": finding.ways(), "offices": found.offices(on=today()), "news": announced.closures(on=today())}
    return render(request, "portal/find/offices.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show what works for whom, what does not yet, and how to complain."""
    context = {"ways": finding.ways(), "spoken": finding.languages_of_the_pack()}
    return render(request, "portal/find/accessibility.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what is done with people's data, and their rights in it."""
    return render(request, "portal/find/privacy.html", {"registers": found.registers(), "ways": finding.ways()})


@require_safe
def looks_held(request: HttpRequest) -> HttpResponse:
    """Show how many looks are held back, by ground."""
    return render(request, "portal/find/looks_held.html", {"page": held_page()})


@require_safe
def easy(request: HttpRequest) -> HttpResponse:
    """Show the front page in easy words."""
    services = services_on_offer(on=today())
    return render(request, "portal/easy/start.html", {"services": finding.easy_doors(services), "ways": finding.ways()})


@require_safe
def easy_service(request: HttpRequest, code: str) -> HttpResponse:
    """Show one service in easy words."""
    try:
        offered = finding.service_called(code, on=today())
    except NotOnOffer as unknown:
        raise Http404 from unknown
    lines = service_guide.easy_rows(offered.guide, on=today())
    title = finding.said(offered.titles)
    return render(request, "portal/easy/service.html", {"code": code, "title": title, "lines": lines})


@require_safe
def easy_page(request: HttpRequest, page: str) -> HttpResponse:
    """Show how to apply, or one's rights, in easy words."""
    return render(request, f"portal/easy/{page}.html", {"lines": found.easy_lines(page)})


@own_transactions
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language that a visitor chose, and go back to where they were."""
    return keep_language(request)
