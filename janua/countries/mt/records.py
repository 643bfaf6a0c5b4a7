"""What Malta's department keeps of people that no law reads."""

from janua.pack.attributes import Attribute

RECORDS: tuple[Attribute, ...] = (
    Attribute(
        name="bank_account",
        entity="person",
        type="text",
        meaning="The number (IBAN) of the account that the department has on record; nothing is paid into it until "
        "two officers have confirmed it as the person's account for payments.",
        questions={"en": "What is the number (IBAN) of the bank account?", "mt": "X'inhu n-numru (IBAN) tal-kont?"},
        registers=("department",),
        sensitivity="sensitive",
    ),
    Attribute(
        name="bank_account_holder",
        entity="person",
        type="text",
        meaning="In whose name the bank keeps that account.",
        questions={"en": "In whose name is the bank account?", "mt": "F'isem min hu l-kont tal-bank?"},
        registers=("department",),
        sensitivity="sensitive",
    ),
)
ACCOUNT_FACTS = ("bank_account", "bank_account_holder")
