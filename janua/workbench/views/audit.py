"""What an auditor looks up: the trail, the access log, a decision replayed. An auditor reads and changes nothing."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from janua.base.audit import log_access, record
from janua.base.audit.queries import chain_state
from janua.base.clock import today
from janua.casework.actions.replay import replay_as_auditor
from janua.casework.models import Decision
from janua.workbench.forms.oversight import LooksForm, RefusedForm, TrailForm
from janua.workbench.journeys import trail
from janua.workbench.journeys.named import persons_named
from janua.workbench.journeys.refused import refused_page
from janua.workbench.journeys.wording import EVENTS
from janua.workbench.views.officer import officer_of
from janua.workbench.views.permitted import areas_where, found, permitted

READ, REPLAY = "read_audit", "replay_decision"


@permitted(READ)
@require_http_methods(["GET", "POST"])
def trail_shown(request: HttpRequest) -> HttpResponse:
    """Look the trail up, and show whether its seals hold."""
    form = TrailForm(request.POST if request.method == "POST" else request.GET or None)
    if request.method == "POST" and (onward := trail.sent_on(form, "workbench:audit")):
        return HttpResponse(status=303, headers={"Location": onward})
    officer, before = officer_of(request), request.GET.get("before", "")
    permissions = officer.permissions if officer else frozenset[str]()
    page = trail.trail_page(form, request.GET.dict(), before=before, permissions=permissions)
    log_access(page.persons, page="workbench:audit", purpose="look up the audit trail")
    status = 422 if page.form.errors else 200
    context = {"page": page, "form": page.form, "chain": chain_state()}
    return render(request, "workbench/oversight/audit.html", context, status=status)


@permitted(READ)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Give the rows of a look-up as a file; that is itself a row of the trail."""
    form = TrailForm(request.POST if any(request.POST.get(name) for name in TrailForm.base_fields) else None)
    wanted = trail.wanted_of(form) if not form.is_bound or form.is_valid() else None
    rows, plain = trail.exported(found(wanted))
    log_access({row.subject for row in rows if row.subject}, page="workbench:audit-export", purpose="export the trail")
    record("trail.export", details={"rows": len(rows)})
    text = "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in plain)
    disposition = f'attachment; filename="trail-{today().isoformat()}.jsonl"'
    return HttpResponse(text, content_type="application/jsonl", headers={"Content-Disposition": disposition})


@permitted(READ)
@require_http_methods(["GET", "POST"])
def looks(request: HttpRequest) -> HttpResponse:
    """Show who looked at a person, or whom an officer looked at."""
    form = LooksForm(request.POST if request.method == "POST" else request.GET or None)
    if request.method == "POST" and (onward := trail.sent_on(form, "workbench:looks")):
        return HttpResponse(status=303, headers={"Location": onward})
    page = trail.looks_page(form, request.GET.dict(), before=request.GET.get("before", ""))
    log_access(page["persons"], page="workbench:looks", purpose="look up who looked at whom")
    return render(request, "workbench/oversight/looks.html", page, status=422 if page["form"].errors else 200)


@permitted(READ)
@require_GET
def refused(request: HttpRequest) -> HttpResponse:
    """List what was refused or tried in vain; an account is named by its id, a person by nothing."""
    page = refused_page(RefusedForm(request.GET or None, kinds=EVENTS), request.GET.dict())
    return render(request, "workbench/oversight/refused.html", page, status=422 if page["form"].errors else 200)


@permitted(REPLAY)
@require_http_methods(["GET", "POST"])
def replayed(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Show a decision, and work it out again when asked; what comes out is shown, and nothing changes."""
    here = Decision.objects.filter(claim__area_id__in=areas_where(request, REPLAY))
    row = found(here.select_related("claim").filter(id=decision_id).first())
    replay = replay_as_auditor(decision=row.id, on=today()) if request.method == "POST" else None
    log_access([row.claim.claimant_id], page="workbench:replay", purpose="replay a decision")
    context = {"row": row, "replay": replay, "person": persons_named([row.claim.claimant_id])[row.claim.claimant_id]}
    return render(request, "workbench/oversight/replay.html", context)
