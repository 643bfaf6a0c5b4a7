"""Unemployment benefit."""

from datetime import date

from janua.countries.mt.guides import guide
from janua.countries.mt.services.family import ANSWER_DAYS, CHALLENGE_DAYS, DECIDE_WITHIN_DAYS
from janua.pack.blueprints import Blueprint, Question, Step
from janua.pack.registers import AskedCheck

UNEMPLOYMENT_BENEFIT = Blueprint(
    code="unemployment-benefit",
    programmes=("MT-UB",),
    titles={"en": "Unemployment benefit", "mt": "Benefiċċju għal diżimpjieg"},
    summaries={
        "en": "Money for each day without work, if you have paid contributions.",
        "mt": "Flus għal kull jum bla xogħol, jekk ħallast il-kontribuzzjonijiet.",
    },
    questions=(
        Question("unemployment_register", of="claimant", answered_by=("jobsplus",)),
        Question("previous_weekly_wage", of="claimant", answered_by=("jobsplus",)),
        Question("left_work", of="claimant", answered_by=("jobsplus",), required=False),
        Question("fit_for_work", of="claimant", answered_by=("jobsplus",)),
        Question("available_for_work", of="claimant", answered_by=("jobsplus",)),
        Question("contributions_paid", of="claimant"),
        Question("maintains_spouse", of="claimant", required=False),
    ),
    checks=(AskedCheck("jobsplus", "work", of="claimant", ground="unemployment"),),
    steps=(
        Step("collect"),
        Step("check", within_days=5),
        Step("assess"),
        Step("decide", by="decision_officer", within_days=DECIDE_WITHIN_DAYS),
        Step("grant"),
        Step("pay"),
        Step("letter"),
    ),
    decides="decision_officer",
    decide_within_days=DECIDE_WITHIN_DAYS,
    answer_days=ANSWER_DAYS,
    challenge_days=CHALLENGE_DAYS,
    digital_since=date(2026, 1, 1),
    guide=guide("unemployment-benefit"),
)
