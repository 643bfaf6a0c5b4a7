"""Consents and mandates on their pages: given, seen, ended, always in one's own name."""

from typing import Any

import pytest

from janua.base.accounts.models import Account
from janua.base.accounts.permissions import NotPermitted
from janua.base.clock import today
from janua.registers.actions.consents import ask_for_consent
from janua.registers.models import Consent, ConsentRequest, Mandate
from janua.registers.queries.family import SEE_VALUES
from tests.casework import factories as f
from tests.faces import portal_client
from tests.registers import factories as people

pytestmark = pytest.mark.django_db


def test_consent_is_asked_given_seen_and_ended() -> None:
    of = f.family()
    mother, father = portal_client(of.account), portal_client(people.citizen(of.father))

    mother.post(mother.at("consent-ask"), {"person": str(of.father.id)})
    mother.post(mother.at("consent-ask"), {"person": str(of.father.id)})
    request = ConsentRequest.objects.get()
    assert "Somebody asks for your consent" in father.get(father.at("mine")).content.decode()
    assert "Somebody asks for your consent" not in mother.get(mother.at("mine")).content.decode()
    assert "You are asked" in father.get(father.at("consents")).content.decode()
    father.post(father.at("consent-answer", request.id), {"yes": "1"})
    father.post(father.at("consent-answer", request.id), {"no": "1"})

    consent = Consent.objects.get()
    assert (consent.person_id, consent.purpose, consent.recipient) == (of.father.id, SEE_VALUES, str(of.mother.id))
    assert "You may see what we know about" in mother.get(mother.at("consents")).content.decode()
    father.post(father.at("consent-end", consent.id))
    assert not Consent.objects.known().exists()


def test_consent_that_is_declined_gives_nothing() -> None:
    of = f.family()
    mother, father = portal_client(of.account), portal_client(people.citizen(of.father))
    mother.post(mother.at("consent-ask"), {"person": str(of.father.id)})

    father.post(father.at("consent-answer", ConsentRequest.objects.get().id), {"no": "1"})

    assert (Consent.objects.count(), ConsentRequest.objects.get().answer) == (0, "declined")


def test_nobody_answers_or_ends_the_consent_of_another() -> None:
    of, stranger = f.family(), f.family(number=2)
    mother = portal_client(of.account, raise_request_exception=False)
    other = portal_client(stranger.account, raise_request_exception=False)
    mother.post(mother.at("consent-ask"), {"person": str(of.father.id)})
    request = ConsentRequest.objects.get()
    consent = Consent.objects.create(
        person=of.father, purpose=SEE_VALUES, recipient=str(of.mother.id), true_from=today(), known_from=people.LONG_AGO
    )

    answers = [
        client.post(client.at(name, row.id), {"yes": "1"}).status_code
        for client in (mother, other)
        for name, row in (("consent-answer", request), ("consent-end", consent))
    ]

    assert answers == [404] * 4
    assert (ConsentRequest.objects.get().answer, Consent.objects.known().count()) == ("waiting", 1)


def test_stranger_is_not_asked_for_a_consent(as_process: Any) -> None:
    of, stranger = f.family(), f.family(number=2)

    with as_process("janua_portal", of.account.actor), pytest.raises(NotPermitted):
        ask_for_consent(asker=of.mother.id, asked=stranger.mother.id, purpose=SEE_VALUES, on=today())
    assert ConsentRequest.objects.count() == 0


def test_mandate_is_given_to_whom_three_things_name_and_ended() -> None:
    of, friend = f.family(), f.family(number=2)
    client = portal_client(of.account)
    fields = {
        "number": friend.mother.identifiers.get().value.lower(),
        "family_name": "BORG",
        "born_on_day": "1",
        "born_on_month": "3",
        "born_on_year": "1990",
        "scope": ["apply", "see"],
    }

    wrong = client.post(client.at("mandate-give"), fields | {"born_on_day": "2"})
    assert (wrong.status_code, Mandate.objects.count()) == (422, 0)
    client.post(client.at("mandate-give"), fields)

    mandate = Mandate.objects.get()
    assert (mandate.giver_id, mandate.holder_id, mandate.scope) == (of.mother.id, friend.mother.id, ["apply", "see"])
    page = client.get(client.at("mandates")).content.decode()
    assert ("Apply for me" in page, "Maria Borg" in page) == (True, True)
    client.post(client.at("mandate-end", mandate.id))
    assert not Mandate.objects.known().true_on(today()).exists()


def test_holder_of_a_mandate_neither_ends_it_for_the_giver_nor_hands_it_on() -> None:
    of, friend = f.family(), f.family(number=2)
    mandate = people.mandate(of.mother, friend.mother)
    holder = portal_client(friend.account, acts_for=of.mother.id, raise_request_exception=False)

    assert holder.post(holder.at("mandate-end", mandate.id)).status_code == 404
    assert Mandate.objects.known().count() == 1


def test_pages_of_permissions_tell_whom_nobody_has_confirmed_what_to_do() -> None:
    account = Account.objects.create(kind="citizen", issuer="eid", subject="new", opened_at=people.LONG_AGO)
    client = portal_client(account)

    for name in ("consents", "mandates", "mandate-give"):
        assert "We do not know yet who you are" in client.get(client.at(name)).content.decode()


def test_form_of_a_mandate_cannot_be_tried_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("janua.portal.views.permissions.MOST_TRIES", 2)
    client = portal_client(f.family().account)
    fields = {
        "number": "0000199M",
        "family_name": "Borg",
        "born_on_day": "1",
        "born_on_month": "3",
        "born_on_year": "1990",
        "scope": ["see"],
    }

    pages = [client.post(client.at("mandate-give"), fields).content.decode() for _ in range(3)]

    assert ["Too many tries" in page for page in pages] == [False, False, True]
