"""Malta in plain language: a guide to each service, topics of life, ways to reach an office."""

from pathlib import Path

from janua.pack.guide_words import load_guide_words
from janua.pack.guides import Contact, Guidance, Guide, Topic

_WORDS = load_guide_words(Path(__file__).parent, ("mt", "en"))
# What people call it, in any language they may type.
_CALLED = {
    "childrens-allowance": (
        "child benefit", "child money", "kids money", "money for children", "family allowance",
        "children's allowance supplement", "joint custody", "school age children",
        "childrens alowance", "allowance tat-tfal", "flus tat-tfal", "suppliment", "kustodja", "إعانة الأطفال",
        "علاوة الأطفال", "مال للأطفال", "допомога на дітей", "дитячі гроші", "виплати на дитину",
    ),
    "birth-bonus": (
        "baby bonus", "newborn", "new baby", "birth grant", "maternity", "adoption", "pregnant", "twins",
        "bonus tat-twelid", "tarbija", "tarbija ġdida", "adozzjoni", "tqala", "منحة الولادة", "مولود جديد",
        "تبني", "допомога при народженні", "новонароджений", "усиновлення",
    ),
    "unemployment-benefit": (
        "dole", "jobless", "lost my job", "no work", "out of work", "redundancy", "fired", "laid off",
        "looking for work", "jobseeker", "qgħad", "bla xogħol", "tlift ix-xogħol", "diżimpjieg",
        "reġistrazzjoni", "بطالة", "فقدت عملي", "إعانة البطالة", "безробіття", "втратив роботу",
        "допомога з безробіття",
    ),
}  # fmt: skip
_TOPICS = (
    ("child", "child", ("birth-bonus", "childrens-allowance")),
    ("children", "family", ("childrens-allowance",)),
    ("work", "work", ("unemployment-benefit",)),
    ("separating", "home", ("childrens-allowance",)),
    ("low-income", "money", ("childrens-allowance", "unemployment-benefit")),
)
# Phone and address are from general knowledge and carry that mark until the department confirms them.
_CONTACTS = (
    ("phone", "phone", "153", "G"),
    ("hub", "visit", "", "S"),
    ("paper", "paper", "", "A"),
    ("post", "post", "38, Triq l-Ordnanza, Il-Belt Valletta VLT 1021", "G"),
)


def guide(code: str) -> Guide:
    """The guide to a service."""
    return _WORDS.guide(code, words=_CALLED[code])


GUIDANCE = Guidance(
    topics=tuple(
        Topic(code, picture, _WORDS.each("topics", code, "title"), _WORDS.each("topics", code, "lead"), services)
        for code, picture, services in _TOPICS
    ),
    contacts=tuple(
        Contact(
            kind,  # type: ignore[arg-type]
            value,
            _WORDS.each("contacts", name, "title"),
            _WORDS.each("contacts", name, "note"),
            mark,
        )
        for name, kind, value, mark in _CONTACTS
    ),
    challenge=_WORDS.lines("challenge"),
    unreviewed=_WORDS.unreviewed,
)
