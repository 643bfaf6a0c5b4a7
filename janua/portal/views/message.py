"""Messages to a person, and that they were read."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from janua.base.clock import now
from janua.base.notices.actions import mark_read
from janua.base.notices.queries import notices_of
from janua.portal.journeys.told import message_to, messages_to
from janua.portal.views.own import SEE, about_person, person_of, see


@require_GET
@about_person(SEE)
def messages(request: HttpRequest) -> HttpResponse:
    """What we wrote to the person, newest first."""
    found = messages_to(person=person_of(request), before=_instant(request.GET.get("before", "")))
    return render(request, "portal/mine/messages.html", {"page": found})


@require_GET
@about_person(SEE)
def message(request: HttpRequest, of: UUID) -> HttpResponse:
    """One message."""
    found = message_to(message=of, person=person_of(request))
    if found is None:
        raise Http404
    return render(request, "portal/mine/message.html", {"message": found})


@require_POST
@about_person(SEE)
def read(request: HttpRequest) -> HttpResponse:
    """Note that the person read these messages."""
    wanted = {text for text in request.POST.getlist("message") if _is_uuid(text)}
    for notice in notices_of(person_id=person_of(request)).filter(id__in=wanted, read_at=None):
        mark_read(notice=notice, at=now())
    return see("messages")


def _instant(text: str) -> datetime | None:
    """The instant in an address; None where there is none, or none that makes sense."""
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
