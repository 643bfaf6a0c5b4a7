"""Publishing: unchanged nothing, changed a new version; a fault is told and nothing published."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError

from janua.base.actors import system_actor
from janua.base.audit.models import Entry
from janua.casework.models import Application
from janua.catalogue.actions import BlueprintsFaulty, ProgrammeOnOffer, publish
from janua.catalogue.models import Programme, ServiceVersion
from janua.catalogue.permissions import NotPermitted
from janua.catalogue.queries import (
    NotOnOffer,
    blueprint_for_programme,
    programmes_on,
    services_on_offer,
    version_in_force,
)
from janua.pack.blueprints import Blueprint, Question, Step
from janua.pack.guides import EasyLine, Guide
from janua.pack.registers import AskedCheck
from tests.casework.factories import family, publish_catalogue, submit_as

As = Callable[..., AbstractContextManager[None]]
LOADER = system_actor("loader")
DAY, NEXT = date(2026, 1, 1), date(2026, 3, 1)
SERVICE = Blueprint(
    code="help",
    programmes=("MT-H",),
    titles={"en": "Help"},
    summaries={"en": "Some help."},
    questions=(Question("rooms", of="dwelling"),),
    checks=(AskedCheck("civil", "person", of="child", ground="family"),),
    steps=(Step("collect"), Step("check", within_days=5), Step("assess")),
    decides="decision_officer",
    decide_within_days=28,
    answer_days=14,
    challenge_days=30,
    guide=Guide(
        who={"en": ("Anybody.",)},
        amounts={"en": ("A little.",)},
        needs={"en": ("Nothing.",)},
        afterwards={"en": ("We write to you.",)},
        easy=(EasyLine("money", {"en": "You can get help."}),),
    ),
)


def _publish(as_process: As, *blueprints: Blueprint, on: date = DAY, **more: Any) -> list[str]:
    given: dict[str, Any] = {
        "programmes": [ProgrammeOnOffer("MT-H", {"en": "Help"}, "Cap. 1", "Vote 7")],
        "blueprints": blueprints or (SERVICE,),
        "attributes": {"rooms"},
        "languages": ("en",),
        "grounds": {"civil": {"person": ("family",)}},
    } | more
    with as_process("janua_owner", LOADER):
        return publish(**given, on=on)


def _versions() -> list[tuple[str, str, date, date | None]]:
    rows = ServiceVersion.objects.order_by("starts_on", "id")
    return [(row.service, row.blueprint["titles"]["en"], row.starts_on, row.ends_on) for row in rows]


def test_publish_puts_on_offer_with_a_trace(as_process: As) -> None:
    assert _publish(as_process) == ["help"]

    assert _versions() == [("help", "Help", DAY, None)]
    programmes = list(Programme.objects.values_list("code", "names", "legal_basis", "budget_line"))
    assert programmes == [("MT-H", {"en": "Help"}, "Cap. 1", "Vote 7")]
    assert list(Entry.objects.filter(action="catalogue.publish").values_list("actor", "details")) == [
        ("system:loader", {"services": ["help"]})
    ]
    assert version_in_force(service="help", on=DAY)[1] == SERVICE


def test_publish_unchanged_does_nothing(as_process: As) -> None:
    _publish(as_process)

    assert _publish(as_process, on=NEXT) == []

    assert _versions() == [("help", "Help", DAY, None)]
    assert Entry.objects.filter(action="catalogue.publish").count() == 1


def test_publish_changed_is_a_new_version_from_its_day(as_process: As) -> None:
    _publish(as_process)

    assert _publish(as_process, replace(SERVICE, titles={"en": "More help"}), on=NEXT) == ["help"]

    assert _versions() == [("help", "Help", DAY, date(2026, 2, 28)), ("help", "More help", NEXT, None)]
    titles = [version_in_force(service="help", on=day)[1].titles["en"] for day in (date(2026, 2, 28), NEXT)]
    assert titles == ["Help", "More help"]


def test_change_on_one_day_replaces_what_nobody_applied_under(as_process: As) -> None:
    _publish(as_process)

    assert _publish(as_process, replace(SERVICE, titles={"en": "Better"})) == ["help"]

    assert _versions() == [("help", "Better", DAY, None)]


def test_change_on_one_day_keeps_what_somebody_applied_under(as_process: As) -> None:
    publish_catalogue()
    of = family()
    application = submit_as(as_process, of, on=DAY)
    before = Application.objects.get(id=application.id).service_version_id
    _, blueprint = version_in_force(service="childrens-allowance", on=DAY)
    changed = replace(blueprint, titles={**blueprint.titles, "en": "Better"})
    codes = [programme.code for programme in Programme.objects.all()]

    _publish(
        as_process,
        changed,
        programmes=[ProgrammeOnOffer(code, {"en": code}, "Cap. 318") for code in codes],
        attributes={question.attribute for question in changed.questions},
        grounds={"jobsplus": {}} | {check.register: {check.kind: (check.ground,)} for check in changed.checks},
    )

    rows = ServiceVersion.objects.filter(service="childrens-allowance").order_by("starts_on")
    assert [(row.id == before, row.starts_on, row.ends_on) for row in rows] == [
        (True, DAY, DAY),
        (False, date(2026, 1, 2), None),
    ]


FAULTY: dict[str, tuple[Blueprint, str]] = {
    "title": (replace(SERVICE, titles={"mt": "Għajnuna"}), "help, titles: no text in en"),
    "summary": (replace(SERVICE, summaries={"en": ""}), "help, summaries: no text in en"),
    "programme": (replace(SERVICE, programmes=("MT-X",)), "help, programmes: MT-X is not a programme of this country"),
    "attribute": (
        replace(SERVICE, questions=(Question("shoes", of="claimant"),)),
        "help, questions: shoes is not a declared attribute",
    ),
    "register": (
        replace(SERVICE, questions=(Question("rooms", of="dwelling", answered_by=("police",)),)),
        "help, questions: rooms is answered by police, which is no known register",
    ),
    "kind": (
        replace(SERVICE, checks=(AskedCheck("civil", "income", of="child", ground="family"),)),
        "help, checks: civil answers no question income",
    ),
    "ground": (
        replace(SERVICE, checks=(AskedCheck("civil", "person", of="child", ground="curiosity"),)),
        "help, checks: civil/person may not be asked under curiosity",
    ),
    "step": (
        replace(SERVICE, checks=(), steps=(Step("dance"),)),  # type: ignore[arg-type]
        "help, steps: dance is not a step; the steps are collect, check, assess, decide, grant, pay, letter",
    ),
    "order": (
        replace(SERVICE, checks=(), steps=(Step("assess"), Step("collect"))),
        "help, steps: each step stands once, in the order collect, check, assess, decide, grant, pay, letter",
    ),
    "deadline": (
        replace(SERVICE, steps=(Step("collect"), Step("check"))),
        "help, steps: it asks registers: say in a step `check` within how many days they must have answered",
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_publish_refuses_a_faulty_service_and_publishes_nothing(as_process: As, name: str) -> None:
    faulty, text = FAULTY[name]

    with pytest.raises(BlueprintsFaulty) as refused:
        _publish(as_process, replace(SERVICE, code="good"), faulty)

    assert (str(refused.value), ServiceVersion.objects.count(), Programme.objects.count()) == (text, 0, 0)


def test_publishing_is_the_loaders_and_the_owners(as_process: As) -> None:
    with as_process("janua_owner", system_actor("keeper")), pytest.raises(NotPermitted):
        publish(programmes=(), blueprints=(), attributes=(), languages=(), grounds={}, on=DAY)
    programme = ProgrammeOnOffer("MT-H", {}, "")
    for role in ("janua_portal", "janua_workbench", "janua_api", "janua_payments"):
        with pytest.raises(ProgrammingError, match=r"permission denied"), as_process(role):
            Programme.objects.create(code=programme.code, names={}, legal_basis="")


def test_queries_say_what_is_on_offer_on_a_day(as_process: As) -> None:
    _publish(as_process, SERVICE, replace(SERVICE, code="aid"), on=NEXT)

    with as_process("janua_portal"):
        assert [service.code for service in services_on_offer(on=NEXT)] == ["aid", "help"]
        assert services_on_offer(on=DAY) == []
        assert blueprint_for_programme(programme="MT-H", on=NEXT).code == "aid"
        assert [programme.code for programme in programmes_on(on=NEXT)] == ["MT-H"]
        with pytest.raises(NotOnOffer, match="'help' is not offered on 2026-01-01"):
            version_in_force(service="help", on=DAY)
        with pytest.raises(NotOnOffer, match="leads to MT-X"):
            blueprint_for_programme(programme="MT-X", on=NEXT)
