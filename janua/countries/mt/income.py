"""The kinds of income and deductions that the Second Schedule counts, each by calendar year and payer."""

from janua.pack.attributes import Attribute
from janua.rules import NO_DEFAULT


def _yearly(
    name: str,
    meaning: str,
    english: str,
    maltese: str,
    *registers: str,
    must_be_stated: bool = False,
    to_you: tuple[str, str] | None = None,
) -> Attribute:
    """One kind of yearly amount (a loss is negative); silence means none, unless it must be stated."""
    return Attribute(
        name=name,
        entity="person",
        type="money",
        unit="EUR per year",
        repeats=True,
        default=NO_DEFAULT if must_be_stated else (),
        meaning=f"{meaning} One entry for each calendar year and payer (`item`), from 1 January to 31 December.",
        questions={"en": english, "mt": maltese},
        questions_to_you=dict(zip(("en", "mt"), to_you, strict=True)) if to_you else {},
        registers=registers,
        fresh_for_days=365,
    )


INCOME: tuple[Attribute, ...] = (
    _yearly(
        "employment_income",
        "Gross income from employment (FS3). It must be stated, with 0 or an empty list where there was none, so that "
        "silence is never taken for no income.",
        "What was the gross income from employment in the year?",
        "Kemm kien id-dħul gross mill-impjieg fis-sena?",
        "revenue",
        must_be_stated=True,
    ),
    _yearly(
        "self_employment_income",
        "Net profit or loss from self-employment.",
        "What was the profit from self-employment in the year?",
        "Kemm kien il-qligħ minn xogħol għal rasek fis-sena?",
        "revenue",
    ),
    _yearly(
        "rental_income",
        "Income from rents.",
        "What was received in rents in the year?",
        "Kemm daħal minn kirjiet fis-sena?",
        "revenue",
    ),
    _yearly(
        "bank_interest",
        "Interest from banks.",
        "What was received in bank interest in the year?",
        "Kemm daħal imgħax mill-banek fis-sena?",
        "banks",
        "revenue",
    ),
    _yearly(
        "pension_income",
        "Pensions, local and foreign.",
        "What was received in pensions in the year?",
        "Kemm daħal minn pensjonijiet fis-sena?",
        "department",
        "revenue",
    ),
    _yearly(
        "maintenance_income",
        "Maintenance received from a spouse or parent who lives apart.",
        "What was received in maintenance in the year?",
        "Kemm daħal manteniment fis-sena?",
        "courts",
        to_you=("How much maintenance did you receive in {year}?", "Kemm irċivejt manteniment fl-{year}?"),
    ),
    _yearly(
        "other_income",
        "Any other income that counts as means.",
        "What other income was received in the year?",
        "X'dħul ieħor kien hemm fis-sena?",
        "revenue",
    ),
    _yearly(
        "social_security_contributions",
        "Social-security contributions paid in the year, deducted from income.",
        "What was paid in social-security contributions in the year?",
        "Kemm tħallas f'kontribuzzjonijiet tas-sigurtà soċjali fis-sena?",
        "revenue",
    ),
    _yearly(
        "income_tax_paid",
        "Income tax paid on the year's income, deducted in allowance years from 2025.",
        "What was paid in income tax for the year?",
        "Kemm tħallset taxxa tad-dħul għas-sena?",
        "revenue",
    ),
)
