"""Addresses: cases."""

from django.urls import URLPattern, URLResolver, path

from janua.workbench.views import again, cases, deciding, handing, inbox, looks, moving, persons, rulings

urlpatterns: list[URLPattern | URLResolver] = [
    path("", inbox.show_inbox, name="inbox"),
    path("tasks/<uuid:task>/", inbox.open_task, name="task"),
    path("tasks/<uuid:task>/done/", inbox.finish_task, name="task-done"),
    path("tasks/<uuid:task>/hand-over/", handing.hand_task_over, name="hand-over"),
    path("hand-overs/<uuid:hand_over>/", handing.confirm, name="hand-over-confirm"),
    path("persons/", persons.find_person, name="find-person"),
    path("persons/registered/", looks.look_up, name="look-up"),
    path("persons/<uuid:person>/", persons.show_person, name="person"),
    path("persons/<uuid:person>/sign-out/", persons.sign_out_everywhere, name="person-sign-out"),
    path("cases/<uuid:case>/", cases.show_case, name="case"),
    path("cases/<uuid:case>/transfer/", moving.transfer, name="transfer"),
    path("transfers/<uuid:transfer>/", moving.answer, name="transfer-answer"),
    path("cases/<uuid:case>/notes/", cases.add_note, name="note"),
    path("claims/<uuid:claim>/", cases.show_claim, name="claim"),
    path("claims/<uuid:claim>/explanation/", cases.show_explanation, name="explanation"),
    path("claims/<uuid:claim>/decide/", deciding.decide_claim, name="decide"),
    path("claims/<uuid:claim>/notice/", deciding.give_notice, name="intend-refusal"),
    path("claims/<uuid:claim>/ask/", deciding.ask, name="ask"),
    path("claims/<uuid:claim>/again/", deciding.check_again, name="check-again"),
    path("claims/<uuid:claim>/withdraw/", deciding.withdraw_claim, name="withdraw"),
    path("decisions/<uuid:decision>/challenge/", again.record_challenge, name="record-challenge"),
    path("reconsiderations/<uuid:reconsideration>/", again.show_reconsideration, name="reconsideration"),
    path("reconsiderations/<uuid:reconsideration>/rerun/", again.rerun, name="reconsideration-rerun"),
    path("reconsiderations/<uuid:reconsideration>/notice/", again.notice_of_less, name="reconsideration-notice"),
    path("reconsiderations/<uuid:reconsideration>/decide/", again.decide, name="reconsideration-decide"),
    path("discrepancies/", rulings.list_discrepancies, name="discrepancies"),
    path("discrepancies/<uuid:discrepancy>/", rulings.rule_on_one, name="rule"),
    path("checks/<uuid:check>/", rulings.answer_check, name="answer-check"),
    path("documents/<uuid:document>/", cases.show_document, name="document"),
    path("documents/<uuid:document>/pages/<int:number>/", cases.show_document_page, name="document-page"),
    path("documents/<uuid:document>/file/", cases.download_document, name="document-file"),
    path("letters/<uuid:letter>/", cases.show_letter, name="letter"),
]
