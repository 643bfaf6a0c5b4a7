import pytest

from demo.population.mt.numbers import iban
from janua.countries.mt.bank import BANK, SEPA_REPLACEMENTS
from janua.countries.mt.pack import COUNTRY
from janua.exchange.iso20022 import SEPA_CHARACTERS, Characters
from janua.pack.giving import Bank


def test_bank_is_what_a_pack_must_give() -> None:
    bank: Bank = BANK
    assert (bank.currency, bank.service_level, bank.account_fault(bank.debtor.account)) == ("EUR", "SEPA", None)


@pytest.mark.parametrize(
    ("account", "fault"),
    [
        ("MT84MALT011000012345MTLCAST001S", None),
        ("mt84 malt 0110 0001 2345 mtlc ast0 01s", None),
        (iban("0012384M"), None),
        ("MT85MALT011000012345MTLCAST001S", "account_wrong_check_digits"),
        ("MT84MALT011000012354MTLCAST001S", "account_wrong_check_digits"),
        ("MT84MALT01100001234MTLCAST001S", "account_wrong_form"),
        ("MT84MA1T011000012345MTLCAST001S", "account_wrong_form"),
        ("DE89370400440532013000", "account_not_maltese"),
        ("", "account_not_maltese"),
    ],
)
def test_account_fault_names_what_is_wrong(account: str, fault: str | None) -> None:
    assert BANK.account_fault(account) == fault


def test_every_single_wrong_digit_is_found() -> None:
    good = iban("0012384M")
    wrong = [
        good[:place] + digit + good[place + 1 :]
        for place in range(8, 31)
        for digit in "0123456789"
        if digit != good[place]
    ]
    assert [account for account in wrong if BANK.account_fault(account) is None] == []


def test_agent_is_the_bank_named_in_the_account() -> None:
    assert [BANK.agent_of(iban("0012384M")), BANK.agent_of("MT84XXXX011000012345MTLCAST001S")] == ["JNUAMTMT", ""]


def test_names_are_written_in_the_characters_of_sepa() -> None:
    writes = Characters(SEPA_CHARACTERS, SEPA_REPLACEMENTS).write
    assert [writes(name) for name in ("Ġużeppi Ċaruana-Ħaż-Żebbuġ", "Zoë d’Amato", "Łukasz Müller & Söhne")] == [
        "Guzeppi Caruana-Haz-Zebbug",
        "Zoe d'Amato",
        "Lukasz Muller + Sohne",
    ]


def test_every_programme_that_is_paid_has_a_line_of_the_budget() -> None:
    offered = {code for service in COUNTRY.services for code in service.programmes}
    assert {code for code in offered if not COUNTRY.budget_lines.get(code)} == set()
