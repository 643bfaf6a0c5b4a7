"""Is this letter real? For whoever holds it in their hands, signed in or not."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from janua.base.seals.port import SealMissing
from janua.portal.forms.check import CodeForm
from janua.portal.journeys.checking import paper_page, seal_certificate


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take the code that stands on a letter."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        response = redirect("portal:check-paper", form.cleaned_data["code"])
        response.status_code = 303
        return response
    return render(request, "portal/check/ask.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the letter with this code says, and whether it stands."""
    page = paper_page(code)
    return render(request, "portal/check/paper.html", {"page": page}, status=200 if page.is_ours else 404)


@require_safe
def certificate(_request: HttpRequest) -> HttpResponse:
    """Give the certificate by which seals are checked without us."""
    try:
        content = seal_certificate()
    except SealMissing as missing:
        raise Http404 from missing
    response = HttpResponse(content, content_type="application/x-pem-file")
    response.headers["Content-Disposition"] = 'attachment; filename="seal.pem"'
    return response
