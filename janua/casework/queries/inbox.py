"""An office's work, listed by deadline: paged by key, so that the last page costs what the first does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

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
    by = F("person__sort_by") if wanted.order == "name" else F("deadline_on")
    key = Coalesce(by, Value(b"")) if wanted.order == "name" else by
    rows = _wanted(wanted, on=on).select_related("person", "office").annotate(key=key)
    if before is not None:
        rows = rows.filter(Q(key__lt=before.at) | Q(key=before.at, id__lt=before.id))
        found = list(rows.order_by("-key", "-id")[: size + 1])
        more, tasks = len(found) > size, tuple(reversed(found[:size]))
        return TaskPage(tasks, _first(tasks) if more else None, _last(tasks))
    if after is not None:
        rows = rows.filter(Q(key__gt=after.at) | Q(key=after.at, id__gt=after.id))
    found = list(rows.order_by("key", "id")[: size + 1])
    tasks = tuple(found[:size])
    return TaskPage(tasks, _first(tasks) if after is not None else None, _last(tasks) if len(found) > size else None)


def count_of_tasks(*, wanted: WorkWanted, on: date) -> WorkCount:
    """How much waits: for the officer and their office, and of whichever of these is shown by kind and deadline."""
    scope = _of_office(wanted)
    totals = scope.aggregate(
        of_mine=Count("id", filter=Q(owner=wanted.account)),
        of_office=Count("id", filter=Q(office=wanted.office)),
        of_nobody=Count("id", filter=Q(office=wanted.office, owner__isnull=True)),
    )
    shown = _of_whom(scope, wanted)
    late = shown.aggregate(
        overdue=Count("id", filter=Q(deadline_on__lt=on)),
        soon=Count("id", filter=Q(deadline_on__gte=on, deadline_on__lte=on + SOON)),
    )
    kinds = dict(shown.values_list("kind").annotate(number=Count("id")).order_by("kind"))
    return WorkCount(
        mine=totals["of_mine"], office=totals["of_office"], nobody=totals["of_nobody"], **late, kinds=kinds
    )


def programmes_of_tasks(*, tasks: Sequence[Task]) -> dict[UUID, str]:
    """Task → the programme that it is about, where it is about one; one query."""
    ids = {task.object_id for task in tasks}
    sources = [
        Claim.objects.filter(id__in=ids).annotate(about=F("id"), of=_text("programme")),
        Decision.objects.filter(id__in=ids).annotate(about=F("id"), of=_text("claim__programme")),
        Reconsideration.objects.filter(id__in=ids).annotate(about=F("id"), of=_text("decision__claim__programme")),
        Question.objects.filter(id__in=ids).annotate(about=F("id"), of=_text("claim__programme")),
        ClaimCheck.objects.filter(check_asked__in=ids).annotate(
            about=F("check_asked_id"), of=_text("claim__programme")
        ),
        EntitlementLine.objects.filter(id__in=ids).annotate(about=F("id"), of=_text("programme")),
    ]
    rows = [source.values_list("about", "of") for source in sources]
    found = dict(rows[0].union(*rows[1:]))
    return {task.id: found[task.object_id] for task in tasks if task.object_id in found}


def _text(path: str) -> Cast:
    return Cast(path, CharField())


def _of_office(wanted: WorkWanted) -> QuerySet[Task]:
    """Everything that waits for the officer or in their office and that they may do."""
    rows = Task.objects.filter(Q(office=wanted.office) | Q(owner=wanted.account), state=TaskState.OPEN)
    return rows.filter(Q(owner=wanted.account) | ~Q(kind__in=list(wanted.without)))


def _of_whom(rows: QuerySet[Task], wanted: WorkWanted) -> QuerySet[Task]:
    if wanted.whose == "mine":
        return rows.filter(owner=wanted.account)
    rows = rows.filter(office=wanted.office)
    return rows.filter(owner__isnull=True) if wanted.whose == "nobody" else rows


def _wanted(wanted: WorkWanted, *, on: date) -> QuerySet[Task]:
    rows = _of_whom(_of_office(wanted), wanted)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.deadline == "overdue":
        rows = rows.filter(deadline_on__lt=on)
    elif wanted.deadline == "soon":
        rows = rows.filter(deadline_on__gte=on, deadline_on__lte=on + SOON)
    return _about(rows, wanted.programme) if wanted.programme else rows


def _about(rows: QuerySet[Task], programme: str) -> QuerySet[Task]:
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
