"""Addresses: oversight."""

from django.urls import URLPattern, URLResolver, path

from janua.workbench.views import audit, held, integrity, looks, retention, roles, urgent

urlpatterns: list[URLPattern | URLResolver] = [
    path("audit/", audit.trail_shown, name="audit"),
    path("audit/export/", audit.export, name="audit-export"),
    path("audit/looks/", audit.looks, name="looks"),
    path("audit/refused/", audit.refused, name="refused"),
    path("audit/decisions/<uuid:decision_id>/", audit.replayed, name="replay"),
    path("audit/signals/", integrity.signals, name="signals"),
    path("audit/signals/look/", integrity.look_now, name="signals-look"),
    path("audit/signals/<uuid:signal>/", integrity.signal, name="signal"),
    path("audit/samples/", integrity.samples, name="samples"),
    path("audit/samples/new/", integrity.sample_new, name="sample-new"),
    path("audit/samples/<uuid:sample>/", integrity.sample, name="sample"),
    path("audit/samples/<uuid:sample>/export/", integrity.sample_export, name="sample-export"),
    path("break-glass/", urgent.seek, name="break-glass-find"),
    path("break-glass/<uuid:person_id>/", urgent.open_file, name="break-glass"),
    path("break-glass/reviews/", urgent.reviews, name="break-glass-reviews"),
    path("break-glass/reviews/<uuid:access_id>/", urgent.review, name="break-glass-review"),
    path("looks-later/new/<uuid:person>/", held.ask, name="look-hold-new"),
    path("looks-later/", held.listed, name="look-holds"),
    path("looks-later/<uuid:hold>/", held.one, name="look-hold"),
    path("looks-later/<uuid:hold>/end/", held.end, name="look-hold-end"),
    path("look-alerts/", looks.alerts, name="look-alerts"),
    path("look-alerts/<uuid:alert>/", looks.alert, name="look-alert"),
    path("retention/", retention.listed, name="retention"),
    path("retention/lists/<uuid:erasure_list>/", retention.one_list, name="erasure-list"),
    path("retention/lists/<uuid:erasure_list>/propose/", retention.propose, name="erasure-propose"),
    path("retention/lists/<uuid:erasure_list>/approve/", retention.approve, name="erasure-approve"),
    path("retention/persons/<uuid:item>/keep/", retention.keep, name="erasure-keep"),
    path("retention/holds/new/<uuid:person>/", retention.ask, name="legal-hold-new"),
    path("retention/holds/<uuid:hold>/", retention.one_hold, name="legal-hold"),
    path("roles/", roles.listed, name="roles"),
    path("roles/new/", roles.propose, name="role-new"),
    path("roles/<uuid:assignment_id>/", roles.one, name="role"),
    path("staff/new/", roles.staff_new, name="staff-new"),
    path("staff/<uuid:account_id>/leaving/", roles.leaving, name="staff-leaving"),
]
