"""What somebody has typed so far: the content of a draft, step by step."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self
from uuid import UUID

from janua.base.clock import now
from janua.values import uuid7

Status = Literal["known", "not_known", "none", "begun"]


@dataclass(frozen=True)
class Entry:
    """One value with its days, as plain JSON: money in minor units, days as ISO text."""

    value: Any = None
    true_from: str | None = None
    true_to: str | None = None


@dataclass(frozen=True)
class Answered:
    """What was answered on one step.

    status   known (entries say what), not_known, none (nothing of the kind), begun (yes, and nothing listed yet)
    reason   on a page where something known is said to be wrong: why
    contests ids of the statements that are said to be wrong
    """

    status: Status
    entries: tuple[Entry, ...] = ()
    at: str = ""
    reason: str = ""
    contests: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it can be sent as it is."""
        return self.status in ("not_known", "none") or bool(self.entries)

    def digest(self) -> str:
        """What tells this answer from another, whenever it was given."""
        plain = [self.status, [[one.value, one.true_from, one.true_to] for one in self.entries], self.reason]
        return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:16]

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Self:
        """Read what `asdict` wrote."""
        entries = tuple(Entry(**entry) for entry in plain["entries"])
        return cls(**{**plain, "entries": entries, "contests": tuple(plain["contests"])})


@dataclass(frozen=True)
class StoredPaper:
    """A paper that was taken, in the order of taking; `about` is the step that it bears out."""

    id: str
    pages: int
    media_type: str
    about: str = ""


@dataclass
class Typed:
    """All of a draft.

    key       made when the draft began: the same for every press of the last button
    answers   step → what was answered
    wrong     step → what was said of something known
    family    what is wrong or missing in the list of the family, in their own words
    seen      digest of what was known when the person looked through it; empty until then
    """

    key: str
    answers: dict[str, Answered] = field(default_factory=dict)
    wrong: dict[str, Answered] = field(default_factory=dict)
    family: str = ""
    papers: list[StoredPaper] = field(default_factory=list)
    people_seen: str = ""
    seen: str = ""
    papers_seen: bool = False

    @classmethod
    def begun(cls) -> Self:
        """An empty draft with a key of its own."""
        return cls(key=str(uuid7()))

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Self:
        """Read what `as_json` wrote."""
        return cls(
            key=plain["key"],
            answers={step: Answered.of(one) for step, one in plain["answers"].items()},
            wrong={step: Answered.of(one) for step, one in plain["wrong"].items()},
            family=plain["family"],
            papers=[StoredPaper(**one) for one in plain["papers"]],
            people_seen=plain["people_seen"],
            seen=plain["seen"],
            papers_seen=plain["papers_seen"],
        )

    def as_json(self) -> dict[str, Any]:
        """The draft as plain JSON."""
        return {
            "key": self.key,
            "answers": {step: _plain(one) for step, one in self.answers.items()},
            "wrong": {step: _plain(one) for step, one in self.wrong.items()},
            "family": self.family,
            "papers": [vars(one) for one in self.papers],
            "people_seen": self.people_seen,
            "seen": self.seen,
            "papers_seen": self.papers_seen,
        }

    def digest(self) -> str:
        """What tells this state of the answers from another, for a page that was drawn from an older one."""
        plain = self.as_json() | {"answers": {step: one.digest() for step, one in sorted(self.answers.items())}}
        plain |= {"wrong": {step: one.digest() for step, one in sorted(self.wrong.items())}}
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:16]

    def paper(self, paper_id: str) -> StoredPaper | None:
        """One of the papers by its id."""
        return next((one for one in self.papers if one.id == paper_id), None)

    @property
    def paper_ids(self) -> tuple[UUID, ...]:
        """The papers' documents."""
        return tuple(UUID(one.id) for one in self.papers)


def answered_now(status: Status, *entries: Entry, reason: str = "", contests: tuple[str, ...] = ()) -> Answered:
    """An answer given at this instant."""
    return Answered(status, tuple(entries), now().isoformat(timespec="seconds"), reason, contests)


def _plain(one: Answered) -> dict[str, Any]:
    return {
        "status": one.status,
        "entries": [vars(entry) for entry in one.entries],
        "at": one.at,
        "reason": one.reason,
        "contests": list(one.contests),
    }
