"""Querysets that are built once and run as prepared statements."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F, Func, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from janua.base.areas.models import Area, Office
from janua.base.prepared import Given, fetch, prepared

pytestmark = pytest.mark.django_db


@prepared
def of_kind(kind: Given, codes: Given) -> QuerySet[Area]:
    return Area.objects.filter(kind=kind, code__among=codes).select_related("parent").order_by("code")


@prepared
def codes_below(parent: Given) -> QuerySet[Area, str]:
    return Area.objects.filter(parent_id=parent).order_by("-code").values_list("code", flat=True)


@prepared
def pairs(highest: Given) -> QuerySet[Area, tuple[str, dict[str, str]]]:
    return Area.objects.filter(id__lte=highest).order_by("id").values_list("code", "names")


@prepared
def never_given() -> QuerySet[Area, str]:
    # A constant with a per cent sign stays what it is.
    found = Area.objects.annotate(share=Func(Value("5%"), Value("%s"), function="concat"))
    return found.filter(id=9001).values_list("share", flat=True)


@pytest.fixture(autouse=True)
def areas() -> None:
    for id_, parent, kind in ((9001, None, "shire"), (9002, 9001, "town"), (9003, 9001, "town")):
        path = [9001] if parent is None else [9001, id_]
        Area.objects.create(id=id_, code=f"P{id_}", names={"en": f"P{id_}"}, parent_id=parent, kind=kind, path=path)


def test_gives_models_with_what_they_select_beside_them() -> None:
    asked = of_kind(kind="town", codes=["P9002", "P9003", "P9999"])

    with CaptureQueriesContext(connection) as told:
        parents = [area.parent.code for area in asked if area.parent is not None]
    assert ([area.code for area in asked], parents, len(told)) == (["P9002", "P9003"], ["P9001", "P9001"], 0)
    assert asked == list(Area.objects.filter(kind="town", code__in=["P9002", "P9003"]).order_by("code"))


def test_gives_the_values_of_each_call_in_one_statement() -> None:
    with CaptureQueriesContext(connection) as told:
        answers = [codes_below(parent=9001), codes_below(parent=9002), codes_below.first(parent=9001)]

    assert answers == [["P9003", "P9002"], [], "P9003"]
    assert len({query["sql"] for query in told}) == 1


def test_reads_columns_as_the_model_does() -> None:
    assert pairs(highest=9001)[-1] == ("P9001", {"en": "P9001"})


def test_gives_no_row_for_an_empty_list() -> None:
    assert of_kind(kind="town", codes=[]) == []


def test_keeps_constants_as_they_are() -> None:
    assert never_given() == ["5%%s"]


def test_is_built_once() -> None:
    built = []

    @prepared
    def counted(id_: Given) -> QuerySet[Area, str]:
        built.append(id_)
        return Area.objects.filter(id=id_).values_list("code", flat=True)

    assert [counted(id_=9001), counted(id_=9002), len(built)] == [["P9001"], ["P9002"], 1]


def test_sees_what_a_savepoint_took_back_no_more() -> None:
    before = codes_below(parent=9001)
    with transaction.atomic():
        Area.objects.filter(id=9003).update(code="P9999")
        within = codes_below(parent=9001)
        transaction.set_rollback(True)

    assert (before, within, codes_below(parent=9001)) == (["P9003", "P9002"], ["P9999", "P9002"], before)


def test_refuses_what_it_cannot_read() -> None:
    @prepared
    def named(id_: Given) -> QuerySet[Any, Any]:
        return Office.objects.filter(id=id_).values("code")

    with pytest.raises(TypeError, match="ValuesIterable cannot be prepared: ask for models or a values_list"):
        named(id_=1)


def test_annotations_stand_on_the_model() -> None:
    @prepared
    def doubled(id_: Given) -> QuerySet[Area]:
        return Area.objects.filter(id=id_).annotate(twice=F("id") * 2)

    assert [vars(area)["twice"] for area in doubled(id_=9001)] == [18002]


def test_fetches_rows_of_our_own_statements() -> None:
    assert fetch("SELECT code FROM areas_area WHERE id = ANY(%(ids)s::int[])", {"ids": [9002]}) == [("P9002",)]
