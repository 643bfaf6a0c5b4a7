"""How the whole runs, for those who keep it running: they see numbers and no person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from janua.base.clock import now
from janua.workbench.journeys.health import health_page
from janua.workbench.views.permitted import permitted

SEE = "see_health"


@permitted(SEE)
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Show alarms, processes and what waits."""
    return render(request, "workbench/health/health.html", {"page": health_page(now())})
