"""The household wall on the pages: no member sees another's values, contact details, messages or log without leave."""

from typing import Any

import pytest

from janua.base.actors import acting_as, system_actor
from janua.base.audit import log_access
from janua.registers.models import PersonContact
from tests.faces import FaceClient, portal_client
from tests.portal.follow import scene as s
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
GUZEPPIS = "7,654"
TOGETHER = "16,654"
PAGES = ("mine", "messages", "payments", "account", "known-facts", "looks")


def read(client: FaceClient, name: str, *arguments: Any) -> str:
    answer = client.get(client.at(name, *arguments))
    assert answer.status_code == 200, (name, answer.status_code)
    return str(answer.content.decode())


def everything(client: FaceClient, scene: s.Scene) -> str:
    """All that the mother can open."""
    texts = [read(client, name) for name in PAGES]
    texts += [read(client, "decision", scene.decision(code).id) for code in ("MT-CA", "MT-CAS")]
    return "".join([*texts, read(client, "application", scene.application.id)])


def with_contacts(scene: s.Scene) -> None:
    with acting_as(system_actor("keeper")):
        PersonContact.objects.create(
            person=scene.family.father, kind="telephone", value="+35679123456", source="declared",
            known_from=people.LONG_AGO,
        )  # fmt: skip


def test_values_and_totals_with_another_adult_are_known_and_not_shown(as_process: Any) -> None:
    scene = s.granted(as_process, letters=True)
    with_contacts(scene)
    s.notice_to(scene.family.father, "account_proposed", ends_in="0F00")
    with as_process("janua_workbench", people.officer("read_case").actor):
        log_access([scene.family.father.id], "break-glass", "urgent")

    seen = everything(portal_client(scene.account), scene)

    for secret in (GUZEPPIS, TOGETHER, "Ġużeppi", "79123456", "0F00", "urgent", str(scene.family.father.id)):
        assert secret not in seen, secret
    decision = read(portal_client(scene.account), "decision", scene.decision().id)
    assert "9,000.00" in decision
    assert "known, not shown" in decision
    assert "Not more than" in decision


def test_with_consent_the_other_adults_values_and_the_total_are_shown(as_process: Any) -> None:
    scene = s.granted(as_process)
    s.consents(scene.family.father, scene.mother)

    decision = read(portal_client(scene.account), "decision", scene.decision().id)

    assert GUZEPPIS in decision
    assert TOGETHER in decision
    assert "known, not shown" not in decision
    assert "Not more than" not in decision


def test_consent_to_see_values_opens_no_contacts_messages_or_log(as_process: Any) -> None:
    scene = s.granted(as_process)
    s.consents(scene.family.father, scene.mother)
    with_contacts(scene)
    s.notice_to(scene.family.father, "account_proposed", ends_in="0F00")
    with as_process("janua_workbench", people.officer("read_case").actor):
        log_access([scene.family.father.id], "break-glass", "urgent")

    seen = everything(portal_client(scene.account), scene)

    for secret in ("79123456", "0F00", "urgent"):
        assert secret not in seen, secret


def test_the_father_opens_nothing_of_the_mothers(as_process: Any) -> None:
    scene, notice = s.told_of_refusal(as_process)
    client = portal_client(scene.father_account)
    claim = scene.application.claims.get(programme="MT-CAS")

    answers = {
        client.get(client.at(name, *arguments)).status_code
        for name, arguments in (
            ("application", [scene.application.id]),
            ("take-back", [scene.application.id, claim.id]),
            ("answer-notice", [notice.id]),
            ("offer", [claim.id]),
        )
    }

    assert answers == {404}


@pytest.mark.parametrize(
    ("scope", "opened"),
    [
        ("see", {"mine", "messages", "payments", "account", "known-facts", "looks"}),
        ("apply", {"mine", "known-facts"}),
        ("challenge", {"mine"}),
        ("receive_payment", {"mine", "payments"}),
        ("change_account", {"account", "change-account"}),
        ("all", {"mine", "messages", "payments", "account", "known-facts", "looks"}),
    ],
)
def test_a_mandate_opens_what_it_is_for(as_process: Any, scope: str, opened: set[str]) -> None:
    scene = s.granted(as_process)
    friend = people.person(given="Friend", area_id=1)
    people.mandate(scene.mother, friend, scope=[scope])
    client = portal_client(people.citizen(friend), acts_for=scene.mother.id)

    answers = {name: client.get(client.at(name)).status_code for name in (*PAGES, "change-account")}

    assert {name for name, status in answers.items() if status == 200} == opened
    assert set(answers.values()) == {200, 404}


def test_a_holders_look_is_on_the_log_and_ones_own_is_not(as_process: Any) -> None:
    scene = s.granted(as_process)
    friend = people.person(given="Friend", area_id=1)
    people.mandate(scene.mother, friend, scope=["see"])
    holder, own = portal_client(people.citizen(friend), acts_for=scene.mother.id), portal_client(scene.account)
    read(own, "payments")
    read(holder, "payments")

    seen = read(own, "looks")

    assert seen.count("Somebody with your mandate") == 1
    assert "to act for you" in seen


def test_a_holder_is_not_shown_what_another_adult_allowed_the_giver(as_process: Any) -> None:
    scene = s.granted(as_process)
    s.consents(scene.family.father, scene.mother)
    friend = people.person(given="Friend", area_id=1)
    people.mandate(scene.mother, friend)
    holder = portal_client(people.citizen(friend), acts_for=scene.mother.id)

    assert GUZEPPIS not in read(holder, "decision", scene.decision().id)
