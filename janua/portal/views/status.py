"""What we rely on, and whether it works: for everybody, signed in or not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from janua.base.clock import now
from janua.portal.journeys.relied_on import rely_page


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show how the systems work that people's answers depend on."""
    return render(request, "portal/find/status.html", {"page": rely_page(now())})
