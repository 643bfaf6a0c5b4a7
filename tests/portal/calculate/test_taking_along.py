"""Answers taken into an application: those of the same person, over nothing typed, and never lost without a word."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from janua.pack.blueprints import Question
from janua.pack.installed import country, install
from tests.casework import factories as f
from tests.faces import FaceClient, portal_client
from tests.portal.apply import journeys
from tests.portal.calculate.conftest import text_of
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
_OURS = {"origin": "http://testserver"}
CODE = "unemployment-benefit"
_CAPITAL = "capital"


@pytest.fixture
def of(settings: Any) -> Iterator[f.Family]:
    """A family; the service asks for savings, of which no register knows."""
    settings.JANUA_TODAY = f.TODAY
    pack = country()
    more = (Question(_CAPITAL, "claimant"), Question(_CAPITAL, "partner", required=False))
    install(
        replace(
            pack,
            services=tuple(
                replace(one, questions=(*one.questions, *more)) if one.code == CODE else one for one in pack.services
            ),
        )
    )
    yield journeys.fresh_family()
    install(pack)


def _said(born: date | None, *more: list[str]) -> str:
    members = [["you", f"{born}", ""], *more]
    answers = [["capital", one[0], "181.25"] for one in members if one[0] in ("you", "partner")]
    return json.dumps({"janua": 1, "country": "mt", "members": members, "answers": answers})


def _taken_along(client: FaceClient, said: str) -> Any:
    client.post(client.at("calculator-apply", CODE), {"said": said}, headers=_OURS)
    return client.get(client.at("calculator-carry", CODE))


def _pressed(client: FaceClient) -> Any:
    return client.post(client.at("calculator-carry", CODE))


def _capital_step(client: FaceClient) -> str:
    return next(step for step in journeys.steps_of(client, code=CODE) if step.startswith(_CAPITAL))


def _capital_page(client: FaceClient) -> str:
    page: str = client.get(client.at("apply-step", CODE, _capital_step(client))).content.decode()
    return page


def test_answer_stands_in_the_application(of: f.Family) -> None:
    client = portal_client(of.account)

    offered = _taken_along(client, _said(of.mother.born_on, ["partner", f"{of.father.born_on}", "spouse"]))
    done = _pressed(client)

    assert "Fill in my answers" in text_of(offered)
    assert (done.status_code, done["Location"]) == (303, client.at("apply-tasks", CODE))
    assert 'value="181.25"' in _capital_page(client)
    assert len([step for step in journeys.steps_of(client, code=CODE) if step.startswith(_CAPITAL)]) == 1
    assert client.cookies["janua_carried"].value == ""


def test_what_was_typed_before_stays(of: f.Family) -> None:
    client = journeys.begun(of, code=CODE)
    journeys.go_on(client, _capital_step(client), code=CODE, answer="known", value="250")
    assert 'value="250.00"' in _capital_page(client)

    _taken_along(client, _said(of.mother.born_on))
    _pressed(client)

    assert 'value="250.00"' in _capital_page(client)


def test_answers_of_who_acts_are_not_taken_for_whom_they_act(of: f.Family) -> None:
    friend = f.family(born=(), number=2)
    people.mandate(of.mother, friend.father)
    account = people.citizen(friend.father)
    holder = portal_client(account, acts_for=of.mother.id)

    offered = _taken_along(holder, _said(friend.father.born_on))
    pressed = _pressed(holder)

    for page in (offered, pressed):
        assert "In the calculator you gave another day of birth than that of Maria" in text_of(page)
        assert "Fill in my answers" not in text_of(page)
    holder.post(holder.at("apply", CODE))
    assert "181.25" not in _capital_page(holder)


def test_answers_given_for_whom_one_acts_are_taken(of: f.Family) -> None:
    friend = f.family(born=(), number=2)
    people.mandate(of.mother, friend.father)
    holder = portal_client(people.citizen(friend.father), acts_for=of.mother.id)

    offered = _taken_along(holder, _said(of.mother.born_on))
    _pressed(holder)

    assert "What you answered as “you” is filled in for Maria" in text_of(offered)
    assert 'value="181.25"' in _capital_page(holder)


def test_answers_that_waited_too_long_are_missed_aloud(of: f.Family) -> None:
    client = portal_client(of.account)

    page = client.get(client.at("calculator-carry", CODE))

    assert page.status_code == 200
    assert "Your answers from the calculator are no longer here" in text_of(page)


def test_long_answers_of_a_large_family_fit(of: f.Family) -> None:
    client = portal_client(of.account)
    children = [[f"child-{number}", f"{2012 + number}-02-28", ""] for number in range(1, 13)]

    offered = _taken_along(client, _said(of.mother.born_on, *children))

    assert "Fill in my answers" in text_of(offered)
    assert len(client.cookies["janua_carried"].value) < 4_000


def test_answers_wait_while_somebody_signs_in(of: f.Family) -> None:
    nobody = portal_client()
    sent_on = _taken_along(nobody, _said(of.mother.born_on))
    signed_in = portal_client(of.account)
    signed_in.cookies["janua_carried"] = nobody.cookies["janua_carried"].value

    offered = signed_in.get(signed_in.at("calculator-carry", CODE))

    assert sent_on.status_code in (302, 303)
    assert "/sign-in/" in sent_on["Location"]
    assert "Fill in my answers" in text_of(offered)
