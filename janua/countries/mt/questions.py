"""What Malta's calculator asks about assistance, pensions, disability and energy, after what opens most programmes."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from janua.pack.questionnaire import About, AnswerKind, CalculatorQuestion, Words, plainly, ticked


def _separated(answer: Any, _on: date) -> Mapping[str, Any]:
    return {"separated": [{"value": "de_facto"}] if answer else []}


def _ask(
    code: str,
    of: About,
    kind: AnswerKind,
    words: tuple[str, str],
    attribute: str,
    *,
    evidence: tuple[str, str],
    hint: tuple[str, str] | None = None,
    choices: Mapping[str, Words] | None = None,
    most: int | None = None,
    facts: Callable[[Any, date], Mapping[str, Any]] | None = None,
) -> CalculatorQuestion:
    """A question that makes one attribute known, in English and Maltese."""
    return CalculatorQuestion(
        code=code,
        of=of,
        kind=kind,
        texts=_both(words),
        hints=_both(hint) if hint else {},
        attributes=(attribute,),
        facts=facts or plainly(attribute),
        choices=choices or {},
        evidence=_both(evidence),
        most=most,
    )


def _both(words: tuple[str, str]) -> Words:
    return {"en": words[0], "mt": words[1]}


QUESTIONS: tuple[CalculatorQuestion, ...] = (
    CalculatorQuestion(
        code="about_you",
        of="you",
        kind="ticks",
        texts={"en": "Which of these is true for you?", "mt": "Liema minn dawn hija minnha għalik?"},
        attributes=(
            "cannot_work_for_health",
            "receives_contributory_pension",
            "humanitarian_energy_case",
            "permanent_resident",
        ),
        facts=ticked(
            cannot_work="cannot_work_for_health",
            pension="receives_contributory_pension",
            energy="humanitarian_energy_case",
            permanent="permanent_resident",
        ),
        choices={
            "cannot_work": {
                "en": "A doctor certifies that I cannot work",
                "mt": "Tabib jiċċertifika li ma nistax naħdem",
            },
            "pension": {
                "en": "I get a pension from contributions",
                "mt": "Nirċievi pensjoni mill-kontribuzzjonijiet",
            },
            "energy": {
                "en": "Somebody at home needs much electricity for reasons of health",
                "mt": "Xi ħadd fid-dar jeħtieġ ħafna elettriku għal raġunijiet ta' saħħa",
            },
            "permanent": {
                "en": "I am a permanent resident, but not Maltese",
                "mt": "Jien residenti permanenti, iżda mhux Malti",
            },
        },
        evidence={"en": "Medical certificate, or a letter of the department", "mt": "Ċertifikat mediku jew ittra"},
    ),
    _ask(
        "disability",
        "child",
        "yes_no",
        ("Does the child have a disability?", "It-tifel jew tifla għandhom diżabilità?"),
        "has_disability",
        evidence=("Certificate of a doctor", "Ċertifikat ta' tabib"),
    ),
    _ask(
        "separated",
        "you",
        "yes_no",
        ("Are you separated from your husband or wife?", "Inti separat minn martek jew żewġek?"),
        "separated",
        facts=_separated,
        evidence=("Deed of separation", "Kuntratt tas-separazzjoni"),
    ),
    _ask(
        "responsible",
        "you",
        "yes_no",
        ("Are you the one who is responsible for the household?", "Inti li responsabbli għad-dar?"),
        "responsible_for_household",
        evidence=("Letter of the department", "Ittra tad-dipartiment"),
    ),
    _ask(
        "capital",
        "adult",
        "money",
        ("How much do you have in savings and property?", "Kemm għandek flus imfaddla u proprjetà?"),
        "capital",
        hint=("Without your home and a summer residence.", "Mingħajr id-dar tiegħek u residenza tas-sajf."),
        evidence=("Bank statements", "Rendikonti tal-bank"),
    ),
    _ask(
        "weekly_income",
        "adult",
        "money",
        (
            "What do you receive in a week from rents, interest, maintenance and other sources?",
            "Kemm tirċievi fil-ġimgħa minn kirjiet, imgħax, manteniment u minn kull sors ieħor?",
        ),
        "weekly_income",
        evidence=("Bank statements, deed of maintenance", "Rendikonti tal-bank, kuntratt tal-manteniment"),
    ),
    _ask(
        "rent",
        "adult",
        "yes_no",
        ("Do you pay rent for your home?", "Tħallas kera tad-dar?"),
        "pays_rent",
        evidence=("Receipt of rent", "Irċevuta tal-kera"),
    ),
    _ask(
        "relatives",
        "you",
        "choice",
        (
            "Which relatives share your home, apart from partner and children?",
            "Liema qraba jgħixu miegħek, barra s-sieħeb u t-tfal?",
        ),
        "wider_family_at_home",
        choices={
            "none": {"en": "No relatives", "mt": "L-ebda qraba"},
            "parent": {"en": "My mother or father", "mt": "Ommi jew missieri"},
            "other_relative": {"en": "Other relatives only", "mt": "Qraba oħra biss"},
        },
        evidence=("Water and electricity bill", "Kont tad-dawl u l-ilma"),
    ),
    _ask(
        "how_you_live",
        "you",
        "choice",
        ("How do you live?", "Kif tgħix?"),
        "living_arrangement",
        choices={
            "own_home": {"en": "At home", "mt": "Fid-dar tiegħi"},
            "with_relatives": {"en": "With relatives", "mt": "Ma' qraba"},
            "private_home_at_own_cost": {
                "en": "In a private home, at my own cost",
                "mt": "F'dar privata, bi ħlas tiegħi",
            },
            "private_home_in_scheme": {
                "en": "In a private home, paid with the state",
                "mt": "F'dar privata, fi skema mal-istat",
            },
            "public_home": {"en": "In a home of the state", "mt": "F'dar tal-istat"},
        },
        evidence=("Identity card", "Karta tal-identità"),
    ),
    _ask(
        "years_paid",
        "you",
        "count",
        (
            "For how many whole years were contributions paid for you?",
            "Għal kemm-il sena sħiħa tħallsu kontribuzzjonijiet għalik?",
        ),
        "contribution_years",
        most=70,
        evidence=(
            "History of contributions, mysocialsecurity.gov.mt",
            "Storja tal-kontribuzzjonijiet, mysocialsecurity.gov.mt",
        ),
    ),
    _ask(
        "pensionable",
        "you",
        "money",
        ("What is your pensionable income of a year?", "Kemm hu d-dħul pensjonabbli tiegħek fis-sena?"),
        "pensionable_income",
        evidence=("Letter of the department", "Ittra tad-dipartiment"),
    ),
    _ask(
        "income_at_home",
        "you",
        "money",
        ("What is the income of everybody at home in a year?", "Kemm hu d-dħul ta' kulħadd fid-dar f'sena?"),
        "household_income_of_year",
        evidence=("Tax statements", "Dikjarazzjonijiet tat-taxxa"),
    ),
    _ask(
        "electricity",
        "you",
        "money",
        ("What are you charged for electricity in a year?", "Kemm jitolbuk għall-elettriku f'sena?"),
        "electricity_charge",
        hint=("Before the eco-reduction.", "Qabel it-tnaqqis eko."),
        evidence=("Water and electricity bill", "Kont tad-dawl u l-ilma"),
    ),
    _ask(
        "persons_on_bill",
        "you",
        "count",
        ("How many persons are registered on the bill?", "Kemm-il persuna huma rreġistrati fuq il-kont?"),
        "persons_at_address",
        most=100,
        evidence=("Water and electricity bill", "Kont tad-dawl u l-ilma"),
    ),
    _ask(
        "account",
        "you",
        "yes_no",
        ("Is the account in your name or your partner's?", "Il-kont hu f'ismek jew f'isem is-sieħeb?"),
        "holds_energy_account",
        evidence=("Water and electricity bill", "Kont tad-dawl u l-ilma"),
    ),
)

# Told of together. What rests on a day or an event that is not asked here stands on its own page: sickness, maternity,
# marriage, fostering, tapering; and a recovery or an employer's share is nothing that a family asks for.
TOLD_TOGETHER = (
    "MT-CA", "MT-CAS", "MT-BB", "MT-DCA", "MT-IWB", "MT-ACOL", "MT-UB", "MT-UA", "MT-SA", "MT-SCG", "MT-LCB", "MT-RET",
    "MT-ENB",
)  # fmt: skip
