"""Children's allowance with its supplement, and the birth and adoption bonus."""

from datetime import date

from janua.countries.mt.guides import guide
from janua.pack.blueprints import Blueprint, Question, Step
from janua.pack.registers import AskedCheck

# Cap. 318: the Umpire hears appeals within 30 days from being informed.
CHALLENGE_DAYS = 30
# The department's published standard for a revision; the law states no deadline.
DECIDE_WITHIN_DAYS = 28
# Our choice where the law is silent: time to answer an intended refusal.
ANSWER_DAYS = 14

_STEPS = (
    Step("collect"),
    Step("check", within_days=5),
    Step("assess"),
    Step("decide", by="decision_officer", within_days=DECIDE_WITHIN_DAYS),
    Step("grant"),
    Step("pay"),
    Step("letter"),
)
# Income of the calendar year two before counts.
_YEARS_BACK = 2
# Citizens of the Union, the European Economic Area and Switzerland need no permit.
_FREE_TO_STAY = (
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
    "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
_INCOME = tuple(
    Question(name, of=whose, answered_by=("revenue",), required=name == "employment_income", years_back=_YEARS_BACK)
    for whose in ("claimant", "partner")
    for name in (
        "employment_income",
        "self_employment_income",
        "rental_income",
        "bank_interest",
        "pension_income",
        "other_income",
        "social_security_contributions",
        "income_tax_paid",
    )
)
_WHO = (
    Question("citizenship", of="claimant", answered_by=("civil",)),
    Question("resident_in_malta", of="claimant"),
    Question("residence_permit", of="claimant", required=False, unless=("citizenship", _FREE_TO_STAY)),
    Question("refugee", of="claimant", required=False, unless=("citizenship", _FREE_TO_STAY)),
    Question("employment", of="claimant", answered_by=("jobsplus",), required=False),
    Question("date_of_birth", of="child", answered_by=("civil",)),
    Question("in_care", of="child", required=False),
)

CHILDRENS_ALLOWANCE = Blueprint(
    code="childrens-allowance",
    programmes=("MT-CA", "MT-CAS"),
    titles={"en": "Children's allowance", "mt": "Allowance tat-tfal"},
    summaries={
        "en": "Money every three months for each child in your care, with a supplement.",
        "mt": "Flus kull tliet xhur għal kull tifel jew tifla fil-kura tiegħek, flimkien ma' suppliment.",
    },
    questions=(*_WHO, *_INCOME, Question("maintenance_income", of="claimant", required=False, years_back=_YEARS_BACK)),
    checks=(
        AskedCheck("civil", "person", of="child", ground="family"),
        AskedCheck("revenue", "income_of_year", of="claimant", ground="means_test"),
        AskedCheck("revenue", "income_of_year", of="partner", ground="means_test"),
    ),
    steps=_STEPS,
    decides="decision_officer",
    decide_within_days=DECIDE_WITHIN_DAYS,
    answer_days=ANSWER_DAYS,
    challenge_days=CHALLENGE_DAYS,
    digital_since=date(2026, 1, 1),
    guide=guide("childrens-allowance"),
    exit_page=True,
)

BIRTH_BONUS = Blueprint(
    code="birth-bonus",
    programmes=("MT-BB",),
    titles={"en": "Birth and adoption bonus", "mt": "Bonus għat-twelid jew l-addozzjoni"},
    summaries={
        "en": "A single payment when a child is born or adopted. It comes by itself once the birth is registered.",
        "mt": "Ħlas ta' darba meta titwieled jew tiġi adottata tarbija. Jasal waħdu ladarba jiġi rreġistrat it-twelid.",
    },
    questions=(
        Question("citizenship", of="claimant", answered_by=("civil",)),
        Question("resident_in_malta", of="claimant"),
        Question("date_of_birth", of="child", answered_by=("civil",)),
        Question("date_of_adoption", of="child", required=False),
    ),
    checks=(AskedCheck("civil", "person", of="child", ground="family"),),
    steps=_STEPS,
    decides="decision_officer",
    decide_within_days=DECIDE_WITHIN_DAYS,
    answer_days=ANSWER_DAYS,
    challenge_days=CHALLENGE_DAYS,
    digital_since=date(2026, 1, 1),
    guide=guide("birth-bonus"),
    exit_page=True,
)
