"""Signing in and out of the workbench."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from janua.workbench.views.officer import officer_of


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Ask for name and password."""
    return render(request, "workbench/sign_in/start.html", {"officer": officer_of(request)})
