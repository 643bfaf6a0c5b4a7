"""Ask another adult of the family for a consent, and answer such a request."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from janua.base import clock
from janua.base.audit import record
from janua.registers.actions.mandates import give_consent
from janua.registers.models import Consent, ConsentRequest
from janua.registers.permissions import NotPermitted, own_persons
from janua.registers.queries.family import family_of_person


class AlreadyAnswered(Exception):
    """This request was answered before; look at the list of your consents."""


def ask_for_consent(*, asker: UUID, asked: UUID, purpose: str, on: date) -> ConsentRequest:
    """Ask a partner for a consent; a request that waits already is given again. Nothing is allowed by asking.

    Raises   NotPermitted, for anybody but one's own partner
    """
    if asker not in own_persons(on=on):
        raise NotPermitted("You may ask for a consent in your own name only.")
    waiting = ConsentRequest.objects.filter(asker_id=asker, asked_id=asked, purpose=purpose, answer="waiting").first()
    if waiting is not None:
        return waiting
    if asked not in {member.id for member in family_of_person(person=asker) if member.role == "partner"}:
        raise NotPermitted("You may ask the person you live with as a couple, and nobody else.")
    try:
        with transaction.atomic():
            request = ConsentRequest.objects.create(
                asker_id=asker, asked_id=asked, purpose=purpose, asked_at=clock.now()
            )
    except IntegrityError:
        return ConsentRequest.objects.get(asker_id=asker, asked_id=asked, purpose=purpose, answer="waiting")
    record("consent.asked", subject=asked, object_type="consent_request", object_id=request.id)
    return request


def answer_consent_request(*, request_id: UUID, give: bool, on: date) -> Consent | None:
    """Say yes or no to somebody who asked; yes gives the consent from today on, and it can be ended at any time.

    Raises   NotPermitted, AlreadyAnswered, ConsentRequest.DoesNotExist
    """
    request = ConsentRequest.objects.select_for_update(of=("self",)).get(id=request_id)
    if request.asked_id not in own_persons(on=on):
        raise NotPermitted("Only the person who was asked answers.")
    if request.answer != ConsentRequest.Answer.WAITING:
        raise AlreadyAnswered(_("This was answered before."))
    request.answer = ConsentRequest.Answer.GIVEN if give else ConsentRequest.Answer.DECLINED
    request.answered_at = clock.now()
    request.save(update_fields=["answer", "answered_at"])
    record("consent.answered", subject=request.asked_id, object_type="consent_request", object_id=request.id)
    if not give:
        return None
    return give_consent(
        person=request.asked_id, purpose=request.purpose, recipient=str(request.asker_id), starts_on=on, on=on
    )
