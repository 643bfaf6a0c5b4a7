"""An office's work, listed by deadline: paged by key, so that the last page costs what the first does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal, NamedTuple
from uuid import UUID

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from janua.base.prepared import Given, Prepared, prepared
from janua.casework.models import Claim, ClaimCheck, Decision, EntitlementLine, Question, Reconsideration, Task
from janua.casework.states import TaskState

PAGE = 50
SOON = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class WorkWanted:
    """Which open tasks an officer looks for.

    whose      mine, office, or nobody: not dealt yet
    deadline   overdue, soon (within seven days), or empty for all
    order      deadline, or name: of the person, in the country's own alphabet; tasks about nobody first
    without    kinds that the officer may not do; their own are shown all the same
    """

    account: UUID
    office: int
    whose: str = "mine"
    kind: str = ""
    deadline: str = ""
    programme: str = ""
    order: str = "deadline"
    without: Collection[str] = ()


@dataclass(frozen=True)
class Place:
    """A task's place in the list: its day, or the key of its person's name, and its id."""

    at: date | bytes
    id: UUID


@dataclass(frozen=True)
class TaskPage:
    """One page of tasks, with the places to go on from; None where there is nothing further."""

    tasks: tuple[Task, ...]
    earlier: Place | None
    later: Place | None


@dataclass(frozen=True)
class WorkCount:
    """How many tasks wait, by what the filters offer."""

    mine: int
    office: int
    nobody: int
    overdue: int
    soon: int
    kinds: dict[str, int]


def page_of_tasks(
    *, wanted: WorkWanted, on: date, after: Place | None = None, before: Place | None = None, size: int = PAGE
) -> TaskPage:
    """One page of open tasks, the most pressing first or by name; `after` or `before` a place of another page."""
    start = before or after
    way: _Way = "before" if before is not None else "after" if after is not None else "first"
    page = _page(_Shape.of(wanted), way, size)
    found = page(
        **_values(wanted, on),
        kind=wanted.kind,
        programme=wanted.programme,
        place=start and start.at,
        start=start and start.id,
    )
    if before is not None:
        more, tasks = len(found) > size, tuple(reversed(found[:size]))
        return TaskPage(tasks, _first(tasks) if more else None, _last(tasks))
    tasks = tuple(found[:size])
    return TaskPage(tasks, _first(tasks) if after is not None else None, _last(tasks) if len(found) > size else None)


def count_of_tasks(*, wanted: WorkWanted, on: date) -> WorkCount:
    """How much waits: for the officer and their office, and of whichever of these is shown by kind and deadline."""
    rows = [_Counted(*row) for row in _counts(_Shape.of(wanted).whose)(**_values(wanted, on))]
    return WorkCount(
        mine=sum(row.of_mine for row in rows),
        office=sum(row.of_office for row in rows),
        nobody=sum(row.of_nobody for row in rows),
        overdue=sum(row.overdue for row in rows),
        soon=sum(row.soon for row in rows),
        kinds={row.kind: row.number for row in rows if row.number},
    )


def programmes_of_tasks(*, tasks: Sequence[Task]) -> dict[UUID, str]:
    """Task → the programme that it is about, where it is about one; one query."""
    if not tasks:
        return {}
    found = dict(_programmes(ids=list({task.object_id for task in tasks})))
    return {task.id: found[task.object_id] for task in tasks if task.object_id in found}


@prepared
def _programmes(ids: Given) -> QuerySet[Any, tuple[UUID, str]]:
    sources: list[QuerySet[Any]] = [
        Claim.objects.filter(id__among=ids).annotate(about=F("id"), of=_text("programme")),
        Decision.objects.filter(id__among=ids).annotate(about=F("id"), of=_text("claim__programme")),
        Reconsideration.objects.filter(id__among=ids).annotate(about=F("id"), of=_text("decision__claim__programme")),
        Question.objects.filter(id__among=ids).annotate(about=F("id"), of=_text("claim__programme")),
        ClaimCheck.objects.filter(check_asked_id__among=ids).annotate(
            about=F("check_asked_id"), of=_text("claim__programme")
        ),
        EntitlementLine.objects.filter(id__among=ids).annotate(about=F("id"), of=_text("programme")),
    ]
    rows = [source.values_list("about", "of") for source in sources]
    return rows[0].union(*rows[1:])


def _text(path: str) -> Cast:
    return Cast(path, CharField())


_Way = Literal["first", "after", "before"]


@dataclass(frozen=True)
class _Shape:
    """What of a search its text depends on; each shape is built once."""

    whose: str
    by_kind: bool
    deadline: str
    by_programme: bool
    by_name: bool

    @classmethod
    def of(cls, wanted: WorkWanted) -> "_Shape":
        """The shape of a search; a word that nobody knows asks for what no word asks for."""
        whose = wanted.whose if wanted.whose in ("mine", "nobody") else "office"
        deadline = wanted.deadline if wanted.deadline in ("overdue", "soon") else ""
        return cls(whose, bool(wanted.kind), deadline, bool(wanted.programme), wanted.order == "name")


class _Counted(NamedTuple):
    """Tasks of one kind: by whose they are, by how soon of those shown, and how many are shown."""

    kind: str
    of_mine: int
    of_office: int
    of_nobody: int
    overdue: int
    soon: int
    number: int


def _values(wanted: WorkWanted, on: date) -> dict[str, Any]:
    return {
        "me": wanted.account,
        "office": wanted.office,
        "without": list(wanted.without),
        "on": on,
        "soon": on + SOON,
    }


@cache
def _page(shape: _Shape, way: _Way, size: int) -> Prepared[Task]:
    def page(
        me: Given,
        office: Given,
        without: Given,
        on: Given,
        soon: Given,
        kind: Any,
        programme: Any,
        place: Any,
        start: Any,
    ) -> QuerySet[Task]:
        rows = _of_office(me, office, without).filter(_of_whom(shape.whose, me, office))
        if shape.by_kind:
            rows = rows.filter(kind=kind)
        if shape.deadline:
            rows = rows.filter(_overdue(on) if shape.deadline == "overdue" else _soon(on, soon))
        if shape.by_programme:
            rows = _about(rows, programme)
        key = Coalesce(F("person__sort_by"), Value(b"")) if shape.by_name else F("deadline_on")
        rows = rows.select_related("person", "office").annotate(key=key)
        if way == "before":
            rows = rows.filter(Q(key__lt=place) | Q(key=place, id__lt=start))
            return rows.order_by("-key", "-id")[: size + 1]
        if way == "after":
            rows = rows.filter(Q(key__gt=place) | Q(key=place, id__gt=start))
        return rows.order_by("key", "id")[: size + 1]

    return Prepared(page)


@cache
def _counts(whose: str) -> Prepared[Any]:
    def counts(me: Given, office: Given, without: Given, on: Given, soon: Given) -> QuerySet[Task, Any]:
        shown = _of_whom(whose, me, office)
        counted = {
            "of_mine": Q(owner_id=me),
            "of_office": Q(office_id=office),
            "of_nobody": Q(office_id=office, owner__isnull=True),
            "overdue": shown & _overdue(on),
            "soon": shown & _soon(on, soon),
            "number": shown,
        }
        rows = _of_office(me, office, without).values_list("kind")
        return rows.annotate(**{name: Count("id", filter=which) for name, which in counted.items()}).order_by("kind")

    return Prepared(counts)


def _of_office(me: Given, office: Given, without: Given) -> QuerySet[Task]:
    """Everything that waits for the officer or in their office and that they may do."""
    rows = Task.objects.filter(Q(office_id=office) | Q(owner_id=me), state=TaskState.OPEN)
    return rows.filter(Q(owner_id=me) | ~Q(kind__among=without))


def _of_whom(whose: str, me: Given, office: Given) -> Q:
    if whose == "mine":
        return Q(owner_id=me)
    return Q(office_id=office, owner__isnull=True) if whose == "nobody" else Q(office_id=office)


def _overdue(on: Given) -> Q:
    return Q(deadline_on__lt=on)


def _soon(on: Given, soon: Given) -> Q:
    return Q(deadline_on__gte=on, deadline_on__lte=soon)


def _about(rows: QuerySet[Task], programme: Any) -> QuerySet[Task]:
    claims = Claim.objects.filter(programme=programme)
    return rows.filter(
        Q(object_type="claim", object_id__in=claims.values("id"))
        | Q(object_type="decision", object_id__in=Decision.objects.filter(claim__in=claims).values("id"))
        | Q(
            object_type="reconsideration",
            object_id__in=Reconsideration.objects.filter(decision__claim__in=claims).values("id"),
        )
        | Q(object_type="question", object_id__in=Question.objects.filter(claim__in=claims).values("id"))
        | Q(object_type="check", object_id__in=ClaimCheck.objects.filter(claim__in=claims).values("check_asked_id"))
        | Q(
            object_type="entitlement_line",
            object_id__in=EntitlementLine.objects.filter(programme=programme).values("id"),
        )
    )


def _first(tasks: Sequence[Task]) -> Place | None:
    return _place(tasks[0]) if tasks else None


def _last(tasks: Sequence[Task]) -> Place | None:
    return _place(tasks[-1]) if tasks else None


def _place(task: Task) -> Place:
    # What the database compared; a name's key comes as memory that goes with its row.
    key: date | memoryview = vars(task)["key"]
    return Place(key if isinstance(key, date) else bytes(key), task.id)
