"""Addresses: apply."""

from django.urls import URLPattern, URLResolver, path

from janua.portal.views import apply, apply_papers, apply_sending, permissions

urlpatterns: list[URLPattern | URLResolver] = [
    path("apply/<slug:code>/", apply.start, name="apply"),
    path("apply/<slug:code>/tasks/", apply.tasks, name="apply-tasks"),
    path("apply/<slug:code>/check/", apply_sending.check, name="apply-check"),
    path("apply/<slug:code>/send/", apply_sending.submit, name="apply-submit"),
    path("apply/<slug:code>/delete/", apply_sending.delete, name="apply-delete"),
    path("apply/<slug:code>/restore/", apply_sending.restore, name="apply-restore"),
    path("apply/<slug:code>/papers/<uuid:paper>/picture/", apply_papers.picture, name="paper-picture"),
    path("apply/<slug:code>/step/<str:step>/", apply.step, name="apply-step"),
    path("apply/<slug:code>/step/<str:step>/paper/", apply_papers.upload, name="upload"),
    path("applications/<uuid:application>/receipt/", apply_sending.receipt, name="receipt"),
    path("consents/", permissions.consents, name="consents"),
    path("consents/ask/", permissions.ask, name="consent-ask"),
    path("consents/requests/<uuid:request_id>/", permissions.answer, name="consent-answer"),
    path("consents/<uuid:consent>/end/", permissions.end_consent, name="consent-end"),
    path("mandates/", permissions.mandates, name="mandates"),
    path("mandates/give/", permissions.give_mandate, name="mandate-give"),
    path("mandates/<uuid:mandate>/end/", permissions.end_mandate, name="mandate-end"),
]
