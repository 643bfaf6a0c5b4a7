"""Malta's services hold together: languages, attributes, registers and grounds, deadlines."""

from janua.base.accounts.roles import ROLES
from janua.countries.mt.pack import COUNTRY
from janua.countries.mt.proactive import PROACTIVE
from janua.pack.blueprints import as_json, faults_of, from_json
from janua.pack.guides import faults_of_guide

GROUNDS = {
    register.code: {kind: question.legal_grounds for kind, question in register.questions.items()}
    for register in COUNTRY.registers
}


def test_services_have_no_fault() -> None:
    faults = [
        fault
        for service in COUNTRY.services
        for fault in faults_of(
            service,
            attributes=COUNTRY.attributes_by_name,
            programmes=COUNTRY.law.programmes,
            languages=COUNTRY.languages,
            grounds=GROUNDS,
        )
    ]

    assert faults == []


def test_services_are_written_and_read_back_alike() -> None:
    assert [from_json(as_json(service)) for service in COUNTRY.services] == list(COUNTRY.services)


def test_services_are_decided_by_a_role_that_exists_and_checked_within_days() -> None:
    roles = {role.code for role in ROLES}

    assert {service.decides for service in COUNTRY.services} <= roles
    assert {service.code: service.check_within_days for service in COUNTRY.services} == {
        "childrens-allowance": 5,
        "birth-bonus": 5,
        "unemployment-benefit": 5,
    }


def test_each_programme_of_a_birth_has_a_service() -> None:
    offered = {code for service in COUNTRY.services for code in service.programmes}

    assert {code for entry in PROACTIVE for code in entry.programmes} <= offered


def test_guides_name_only_numbers_of_the_law() -> None:
    assert [
        fault
        for service in COUNTRY.services
        for fault in faults_of_guide(service.guide, languages=COUNTRY.languages, law=COUNTRY.law)
    ] == []
