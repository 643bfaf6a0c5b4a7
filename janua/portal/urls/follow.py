"""Addresses: follow."""

from django.urls import URLPattern, URLResolver, path

from janua.portal.views import answer, decision, message, mine, payment, record

urlpatterns: list[URLPattern | URLResolver] = [
    path("mine/", mine.home, name="mine"),
    path("mine/applications/<uuid:of>/", mine.application, name="application"),
    path("mine/applications/<uuid:of>/take-back/<uuid:claim>/", mine.take_back, name="take-back"),
    path("mine/decisions/<uuid:of>/", decision.decision, name="decision"),
    path("mine/decisions/<uuid:of>/challenge/", decision.challenge, name="challenge"),
    path("mine/letters/<uuid:of>/", decision.letter, name="letter"),
    path("mine/notices/<uuid:of>/", answer.notice, name="answer-notice"),
    path("mine/questions/<uuid:of>/", answer.question, name="question"),
    path("mine/offers/<uuid:of>/", answer.offer, name="offer"),
    path("messages/", message.messages, name="messages"),
    path("messages/read/", message.read, name="messages-read"),
    path("messages/<uuid:of>/", message.message, name="message"),
    path("payments/", payment.payments, name="payments"),
    path("account/", payment.account, name="account"),
    path("account/change/", payment.change_account, name="change-account"),
    path("account/<uuid:of>/take-back/", payment.take_back, name="account-take-back"),
    path("facts/", record.known_facts, name="known-facts"),
    path("facts/<uuid:of>/wrong/", record.this_is_wrong, name="this-is-wrong"),
    path("looks/", record.looks, name="looks"),
]
