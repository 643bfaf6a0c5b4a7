"""Names of the place are no password, whatever stands round them."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from janua.base.accounts.passwords import words_of_the_place
from janua.base.areas.models import Area, Office
from janua.pack.installed import country
from tests.base.accounts import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places() -> None:
    office = people.an_office(people.an_area(7))
    Area.objects.filter(id=7).update(names={"en": "Qormi Valley", "mt": "Wied Ħal Qormi"})
    Office.objects.filter(id=office.id).update(names={"en": "Benefits Branch Floriana"})


@pytest.mark.parametrize(
    "password",
    [
        "Qormi-Valley-2026",
        "WIEDQORMI!2026!",
        "Floriana.Branch.1",
        "janua workbench 26",
        "MinistryGovernment",
        "{country}{country}!1",
    ],
)
def test_password_of_names_of_the_place_is_refused(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password.format(country=country().names["en"]))

    assert [error.code for error in refused.value.error_list] == ["words_of_the_place"]


@pytest.mark.parametrize(
    "password", ["three herons at Floriana noon", "seven boats in a row", "government of my kettle drums"]
)
def test_name_of_the_place_among_other_words_is_taken(password: str) -> None:
    validate_password(password)


def test_words_are_read_where_they_are_kept() -> None:
    words = words_of_the_place()

    assert {"janua", "qormi", "wied", "floriana"} <= words
    # Too short: it stands in many others.
    assert "ħal" not in words
