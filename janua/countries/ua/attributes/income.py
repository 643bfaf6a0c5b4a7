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
        "Wages and income from business. They must be stated from the age of work, with 0 or an empty list where there "
        "were none, so that silence is never taken for no income.",
        "How much was earned from work or business?",
        "Скільки отримано від роботи чи підприємницької діяльності?",
        "drfo",
        "rzo",
        must_be_stated=True,
    ),
    _received(
        "military_pay",
        "Pay for military service.",
        "How much was received as military pay?",
        "Яке грошове забезпечення військовослужбовця отримано?",
        "drfo",
    ),
    _received(
        "pension_received",
        "Pensions.",
        "How much was received in pensions?",
        "Скільки отримано пенсії?",
        "pfu",
    ),
    _received(
        "stipend_received",
        "Stipends; the social stipend of orphans does not count and is left out.",
        "How much was received in stipends?",
        "Скільки отримано стипендії?",
        "edebo",
        "drfo",
    ),
    _received(
        "social_payments",
        "Social payments, unless they came once in the calendar year.",
        "How much was received in social payments?",
        "Скільки отримано соціальних виплат?",
        "pfu",
        "department",
    ),
    _received(
        "unemployment_pay",
        "Unemployment benefit.",
        "How much was received in unemployment benefit?",
        "Скільки отримано допомоги по безробіттю?",
        "dsz",
    ),
    _received(
        "transfers_from_abroad",
        "Transfers of money from abroad.",
        "How much was received from abroad?",
        "Скільки отримано переказів із-за кордону?",
        "banks",
    ),
    _received(
        "dividends",
        "Dividends and interest.",
        "How much was received in dividends or interest?",
        "Скільки отримано дивідендів чи відсотків?",
        "drfo",
        "banks",
    ),
    _received(
        "rent_received",
        "Rents received.",
        "How much was received in rents?",
        "Скільки отримано за здавання майна в оренду?",
        "drfo",
    ),
    _received(
        "sales",
        "Income from sales of property.",
        "How much was received from sales of property?",
        "Скільки отримано від продажу майна?",
        "drfo",
    ),
)
