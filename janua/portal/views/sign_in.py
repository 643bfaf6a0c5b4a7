"""Signing in and out of the portal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from janua.portal.views.visitor import visitor_of


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Say how to sign in, before anybody is sent to the identity provider."""
    return render(request, "portal/sign_in/start.html", {"visitor": visitor_of(request)})
