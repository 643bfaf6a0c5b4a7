"""`@job` and `@every`: how a function becomes background work."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Literal, ParamSpec, TypeVar, get_type_hints
from uuid import UUID

from janua.base.actors import Actor, system_actor

Queue = Literal["work", "payments"]
P = ParamSpec("P")
R = TypeVar("R")

_FROM_JSON: dict[Any, Callable[[Any], Any]] = {
    UUID: UUID,
    int: int,
    date: date.fromisoformat,
    list[UUID]: lambda items: [UUID(item) for item in items],
    list[int]: list,
}


class JobMisdeclared(TypeError):
    """A job takes an argument that is not an id, or bears a name that another job has."""


class WrongArguments(TypeError):
    """A job was queued with arguments that its function does not take."""


@dataclass(frozen=True)
class Job(Generic[P, R]):
    """One kind of background work; call it to run it here and now, `enqueue` it to have a worker run it.

    transaction  run inside one transaction of `actor`, so that effect and completion commit together;
                 False for a function that waits for other systems and opens its own transactions
    attempts     how often it is tried, with growing pauses, before it stays failed for a person to look at
    """

    name: str
    function: Callable[P, R]
    actor: Actor
    queue: Queue
    transaction: bool
    attempts: int
    arguments: dict[str, Any] = field(hash=False)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run the function itself, in the caller's transaction."""
        return self.function(*args, **kwargs)

    def enqueue(self, *, key: str, **ids: Any) -> bool:
        """Queue it in the current transaction, once per key for ever; False when the key was queued before.

        key  names the effect, such as `claim:{id}:assess:1`; ids only, it is kept
        Raises   WrongArguments, NotInTransaction
        """
        from janua.base.jobs.actions import enqueue

        return enqueue(name=self.name, queue=self.queue, key=key, arguments=self.to_json(ids))

    def to_json(self, ids: dict[str, Any]) -> dict[str, Any]:
        """Write arguments as JSON. Raises WrongArguments."""
        if ids.keys() != self.arguments.keys():
            raise WrongArguments(f"{self.name} takes {', '.join(self.arguments) or 'nothing'}; got {', '.join(ids)}.")
        return {name: _plain(self.name, value) for name, value in ids.items()}

    def from_json(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """Read arguments back as the function declares them."""
        return {name: _FROM_JSON[self.arguments[name]](value) for name, value in arguments.items()}


@dataclass(frozen=True)
class Loop:
    """A function that some worker runs again and again, never two at a time.

    transaction  as for a job; without one, `lease` seconds pass before another worker takes a killed run for dead
    """

    name: str
    function: Callable[[], bool | None]
    actor: Actor
    queue: Queue
    seconds: float
    transaction: bool
    lease: float


JOBS: dict[str, Job[Any, Any]] = {}
LOOPS: dict[str, Loop] = {}


def job(
    *, name: str, actor: str, queue: Queue = "work", transaction: bool = True, attempts: int = 10
) -> Callable[[Callable[P, R]], Job[P, R]]:
    """Declare a job: a function that takes ids (UUID, int, date or lists of them), fetches, and calls one action."""

    def declare(function: Callable[P, R]) -> Job[P, R]:
        arguments = get_type_hints(function)
        arguments.pop("return", None)
        for argument, kind in arguments.items():
            if kind not in _FROM_JSON:
                raise JobMisdeclared(f"{name} takes {argument}: {kind}; a job takes ids only, and fetches the rest.")
        known = JOBS.get(name)
        if known is not None and known.function.__module__ != function.__module__:
            raise JobMisdeclared(f"Two jobs are called {name}.")
        declared = Job(name, function, system_actor(actor), queue, transaction, attempts, arguments)
        JOBS[name] = declared
        return declared

    return declare


def every(
    *,
    seconds: float,
    actor: str,
    queue: Queue = "work",
    name: str = "",
    transaction: bool = True,
    lease: float = 60.0,
) -> Callable[[Callable[[], bool | None]], Callable[[], bool | None]]:
    """Declare a loop, run every so many seconds by one worker of the queue; it returns True to run again at once.

    name  the function's dotted path unless given
    """

    def declare(function: Callable[[], bool | None]) -> Callable[[], bool | None]:
        called = name or f"{function.__module__}.{function.__qualname__}"
        LOOPS[called] = Loop(called, function, system_actor(actor), queue, seconds, transaction, lease)
        return function

    return declare


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(name, item) for item in value]
    if type(value) is int:
        return value
    raise WrongArguments(f"{name} got {type(value).__name__}: a job takes ids only, and fetches the rest.")
