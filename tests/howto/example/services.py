"""The door of the school-start grant."""

from pathlib import Path

from janua.pack.blueprints import Blueprint, Question, Step
from janua.pack.guide_words import load_guide_words

_WORDS = load_guide_words(Path(__file__).parent / "guides", ("en",))

SCHOOL_START = Blueprint(
    code="school-start",
    programmes=("ZZ-SCHOOL",),
    titles={"en": "School-start grant"},
    summaries={"en": "Money once a year for each child who goes to school."},
    questions=(
        Question("date_of_birth", of="child"),
        Question("at_school", of="child"),
        Question("yearly_income", of="claimant", years_back=1),
        Question("yearly_income", of="partner", years_back=1),
    ),
    checks=(),
    steps=(
        Step("collect"),
        Step("assess"),
        Step("decide", by="decision_officer", within_days=28),
        Step("grant"),
        Step("pay"),
        Step("letter"),
    ),
    decides="decision_officer",
    decide_within_days=28,
    answer_days=14,
    challenge_days=30,
    guide=_WORDS.guide("school-start", words=("school money", "uniform", "books")),
)
SERVICES = (SCHOOL_START,)
