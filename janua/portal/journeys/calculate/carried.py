"""The answers as text: in a hidden field from page to page, or in a small file that a person keeps."""

import json
import re
import zlib
from base64 import b64decode, b64encode
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from janua.pack.calculator import Answers
from janua.pack.country_codes import COUNTRY_CODES
from janua.pack.questionnaire import CalculatorQuestion, Member, Questionnaire

VERSION = 1
MOST_CHILDREN, MOST_OTHERS = 12, 8
LONGEST = 60_000
_EARLIEST = date(1890, 1, 1)
_KEY = re.compile(r"you|partner|(?:child|other)-[1-9][0-9]?")
_AMOUNT = re.compile(r"-?\d{1,12}(?:\.\d{1,2})?")
_MOST_COUNT = 1_000_000


class NotAnswers(ValueError):
    """The text holds no answers to this country's questions; begin again."""


def write(answers: Answers, country: str) -> str:
    """The answers as one line of JSON."""
    document = {
        "janua": VERSION,
        "country": country,
        "members": [[one.key, one.date_of_birth.isoformat(), one.kind] for one in answers.members],
        "answers": [[code, subject, _plain(answer)] for (code, subject), answer in answers.given.items()],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def pack(answers: Answers, country: str) -> str:
    """The answers in the few letters that a cookie holds."""
    return b64encode(zlib.compress(write(answers, country).encode(), 9)).decode()


def unpack(packed: str) -> str:
    """What `pack` packed, as `read` reads it.

    Raises   NotAnswers
    """
    try:
        return zlib.decompress(b64decode(packed, validate=True), bufsize=LONGEST).decode()
    except (ValueError, zlib.error) as error:
        raise NotAnswers("The text holds no answers.") from error


def read(text: str, questionnaire: Questionnaire, country: str, on: date) -> Answers:
    """Answers that `write` wrote, perhaps long ago: what is no longer asked is left out.

    Raises   NotAnswers
    """
    try:
        document = json.loads(text) if len(text) <= LONGEST else None
        if not isinstance(document, dict) or document["janua"] != VERSION or document["country"] != country:
            raise NotAnswers("The text holds no answers to the questions of this country.")
        members = tuple(_member(entry, questionnaire, on) for entry in document["members"])
        _check(members)
        given = dict(_given(document["answers"], questionnaire, members, on))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotAnswers("The text holds no answers to the questions of this country.") from error
    return Answers(members, given)


def _check(members: tuple[Member, ...]) -> None:
    keys = [member.key for member in members]
    most = {"you": 1, "partner": 1, "child": MOST_CHILDREN, "other": MOST_OTHERS}
    roles = [member.role for member in members]
    if len(set(keys)) != len(keys) or keys[:1] != ["you"] or any(roles.count(role) > most[role] for role in roles):
        raise NotAnswers("No such household.")


def _member(entry: Any, questionnaire: Questionnaire, on: date) -> Member:
    key, born, kind = entry
    day = date.fromisoformat(born)
    household = questionnaire.household
    role: Any = key.partition("-")[0]
    kinds = {"partner": household.partners, "other": household.others}.get(role, {"": {}})
    if not _KEY.fullmatch(key) or not _EARLIEST <= day <= on or kind not in kinds:
        raise NotAnswers("No such member of a household.")
    return Member(key, role, day, kind)


def _given(entries: Any, questionnaire: Questionnaire, members: tuple[Member, ...], on: date) -> Any:
    questions = {question.code: question for question in questionnaire.questions}
    for code, subject, answer in entries:
        question = questions.get(code)
        if question is None or subject not in question.subjects(members):
            continue
        yield (code, subject), None if answer is None else _read(question, answer, on)


def _read(question: CalculatorQuestion, answer: Any, on: date) -> Any:
    """An answer of its question's kind.

    Raises   ValueError
    """
    match question.kind:
        case "yes_no" if isinstance(answer, bool):
            return answer
        case "choice" if isinstance(answer, str) and answer in question.choices:
            return answer
        case "ticks" if isinstance(answer, list) and all(one in question.choices for one in answer):
            return tuple(key for key in question.choices if key in answer)
        case "country" if isinstance(answer, str) and answer in COUNTRY_CODES:
            return answer
        case "money" if isinstance(answer, str) and _AMOUNT.fullmatch(answer) and _is_within(question, answer):
            return answer
        case "count" if type(answer) is int and _is_within(question, str(answer)):
            return answer
        case "day" if isinstance(answer, str) and _EARLIEST <= date.fromisoformat(answer) <= on:
            return date.fromisoformat(answer)
    raise ValueError("The answer is not of its question's kind.")


def _is_within(question: CalculatorQuestion, text: str) -> bool:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    most = question.most if question.most is not None else 10 * _MOST_COUNT if question.kind == "money" else _MOST_COUNT
    return question.least <= number <= most


def _plain(answer: Any) -> Any:
    if isinstance(answer, date):
        return answer.isoformat()
    return list(answer) if isinstance(answer, tuple) else answer
