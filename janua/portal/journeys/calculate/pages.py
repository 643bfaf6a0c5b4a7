"""From what was posted to the next page: read the answers, take the new one, ask on or show what came out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from janua.pack.calculator import Answers, Asked
from janua.pack.installed import country
from janua.portal.journeys.calculate import carried
from janua.portal.journeys.calculate.asking import Calculating, calculator, programme_called, questionnaire
from janua.portal.journeys.calculate.drawing import pictures
from janua.portal.journeys.calculate.forms import ALONE, AnswerForm, BirthsForm, HouseholdForm, ReopenForm
from janua.portal.journeys.calculate.results import results
from janua.portal.journeys.calculate.words import said_text, who
from janua.portal.journeys.spoken import programme_name
from janua.values import Money

_HOUSE = ("partner", "children", "others", "born_day", "born_month", "born_year")


@dataclass(frozen=True)
class CalculatorPage:
    """A template with what it shows.

    status    422 where something typed needs a look
    carried   names and values that ask for the same page again
    """

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    carried: tuple[tuple[str, str], ...] = ()


def first_page(on: date, data: Any = None, initial: Any = None) -> CalculatorPage:
    """Who lives with you."""
    form = HouseholdForm(questionnaire(), on, data, initial)
    return _begin(form, ReopenForm(), 422 if form.errors else 200)


def _begin(form: HouseholdForm, reopen: ReopenForm, status: int) -> CalculatorPage:
    single = sorted((programme_name(code), code) for code in country().law.programmes)
    return CalculatorPage("household", {"form": form, "reopen": reopen, "single": single}, status)


def next_page(posted: QueryDict, on: date, *, programme: str, rtl: bool) -> CalculatorPage:
    """What follows on what was posted.

    Raises   NotAnswers, NoCalculator
    """
    if posted.get("step") == "household":
        return _household(posted, on, programme=programme, rtl=rtl)
    if posted.get("step") == "births":
        return _births(posted, on, programme=programme, rtl=rtl)
    calculating = carried_on(posted, on, programme=programme)
    if "back" in posted:
        return _back(calculating, on, rtl=rtl)
    if "picture" in posted:
        return _picture(calculating, posted.get("picture", ""), rtl=rtl)
    if "change" in posted:
        return _again(calculating, posted.get("change", ""), rtl=rtl)
    if posted.get("step") == "answer":
        return _answer(calculating, posted, rtl=rtl)
    return onward(calculating, rtl=rtl)


def not_read(on: date) -> CalculatorPage:
    """Begin again, where the answers that came cannot be read."""
    page = first_page(on)
    return CalculatorPage(page.template, {**page.context, "unreadable": True}, 422)


def reopened(request: HttpRequest, on: date, *, programme: str, rtl: bool) -> CalculatorPage:
    """Go on with the answers of a file.

    Raises   NoCalculator
    """
    form = ReopenForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            text = form.cleaned_data["file"].read().decode("utf-8")
            return onward(opened(text, on, programme=programme), rtl=rtl)
        except (UnicodeDecodeError, carried.NotAnswers):
            form.add_error("file", gettext("This file holds no answers of this calculator. Choose another one."))
    return _begin(HouseholdForm(questionnaire(), on), form, 422)


def carried_on(posted: QueryDict, on: date, *, programme: str) -> Calculating:
    """The answers that a page carried.

    Raises   NotAnswers, NoCalculator
    """
    return opened(posted.get("said", ""), on, programme=programme)


def opened(text: str, on: date, *, programme: str) -> Calculating:
    """The answers of a text, such as a file that was kept.

    Raises   NotAnswers, NoCalculator
    """
    answers = carried.read(text, questionnaire(), country().code, on)
    if not calculator().can_be(answers, on):
        raise carried.NotAnswers("There is no such household, or no such number.")
    return Calculating(answers, on, programme_called(programme))


def unpacked(packed: str, on: date) -> Calculating:
    """The answers that the browser kept while somebody signed in.

    Raises   NotAnswers, NoCalculator
    """
    return opened(carried.unpack(packed), on, programme="")


def onward(calculating: Calculating, *, rtl: bool) -> CalculatorPage:
    """The next question, or what came out."""
    asked = calculating.open()
    if asked:
        return _question(calculating, asked[0], left=len(asked))
    return result_page(calculating, rtl=rtl)


def result_page(calculating: Calculating, *, rtl: bool) -> CalculatorPage:
    """What came out."""
    found = results(calculating, rtl=rtl)
    return _carrying("results", calculating, {"results": found})


def too_long(calculating: Calculating, *, rtl: bool) -> CalculatorPage:
    """What came out, where the answers are too many to be taken into an application."""
    page = result_page(calculating, rtl=rtl)
    return replace(page, context={**page.context, "too_long": True}, status=422)


def _picture(calculating: Calculating, code: str, *, rtl: bool) -> CalculatorPage:
    programme = programme_called(code)
    context = {"name": programme_name(programme), "pictures": pictures(calculating, programme, rtl=rtl)}
    return _carrying("picture", calculating, context, ("picture", programme))


def _household(posted: QueryDict, on: date, *, programme: str, rtl: bool) -> CalculatorPage:
    form = HouseholdForm(questionnaire(), on, posted)
    if not form.is_valid():
        return _begin(form, ReopenForm(), 422)
    keys = form.keys()
    if not keys:
        members = BirthsForm(questionnaire(), (), on, {})
        members.is_valid()
        return _begun(members, form, on, programme=programme, rtl=rtl)
    births = BirthsForm(questionnaire(), keys, on)
    return _births_page(births, posted)


def _births(posted: QueryDict, on: date, *, programme: str, rtl: bool) -> CalculatorPage:
    household = HouseholdForm(questionnaire(), on, posted)
    if "back" in posted or not household.is_valid():
        return first_page(on, posted)
    births = BirthsForm(questionnaire(), household.keys(), on, posted)
    if not births.is_valid() or not _can_be(births, household, on):
        return _births_page(births, posted, 422)
    return _begun(births, household, on, programme=programme, rtl=rtl)


def _can_be(births: BirthsForm, household: HouseholdForm, on: date) -> bool:
    """Whether each may be to you what was chosen; where not, it is said at the day of birth."""
    you, *others = births.members(household.cleaned_data["born"], household.cleaned_data["partner"])
    for member in others:
        if not calculator().can_be(Answers((you, member), {}), on):
            births.add_error(
                f"born-{member.key}", gettext("By these days of birth a child is older than a parent. Check the day.")
            )
    return not births.errors


def _births_page(form: BirthsForm, posted: QueryDict, status: int = 200) -> CalculatorPage:
    house = _house(posted)
    return CalculatorPage("births", {"form": form, "house": house}, status, (("step", "household"), *house))


def _begun(births: BirthsForm, household: HouseholdForm, on: date, *, programme: str, rtl: bool) -> CalculatorPage:
    given = household.cleaned_data
    partner = "" if given["partner"] == ALONE else given["partner"]
    answers = Answers(births.members(given["born"], partner), {})
    return onward(Calculating(answers, on, programme_called(programme)), rtl=rtl)


def _house(posted: QueryDict) -> list[tuple[str, str]]:
    return [(name, posted.get(name, "")) for name in _HOUSE if name in posted]


def _back(calculating: Calculating, on: date, *, rtl: bool) -> CalculatorPage:
    if not calculating.number:
        you = calculating.answers.members[0]
        partner = calculating.members.get("partner")
        keys = list(calculating.members)
        initial = {
            "born": you.date_of_birth,
            "partner": partner.kind if partner else ALONE,
            "children": sum(key.startswith("child") for key in keys),
            "others": sum(key.startswith("other") for key in keys),
        }
        return first_page(on, initial=initial)
    return _last(calculating, rtl=rtl)


def _last(calculating: Calculating, *, rtl: bool) -> CalculatorPage:
    code = list(calculating.answers.given)[-1][0]
    before = calculating.asked(code)
    kept = calculating.without_last()
    if before is None:
        return onward(kept, rtl=rtl)
    return _question(kept, before, left=len(kept.open()), initial=_initial(calculating, before))


def _again(calculating: Calculating, code: str, *, rtl: bool) -> CalculatorPage:
    before = calculating.asked(code)
    if before is None:
        return onward(calculating, rtl=rtl)
    return _question(calculating, before, left=len(calculating.open()) + 1, initial=_initial(calculating, before))


def _initial(calculating: Calculating, asked: Asked) -> dict[str, Any]:
    money = asked.question.kind == "money"
    given = calculating.answers.given
    found = {subject: given[asked.question.code, subject] for subject in asked.subjects}
    return {
        f"a-{subject}": Money.of(answer, country().currency) if money and answer is not None else answer
        for subject, answer in found.items()
    }


def _answer(calculating: Calculating, posted: QueryDict, *, rtl: bool) -> CalculatorPage:
    """Take an answer; one to a question that is no longer asked changes nothing."""
    asked = _put(calculating, posted.get("question", ""))
    if asked is None:
        return onward(calculating, rtl=rtl)
    if "unsure" in posted:
        unsure = {(asked.question.code, subject): None for subject in asked.subjects}
        return onward(calculating.with_answers(unsure), rtl=rtl)
    form = _form(calculating, asked, posted)
    if not form.is_valid() or not _is_possible(calculating, form):
        return _question(calculating, asked, left=len(calculating.open()), form=form)
    return onward(calculating.with_answers(form.answers()), rtl=rtl)


def _is_possible(calculating: Calculating, form: AnswerForm) -> bool:
    """Whether the law has room for each answer; where not, it is said beside it."""
    for (code, subject), given in form.answers().items():
        if not calculating.can_be({(code, subject): given}):
            form.add_error(f"a-{subject}", gettext("This number cannot be right. Check it, and write it again."))
    return not form.errors


def _put(calculating: Calculating, code: str) -> Asked | None:
    before = next((one for one in questionnaire().questions if one.code == code), None)
    if before is None:
        return None
    return next((one for one in calculating.open() if one.question.code == code), None) or calculating.asked(code)


def _form(calculating: Calculating, asked: Asked, data: Any = None, initial: Any = None) -> AnswerForm:
    return AnswerForm(asked.question, asked.subjects, calculating.members, calculating.on, data, initial)


def _question(
    calculating: Calculating, asked: Asked, *, left: int, form: AnswerForm | None = None, initial: Any = None
) -> CalculatorPage:
    shown = form or _form(calculating, asked, initial=initial)
    alone = calculating.members.get(asked.subjects[0]) if len(asked.subjects) == 1 else None
    context = {
        "form": shown,
        "question": said_text(asked.question.texts),
        "hint": said_text(asked.question.hints),
        "code": asked.question.code,
        "single": shown[f"a-{asked.subjects[0]}"] if len(asked.subjects) == 1 else None,
        "about": who(alone) if alone is not None and asked.question.of not in ("you", "partner") else "",
        "number": calculating.number + 1,
        "left": max(left - 1, 0),
    }
    return _carrying("question", calculating, context, status=422 if shown.errors else 200)


def _carrying(
    template: str, calculating: Calculating, context: Mapping[str, Any], *more: tuple[str, str], status: int = 200
) -> CalculatorPage:
    said = carried.write(calculating.answers, country().code)
    return CalculatorPage(template, {**context, "said": said}, status, (("said", said), *more))
