"""Saying that something known is wrong: one's own word stands beside the register's, and an officer is asked."""

import io
from typing import Any

import pytest
from PIL import Image
from pillow_heif import register_heif_opener

from janua.base.actors import system_actor
from janua.base.documents.models import Document
from janua.casework.actions.event import take_up_events
from janua.casework.models import Task
from janua.registers.models import Event, Fact
from tests.faces import portal_client
from tests.portal.follow import scene as s
from tests.registers import factories as people

pytestmark = pytest.mark.django_db


def fact_of(subject: Any, attribute: str) -> Fact:
    return Fact.objects.get(subject_id=subject.id, attribute=attribute, known_to__isnull=True, source="identita")


def declared() -> list[tuple[Any, ...]]:
    rows = Fact.objects.filter(source="declared").order_by("id")
    return [(row.subject_id, row.attribute, row.item, row.value, row.assurance) for row in rows]


def test_what_a_person_says_stands_beside_and_an_officer_is_asked(as_process: Any) -> None:
    scene = s.granted(as_process)
    known = fact_of(scene.mother, "date_of_birth")
    client = portal_client(scene.account)
    assert "1 March 1990" in client.get(client.at("this-is-wrong", known.id)).content.decode()

    sent = {"right_day": "2", "right_month": "3", "right_year": "1990"}
    answer = client.post(client.at("this-is-wrong", known.id), sent)

    assert answer.status_code == 303
    assert declared() == [(scene.mother.id, "date_of_birth", "", scene.mother.born_on.replace(day=2), 1)]
    known.refresh_from_db()
    assert known.known_to is None
    assert "says otherwise" in client.get(client.at("known-facts")).content.decode()
    assert list(Event.objects.values_list("kind", "about_id")) == [("fact_disputed", scene.mother.id)]
    with as_process("janua_work", system_actor("assessor")):
        take_up_events(on=s.ON)
    assert set(Task.objects.values_list("kind", "person_id")) == {("review_entitlement", scene.mother.id)}


def test_a_parent_says_what_is_right_about_their_child(as_process: Any) -> None:
    scene = s.granted(as_process)
    child = scene.family.children[0]

    client = portal_client(scene.account)
    answer = client.post(client.at("this-is-wrong", fact_of(child, "sex").id), {"right": "female"})

    assert answer.status_code == 303
    assert declared() == [(child.id, "sex", "", "female", 1)]


def test_a_value_that_does_not_fit_is_asked_again(as_process: Any) -> None:
    scene = s.granted(as_process)
    client = portal_client(scene.account)

    answer = client.post(client.at("this-is-wrong", fact_of(scene.mother, "date_of_birth").id), {"right_day": "40"})

    assert answer.status_code == 422
    assert declared() == []


def test_nobody_contradicts_what_is_known_of_another_adult(as_process: Any) -> None:
    scene = s.granted(as_process)
    s.consents(scene.family.father, scene.mother)
    theirs = fact_of(scene.family.father, "date_of_birth").id
    client = portal_client(scene.account)

    answers = [client.get(client.at("this-is-wrong", of)).status_code for of in (theirs, people.person().id)]

    assert (answers, client.post(client.at("this-is-wrong", theirs), {"right_day": "1"}).status_code) == (
        [404, 404],
        404,
    )
    assert declared() == []


def photograph() -> io.BytesIO:
    register_heif_opener()
    written = io.BytesIO()
    Image.effect_noise((800, 1100), 60).convert("RGB").save(written, "HEIF")
    written.seek(0)
    written.name = "IMG_0001.HEIC"
    return written


def test_a_paper_sent_with_it_reaches_the_office_and_stands_with_the_statement(as_process: Any) -> None:
    scene = s.granted(as_process)
    client = portal_client(scene.account)
    before = set(Document.objects.values_list("id", flat=True))
    sent = {"right_day": "2", "right_month": "3", "right_year": "1990", "paper": photograph()}
    answer = client.post(client.at("this-is-wrong", fact_of(scene.mother, "date_of_birth").id), sent)

    assert answer.status_code == 303
    paper = Document.objects.exclude(id__in=before).get()
    assert (paper.person_id, paper.area_id, paper.media_type) == (scene.mother.id, scene.mother.area_id, "image/jpeg")
    assert Fact.objects.get(source="declared").evidence_id == paper.id
    with as_process("janua_workbench", people.officer("read_case").actor):
        assert Document.objects.filter(id=paper.id).exists()


def test_a_paper_that_cannot_be_read_is_refused_and_nothing_is_kept(as_process: Any) -> None:
    scene = s.granted(as_process)
    client = portal_client(scene.account)
    before = Document.objects.count()
    file = io.BytesIO(b"GIF89a" + bytes(60))
    file.name = "photo.gif"
    sent = {"right_day": "2", "right_month": "3", "right_year": "1990", "paper": file}
    answer = client.post(client.at("this-is-wrong", fact_of(scene.mother, "date_of_birth").id), sent)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["paper"])
    assert 'value="1990"' in answer.content.decode()
    assert (declared(), Document.objects.count()) == ([], before)
