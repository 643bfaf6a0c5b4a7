"""The shapes that both halves share: money, pages by key, reasons."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar
from uuid import UUID

from annotated_types import Ge, Le
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import Query, Schema
from ninja.errors import HttpError
from ninja.parser import Parser
from pydantic import AfterValidator, WithJsonSchema

from janua.ui.languages import LANGUAGES
from janua.values import Money

Row = TypeVar("Row", bound=Model)
Shape = TypeVar("Shape")
MOST = 100
_NOT_READABLE = "The request cannot be read: send JSON in UTF-8, without NUL and with whole letters."
_UNPAIRED = re.compile("[\ud800-\udfff]")
_SPOKEN = [code for code, _ in LANGUAGES]


def _spoken(code: str) -> str:
    if code not in _SPOKEN:
        raise ValueError("this is not a language of the pages")
    return code


Language = Annotated[str, AfterValidator(_spoken), WithJsonSchema({"type": "string", "enum": _SPOKEN})]


class PlainText(Parser):
    """Reads what is sent, and refuses letters that no text holds: the database keeps neither NUL nor half a letter."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Read a body of JSON."""
        try:
            read = super().parse_body(request)
        except (ValueError, RecursionError):
            raise HttpError(400, _NOT_READABLE) from None
        _require_plain(read)
        return read

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Read what stands in the address."""
        read = super().parse_querydict(data, list_fields, request)
        _require_plain(read)
        return read


class RowShape(Schema):
    """A shape whose fields are a row's own: by the same name, or by the one that `COLUMNS` gives."""

    COLUMNS: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def of(cls, row: Model, **more: Any) -> Self:
        """Give a row; `more` is what is no column of it."""
        named = {name: cls.COLUMNS.get(name, name) for name in cls.model_fields if name not in more}
        return cls(**{name: getattr(row, column) for name, column in named.items()}, **more)


class MoneyShape(Schema):
    """An amount, as everywhere: {"amount": "12.34", "currency": "EUR"}."""

    amount: str
    currency: str

    @classmethod
    def of(cls, minor: int | None, currency: str) -> "MoneyShape | None":
        """Give an amount in minor units as money; None stays None."""
        return None if minor is None else cls(**Money(minor, currency).to_json())

    def money(self) -> Money:
        """Give it as money.

        Raises   NotMoney
        """
        return Money.from_json(self.model_dump())


class ReasonShape(Schema):
    """One condition of the law: whether it was met, and its article. Values are on the page and in the letter."""

    key: str
    met: bool | None
    citation: str

    @classmethod
    def of(cls, reasons: Sequence[dict[str, Any]]) -> "list[ReasonShape]":
        """Give stored reasons."""
        return [cls(key=one["key"], met=one["met"], citation=one.get("citation") or "") for one in reasons]


class Page(Schema, Generic[Shape]):
    """One page of a list, the newest first. `next` is the key to ask for the page after it; none at the end."""

    items: list[Shape]
    next: UUID | None = None


class Paging(Schema):
    """Which page is wanted: the key that the page before gave, and how many at most."""

    after: UUID | None = None
    limit: Annotated[int, Ge(1), Le(MOST)] = 20


def page_of(rows: QuerySet[Row], asked: Paging, shape: Callable[[Row], Any]) -> Any:
    """Give a page of rows whose ids follow time, by key: the last page costs what the first does."""
    if asked.after is not None:
        rows = rows.filter(id__lt=asked.after)
    found = list(rows.order_by("-id")[: asked.limit + 1])
    shown = found[: asked.limit]
    more = len(found) > asked.limit
    return {"items": [shape(row) for row in shown], "next": shown[-1].pk if more else None}


def _require_plain(read: Any) -> None:
    waiting = [read]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str) and ("\x00" in one or (not one.isascii() and _UNPAIRED.search(one))):
            raise HttpError(400, _NOT_READABLE)


Asked = Annotated[Paging, Query()]
