"""What Egypt's calculator asks: what rules out cash support first, then each person, then the details of kafala."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from janua.pack.questionnaire import (
    About,
    AnswerKind,
    CalculatorQuestion,
    HouseholdKinds,
    Picture,
    Questionnaire,
    plainly,
    ticked,
)

Facts = Callable[[Any, date], Mapping[str, Any]]
_NO_WORDS = ("", "")
_QIRAT = 24  # of a feddan

_HOUSEHOLD = HouseholdKinds(
    partners={"spouse": {"en": "Yes, we are married", "ar": "نعم، نحن متزوجان"}},
    others={
        "<parent": {"en": "My father or mother", "ar": "أبي أو أمي"},
        "guardian": {"en": "A child whose guardian I am", "ar": "طفل تحت وصايتي"},
        "kafala": {"en": "A child in my kafala", "ar": "طفل في كفالتي"},
        "<relative": {"en": "Another relative", "ar": "قريب آخر"},
    },
    resident="resident",
)


def _words(texts: tuple[str, str]) -> dict[str, str]:
    return dict(zip(("en", "ar"), texts, strict=True)) if any(texts) else {}


def _ask(
    code: str,
    of: About,
    kind: AnswerKind,
    texts: tuple[str, str],
    facts: Facts,
    *attributes: str,
    evidence: tuple[str, str] = _NO_WORDS,
    hints: tuple[str, str] = _NO_WORDS,
    choices: Mapping[str, tuple[str, str]] | None = None,
    most: int | None = None,
) -> CalculatorQuestion:
    """One question; its texts in English and Arabic."""
    return CalculatorQuestion(
        code=code,
        of=of,
        kind=kind,
        texts=_words(texts),
        hints=_words(hints),
        attributes=attributes,
        facts=facts,
        choices={key: _words(said) for key, said in (choices or {}).items()},
        evidence=_words(evidence),
        per={"en": "in a month", "ar": "في الشهر"} if kind == "money" else {},
        most=most,
    )


def _of_each(
    code: str,
    of: tuple[About, ...],
    kind: AnswerKind,
    texts: tuple[str, str],
    attribute: str,
    evidence: tuple[str, str],
    choices: Mapping[str, tuple[str, str]] | None = None,
) -> Iterator[CalculatorQuestion]:
    """The same question about each of several groups; the first has its bare name."""
    for number, about in enumerate(of):
        name = f"{code}_{about}" if number else code
        yield _ask(name, about, kind, texts, plainly(attribute), attribute, evidence=evidence, choices=choices)


def _citizenship(answer: Any, _on: date) -> Mapping[str, Any]:
    return {"citizenship": [{"value": answer}]}


def _in_qirats(attribute: str) -> Facts:
    """Land as the papers write it: a feddan has 24 qirats."""

    def facts(answer: Any, _on: date) -> Mapping[str, Any]:
        return {attribute: f"{int(answer)}/{_QIRAT}"}

    return facts


def _state_of_adult(answer: Any, _on: date) -> Mapping[str, Any]:
    return {"disability_level": [{"value": "severe"}] if "severe" in answer else [], "widow": "widow" in answer}


def _state_of_child(answer: Any, _on: date) -> Mapping[str, Any]:
    return {"disability_level": [{"value": "severe"}] if "severe" in answer else [], "orphan": "orphan" in answer}


_INSURED = ("Is this person covered by social insurance?", "هل هذا الشخص مؤمن عليه اجتماعيًا؟")
_SALARY = ("What is this person's salary in a month?", "ما راتب هذا الشخص في الشهر؟")
_PENSION = ("Does this person have an insurance pension?", "هل يتقاضى هذا الشخص معاشًا تأمينيًا؟")
_STAGE = ("In which stage of school is the child?", "في أي مرحلة دراسية الطفل؟")
_STAGES = {
    "not_enrolled": ("Not enrolled", "غير مقيد بالمدرسة"),
    "primary": ("Primary", "ابتدائي"),
    "preparatory": ("Preparatory", "إعدادي"),
    "secondary": ("Secondary", "ثانوي"),
}
_STATE = ("Which of these is true of this person?", "أي مما يلي صحيح عن هذا الشخص؟")
_DIPLOMA = ("What is the highest diploma of this person?", "ما أعلى مؤهل دراسي لهذا الشخص؟")
_SEVERE = ("A certificate of severe disability", "شهادة إعاقة شديدة")
_INSURANCE_PAPER = ("Statement of social insurance", "برنت تأمينات")
_SCHOOL_PAPER = ("Certificate of enrolment", "بيان قيد من المدرسة")
_CARD_PAPER = ("Integrated services card", "بطاقة الخدمات المتكاملة")

_HOME = (
    _ask(
        "score", "you", "count",
        ("What score did the social study give your home?", "ما درجة أسرتك في البحث الاجتماعي؟"),
        plainly("poverty_score"), "poverty_score",
        hints=("The social unit tells you.", "تخبرك بها الوحدة الاجتماعية."),
        evidence=("Result of the social study at the social unit", "نتيجة البحث الاجتماعي من الوحدة الاجتماعية"),
        most=1_000_000,
    ),
    _ask(
        "number", "you", "yes_no",
        ("Do you have a national number and a valid card?", "هل لديك رقم قومي وبطاقة سارية؟"),
        plainly("national_number_valid"), "national_number_valid",
        evidence=("National number card", "بطاقة الرقم القومي"),
    ),
    _ask(
        "citizenship", "adult", "country", ("Which citizenship does this person have?", "ما جنسية هذا الشخص؟"),
        _citizenship, "citizenship", evidence=("National number card or passport", "بطاقة الرقم القومي أو جواز السفر"),
    ),
    *_of_each("insured", ("adult", "other"), "yes_no", _INSURED, "socially_insured", _INSURANCE_PAPER),
    *_of_each("salary", ("adult", "other"), "money", _SALARY, "monthly_salary", _INSURANCE_PAPER),
    _ask(
        "land_owned", "you", "count",
        ("How many qirats of farm land does your home own?", "كم قيراطًا من الأرض الزراعية تملك الأسرة؟"),
        _in_qirats("land_owned"), "land_owned", hints=("A feddan has 24 qirats.", "الفدان 24 قيراطًا."),
        evidence=("Card of agricultural holding", "بطاقة الحيازة الزراعية"), most=100_000,
    ),
    _ask(
        "land_rented", "you", "count",
        ("How many qirats of farm land does your home rent?", "كم قيراطًا من الأرض الزراعية تستأجر الأسرة؟"),
        _in_qirats("land_rented"), "land_rented", hints=("A feddan has 24 qirats.", "الفدان 24 قيراطًا."),
        evidence=("Card of agricultural holding", "بطاقة الحيازة الزراعية"), most=100_000,
    ),
    _ask(
        "cattle", "you", "count", ("How many head of cattle does your home own?", "كم رأس ماشية تملك الأسرة؟"),
        plainly("cattle"), "cattle", evidence=("Card of agricultural holding", "بطاقة الحيازة الزراعية"), most=1_000,
    ),
    _ask(
        "dwellings", "you", "count",
        ("How many homes do you own besides the one you live in?", "كم مسكنًا تملك الأسرة غير الذي تقيم فيه؟"),
        plainly("dwellings_besides_residence"), "dwellings_besides_residence", most=100,
        evidence=("Statement of real-estate tax", "بيان من الضرائب العقارية"),
    ),
    _ask(
        "shops", "you", "count", ("How many shops does your home own?", "كم محلًا تجاريًا تملك الأسرة؟"),
        plainly("shops_owned"), "shops_owned", evidence=("Commercial register", "السجل التجاري"), most=100,
    ),
)  # fmt: skip

_EACH = (
    _ask(
        "state", "adult", "ticks", _STATE, _state_of_adult,
        "disability_level", "widow", evidence=_CARD_PAPER,
        choices={"severe": _SEVERE, "widow": ("A widow who has not married again", "أرملة لم تتزوج بعد وفاة زوجها")},
    ),
    _ask(
        "state_other", "other", "ticks", _STATE, _state_of_adult,
        "disability_level", "widow", evidence=_CARD_PAPER,
        choices={"severe": _SEVERE, "widow": ("A widow who has not married again", "أرملة لم تتزوج بعد وفاة زوجها")},
    ),
    _ask(
        "state_child", "child", "ticks", ("Which of these is true of the child?", "أي مما يلي صحيح عن الطفل؟"),
        _state_of_child, "disability_level", "orphan", evidence=_CARD_PAPER,
        choices={"severe": _SEVERE, "orphan": ("The child is an orphan", "الطفل يتيم")},
    ),
    *_of_each("pension", ("adult", "other", "child"), "yes_no", _PENSION, "contributory_pension", _INSURANCE_PAPER),
    *_of_each("stage", ("child", "other"), "choice", _STAGE, "school_stage", _SCHOOL_PAPER, _STAGES),
)  # fmt: skip

_KAFALA = (
    _ask(
        "sex", "you", "choice", ("Are you a woman or a man?", "هل أنت امرأة أم رجل؟"), plainly("sex"), "sex",
        choices={"female": ("A woman", "امرأة"), "male": ("A man", "رجل")},
    ),
    _ask(
        "married", "claim", "day", ("When did you marry?", "متى تزوجتما؟"), plainly("date_of_marriage"), "married_on",
        evidence=("Marriage contract", "وثيقة الزواج"),
    ),
    _ask(
        "education", "adult", "choice", _DIPLOMA,
        plainly("education"), "education", evidence=("Diploma", "شهادة المؤهل"),
        choices={
            "none": ("None", "بدون مؤهل"),
            "primary": ("Primary", "الشهادة الابتدائية"),
            "preparatory": ("Preparatory", "الشهادة الإعدادية"),
            "secondary_diploma": ("Secondary diploma or equal", "مؤهل متوسط أو ما يعادله"),
            "above_secondary": ("Above secondary", "مؤهل فوق المتوسط أو عالٍ"),
        },
    ),
    _ask(
        "papers", "adult", "ticks", ("Which of these does this person have?", "أي مما يلي لدى هذا الشخص؟"),
        ticked(
            trained="kafala_training_passed", healthy="health_certified", clean="criminal_record_clean",
            infertile="infertility_certified",
        ),
        "kafala_training_passed", "health_certified", "criminal_record_clean", "infertility_certified",
        choices={
            "trained": ("The training course for kafala", "الدورة التدريبية للكفالة"),
            "healthy": ("A health certificate", "شهادة صحية"),
            "clean": ("A clean criminal record", "صحيفة حالة جنائية خالية"),
            "infertile": ("A certificate of permanent infertility", "شهادة بعدم القدرة الدائمة على الإنجاب"),
        },
        evidence=("Documents of the application", "مستندات الطلب"),
    ),
    _ask(
        "study", "claim", "ticks", ("What has been found of your home?", "ما الذي ثبت عن أسرتك؟"),
        ticked(
            religion="same_religion_as_child", mature="social_study_positive", income="income_sufficient",
            home="home_suitable",
        ),
        "same_religion_as_child", "social_study_positive", "income_sufficient", "home_suitable",
        choices={
            "religion": ("We have the religion of the child", "ديانتنا هي ديانة الطفل"),
            "mature": ("The social study is positive", "البحث الاجتماعي إيجابي"),
            "income": ("The income suffices and is proven", "الدخل كافٍ وثابت"),
            "home": ("The home is suitable", "المسكن مناسب"),
        },
        evidence=("Social study of the social administration", "البحث الاجتماعي من الإدارة الاجتماعية"),
    ),
    _ask(
        "card", "you", "day", ("When was your integrated services card issued?", "متى صدرت بطاقة الخدمات المتكاملة؟"),
        plainly("services_card_issued_on"), "services_card_issued_on", evidence=_CARD_PAPER,
    ),
)  # fmt: skip

QUESTIONNAIRE = Questionnaire(
    household=_HOUSEHOLD,
    questions=(*_HOME, *_EACH, *_KAFALA),
    pictures=(
        Picture(
            programme="EG-CASH-TAKAFUL",
            over="salary",
            most=4_000,
            across={"en": "your salary in a month", "ar": "راتبك في الشهر"},
        ),
        Picture(
            programme="EG-CASH-TAKAFUL",
            over="children",
            most=6,
            across={"en": "number of children", "ar": "عدد الأطفال"},
        ),
    ),
    programmes=("EG-CASH-TAKAFUL", "EG-CASH-KARAMA"),
)
