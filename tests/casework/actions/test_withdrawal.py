"""A person takes a claim back and answers an offer, under the role of the portal."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from janua.base.actors import system_actor
from janua.base.notices.models import Notice
from janua.casework.actions.claim import begin_claims
from janua.casework.actions.event import take_up_events
from janua.casework.actions.withdrawal import accept_offer, close_withdrawn, decline_offer, restore_offer, withdraw
from janua.casework.models import Assessment, Claim, Task
from janua.casework.permissions import NotPermitted
from janua.casework.states import WrongState
from janua.pack import installed
from janua.registers.models import Event
from tests.casework import factories as f
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
ASSESSOR = system_actor("assessor")
Action = Callable[..., Claim]


def claims(family: f.Family) -> list[tuple[str, str]]:
    return sorted(Claim.objects.filter(claimant=family.mother).values_list("programme", "state"))


def act(as_process: Any, account: Any, action: Action, claim: Claim) -> Claim:
    with as_process("janua_portal", account.actor):
        return action(claim=claim.id, on=f.TODAY)


@pytest.fixture
def applied(as_process: Any) -> f.Family:
    f.publish_catalogue()
    family = f.family()
    f.submit_as(as_process, family)
    return family


@pytest.fixture
def offered(as_process: Any, monkeypatch: pytest.MonkeyPatch) -> f.Family:
    """A birth in a country whose law asks for one yes."""
    pack = installed.country()
    one = tuple(replace(entry, confirmation="one", programmes=("MT-BB",)) for entry in pack.proactive)
    monkeypatch.setattr(installed, "_installed", replace(pack, proactive=one))
    f.publish_catalogue()
    family = f.family(born=(f.TODAY,))
    Event.objects.create(
        kind="birth", person=family.children[0], about=family.mother, source="civil", reference="b1",
        happened_on=f.TODAY, known_from=people.LONG_AGO,
    )  # fmt: skip
    with as_process("janua_work", ASSESSOR):
        take_up_events(on=f.TODAY)
    return family


def test_withdraw_ends_the_one_claim_and_leaves_the_other(as_process: Any, applied: f.Family) -> None:
    act(as_process, applied.account, withdraw, Claim.objects.get(programme="MT-CAS"))

    assert claims(applied) == [("MT-CA", "submitted"), ("MT-CAS", "withdrawn")]


def test_withdraw_is_refused_to_somebody_else(as_process: Any, applied: f.Family) -> None:
    for stranger in (people.citizen(applied.father), people.citizen(people.person(area_id=1))):
        with pytest.raises(NotPermitted):
            act(as_process, stranger, withdraw, Claim.objects.get(programme="MT-CA"))
    assert claims(applied) == [("MT-CA", "submitted"), ("MT-CAS", "submitted")]


def test_withdraw_needs_a_mandate_to_apply(as_process: Any, applied: f.Family) -> None:
    friend = people.person(given="Friend", area_id=1)
    people.mandate(applied.mother, friend, scope=["see"])
    account = people.citizen(friend)

    with pytest.raises(NotPermitted):
        act(as_process, account, withdraw, Claim.objects.get(programme="MT-CA"))


def test_withdraw_is_refused_once_decided(as_process: Any, applied: f.Family) -> None:
    claim = Claim.objects.get(programme="MT-CA")
    Claim.objects.filter(id=claim.id).update(state="decided")

    with pytest.raises(WrongState, match="decided"):
        act(as_process, applied.account, withdraw, claim)
    assert claims(applied)[0] == ("MT-CA", "decided")


def test_work_on_a_claim_that_was_taken_back_is_closed(as_process: Any, applied: f.Family) -> None:
    claim, other = Claim.objects.get(programme="MT-CA"), Claim.objects.get(programme="MT-CAS")
    for row in (claim, other):
        Task.objects.create(
            kind="decide", office=row.case.office, area=row.area, object_type="claim", object_id=row.id,
            deadline_on=f.TODAY, state="open", opened_at=people.NOW,
        )  # fmt: skip
    act(as_process, applied.account, withdraw, claim)

    with as_process("janua_work", system_actor("keeper")):
        assert close_withdrawn() == 1
        assert close_withdrawn() == 0
    assert dict(Task.objects.values_list("object_id", "state")) == {claim.id: "done", other.id: "open"}


def test_an_offer_says_what_the_law_would_give_and_the_person_is_told(offered: f.Family) -> None:
    claim = Claim.objects.get()

    assert (claim.programme, claim.state) == ("MT-BB", "offered")
    assert list(Assessment.objects.values_list("claim_id", "outcome", "amount")) == [(claim.id, "eligible", 100_000)]
    assert list(Notice.objects.values_list("person_id", "template", "about_id")) == [
        (offered.mother.id, "offer", claim.id)
    ]


def test_an_offer_that_is_accepted_is_granted_like_any_claim(as_process: Any, offered: f.Family) -> None:
    act(as_process, offered.account, accept_offer, Claim.objects.get())
    with as_process("janua_work", ASSESSOR):
        begin_claims(on=f.TODAY)

    assert claims(offered) == [("MT-BB", "decided")]


def test_an_offer_waits_and_nothing_is_paid_without_a_yes(as_process: Any, offered: f.Family) -> None:
    with as_process("janua_work", ASSESSOR):
        begin_claims(on=f.TODAY)

    assert claims(offered) == [("MT-BB", "offered")]


def test_a_no_to_an_offer_may_be_taken_back(as_process: Any, offered: f.Family) -> None:
    act(as_process, offered.account, decline_offer, Claim.objects.get())
    assert claims(offered) == [("MT-BB", "withdrawn")]
    act(as_process, offered.account, restore_offer, Claim.objects.get())
    assert claims(offered) == [("MT-BB", "offered")]


def test_an_offer_is_declined_and_not_withdrawn(as_process: Any, offered: f.Family) -> None:
    with pytest.raises(WrongState, match="offered"):
        act(as_process, offered.account, withdraw, Claim.objects.get())


def test_an_offer_is_answered_by_the_person_alone(as_process: Any, offered: f.Family) -> None:
    father = people.citizen(offered.father)

    for action in (accept_offer, decline_offer, restore_offer):
        with pytest.raises(NotPermitted):
            act(as_process, father, action, Claim.objects.get())


@pytest.mark.parametrize("action", [accept_offer, decline_offer])
def test_what_was_applied_for_is_no_offer(as_process: Any, applied: f.Family, action: Action) -> None:
    with pytest.raises(WrongState):
        act(as_process, applied.account, action, Claim.objects.get(programme="MT-CA"))


def test_an_application_taken_back_is_not_made_an_offer(as_process: Any, applied: f.Family) -> None:
    claim = Claim.objects.get(programme="MT-CA")
    act(as_process, applied.account, withdraw, claim)

    with pytest.raises(WrongState):
        act(as_process, applied.account, restore_offer, claim)
