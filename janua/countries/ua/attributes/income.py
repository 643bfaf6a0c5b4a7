"""The kinds of income that count, each with the days in which it was received."""

from janua.pack.attributes import Attribute
from janua.rules import NO_DEFAULT

_HALF_A_YEAR = 182
_WHEN = " One entry for each stretch of days (a month, a quarter) and payer (`item`): the sum received in it."


def _received(
    name: str, meaning: str, english: str, ukrainian: str, *registers: str, must_be_stated: bool = False
) -> Attribute:
    """One kind of income; silence means none, unless it must be stated."""
    return Attribute(
        name=name,
        entity="person",
        type="money",
        unit="UAH",
        repeats=True,
        minimum="0",
        maximum="1000000",
        default=NO_DEFAULT if must_be_stated else (),
        meaning=meaning + _WHEN,
        questions={"en": english, "uk": ukrainian},
        registers=registers,
        fresh_for_days=_HALF_A_YEAR,
    )


INCOME: tuple[Attribute, ...] = (
    _received(
        "wages",
        "Wages, pay for military service and income from business. They must be stated from the age of work, with 0 or "
        "an empty list where there were none, so that silence is never taken for no income.",
        "How much was earned from work, service or business?",
        "Скільки отримано від роботи, служби чи підприємницької діяльності?",
        "drfo",
        "rzo",
        must_be_stated=True,
    ),
    _received(
        "pension_received",
        "Pensions.",
        "How much was received in pensions?",
        "Скільки отримано пенсії?",
        "pfu",
    ),
    _received(
        "social_payments",
        "Social payments, unless they came once in the calendar year; unemployment benefit; stipends, but not the "
        "social stipend of orphans.",
        "How much was received in social payments, unemployment benefit and stipends?",
        "Скільки отримано соціальних виплат, допомоги по безробіттю та стипендій?",
        "pfu",
        "dsz",
        "edebo",
        "department",
    ),
    _received(
        "other_income",
        "Transfers from abroad, dividends and interest, rents, income from sales of property.",
        "How much was received from abroad, in dividends, rents or sales?",
        "Скільки отримано переказів із-за кордону, дивідендів, оренди чи від продажу майна?",
        "drfo",
        "banks",
    ),
)
