"""Letters: written once, whole in the person's language, sealed, told of, and silent about other adults' figures."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.db import connection
from pypdf import PdfReader

from janua.base.actors import system_actor
from janua.base.documents.models import Document
from janua.base.notices.models import Notice
from janua.casework.actions import reconsideration as again
from janua.casework.actions.claim import begin_claims, take_up_checks
from janua.casework.actions.decision import intend_refusal
from janua.casework.actions.event import take_up_events
from janua.casework.actions.letter import open_letter, write_letters
from janua.casework.models import Assessment, Claim, Decision, Letter, Task
from janua.registers.models import Event, Person, PersonName
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.casework.actions.test_reconsideration import correct_income
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
ASSESSOR = system_actor("assessor")


def write(as_process: Any, **more: Any) -> Any:
    with as_process("janua_work", ASSESSOR):
        return write_letters(on=f.TODAY, **more)


def read(as_process: Any, letter: Any, account: Any) -> Any:
    with as_process("janua_portal", account.actor):
        return open_letter(letter=letter.id, page="letter", purpose="own letter")


def text_of(pdf: Any) -> Any:
    """The words of a PDF, without line breaks and typographic marks."""
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(words.replace("’", "'").split())


@pytest.fixture
def granted(as_process: Any) -> Any:
    """Example 1 of the country file, granted by the machine; the father earns most."""
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))
    return of


def letter_of(programme: Any) -> Any:
    return Letter.objects.get(decision__claim__programme=programme)


def test_write_gives_each_decision_its_letter_once(as_process: Any, granted: Any) -> None:
    assert write(as_process) == 2
    assert write(as_process) == 0

    assert Letter.objects.count() == Document.objects.count() == 2
    assert {letter.language for letter in Letter.objects.all()} == {"mt"}
    told = Notice.objects.filter(about_type="letter").values_list("person_id", "template", "language").distinct()
    assert list(told) == [(granted.mother.id, "decision", "mt")]


def test_letter_to_a_restricted_person_bears_their_alias_and_no_number(as_process: Any, granted: Any) -> None:
    number = granted.mother.identifiers.get().value
    Person.objects.filter(id=granted.mother.id).update(identifier=number, restricted=True)
    PersonName.objects.create(
        person=granted.mother, kind="alias", script="Latn", given="Rita", family="Zahra", source="office",
        known_from=people.NOW,
    )  # fmt: skip
    write(as_process)

    words = text_of(read(as_process, letter_of("MT-CA"), granted.account))

    assert "Rita Zahra" in words
    assert [part for part in (granted.mother.name, number) if part in words] == []


def test_letter_says_decision_amounts_conditions_calculation_and_challenge(as_process: Any, granted: Any) -> None:
    number = granted.mother.identifiers.get().value
    Person.objects.filter(id=granted.mother.id).update(identifier=number)
    write(as_process)
    decision = Decision.objects.get(claim__programme="MT-CA")

    words = text_of(read(as_process, letter_of("MT-CA"), granted.account))

    for expected in (
        decision.reference,
        decision.claim.reference,
        "Maria Borg",
        number,
        "Allowance tat-Tfal: it-talba tiegħek intlaqgħet",
        "€308.88 kull trimestru",
        "1 ta' Jannar 2026 sa 31 ta' Marzu 2026",
        "1 ta' Frar 2026",
        "€1,235.52",
        "Luca 0",
        "Luca 1",
        "€11.88 fil-ġimgħa",
        "13 ġimgħat",
        "Kap. 318, Taqsima VI: tliet xhur residenza qabel l-applikazzjoni",
        "Kummissarju għat-Taxxa u d-Dwana",
        "3 ta' Marzu 2026",
    ):
        assert expected in words, expected
    assert decision.challenge_until == date(2026, 3, 3)


def test_letter_shows_the_claimants_income_and_never_the_partners_nor_the_total(as_process: Any, granted: Any) -> None:
    write(as_process)

    words = text_of(read(as_process, letter_of("MT-CA"), granted.account))

    assert "€7,000.00" in words
    assert "magħrufa, mhux murija" in words
    for hidden in ("18,000.00", "1,800.00", "1,700.00", "20,500.00", "14,500.00", "Ġużeppi"):
        assert hidden not in words, hidden


def test_letter_shows_the_partners_figures_with_a_mandate(as_process: Any, granted: Any) -> None:
    people.mandate(granted.father, granted.mother, scope=["see"])
    write(as_process)

    words = text_of(read(as_process, letter_of("MT-CA"), granted.account))

    assert "€18,000.00" in words
    assert "€20,500.00" in words


def test_letter_is_an_accessible_pdf_with_language_and_title(as_process: Any, granted: Any) -> None:
    write(as_process)

    pdf = pikepdf.open(BytesIO(read(as_process, letter_of("MT-CA"), granted.account)))

    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert "Allowance tat-Tfal" in metadata["dc:title"]
    assert str(pdf.Root.Lang) == "mt"
    assert bool(pdf.Root.MarkInfo.Marked) is True
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert all("NotoSans" in font for font in fonts), fonts


def test_letter_is_sealed_and_hidden_from_others(as_process: Any, granted: Any) -> None:
    write(as_process)
    letter = letter_of("MT-CA")
    stranger = people.citizen(people.person(given="Rita", area_id=1))

    with pytest.raises(Letter.DoesNotExist):
        read(as_process, letter, stranger)
    with as_process("janua_workbench", people.officer("read_case", area_id=2).actor):
        assert Letter.objects.count() == 0
    with as_process("janua_workbench", people.officer("read_case").actor):
        assert Letter.objects.count() == 2


def test_write_in_english_where_the_application_was(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()
    application = f.submit_as(as_process, of)
    type(application).objects.update(language="en")
    carry(as_process, of, example_one(of))
    write(as_process)

    words = text_of(read(as_process, letter_of("MT-CAS"), of.account))

    assert "Children's Allowance Supplement: your claim is granted" in words
    assert "We will pay you €455.00 each quarter" in words
    assert "Cap. 318, Part VI: residence in Malta" in words
    assert "You may challenge it until 3 March 2026" in words
    assert "Kap. 318" not in words


def test_letter_after_a_birth_says_how_to_ask_for_more(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family(born=(date(2026, 2, 1),))
    Event.objects.create(
        kind="birth", person=of.children[0], about=of.mother, happened_on=date(2026, 2, 1), source="civil",
        reference="birth-1", known_from=people.LONG_AGO,
    )  # fmt: skip
    with as_process("janua_work", ASSESSOR):
        take_up_events(on=f.TODAY)
        begin_claims(on=f.TODAY)
    write(as_process)

    said = {
        letter.decision.claim.programme: text_of(read(as_process, letter, of.account))
        for letter in Letter.objects.all()
    }

    more = "Jista' jkollok dritt għal aktar"
    assert {programme: more in words for programme, words in said.items()} == {
        "MT-CA": True,
        "MT-CAS": True,
        "MT-BB": False,
    }


def test_notice_of_refusal_says_what_failed_and_until_when_to_answer(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family(born=(date(2015, 5, 4),))
    people.fact(of.children[0].id, "in_care", source="appogg", words="foster", true_from=date(2025, 6, 1))
    f.submit_as(as_process, of)
    with as_process("janua_work", ASSESSOR):
        begin_claims(on=f.TODAY)
    f.answer_checks(as_process, {of.mother.id: f.income_record(of.mother.identifiers.get().value, gross="1.00")})
    with as_process("janua_work", ASSESSOR):
        take_up_checks(on=f.TODAY)
    claim = Claim.objects.get(programme="MT-CA")
    shown = Assessment.objects.filter(claim=claim).order_by("-known_at", "period_starts_on").first()
    officer = people.officer("decide_claim")
    f.deal_to(officer, claim)
    with as_process("janua_workbench", officer.actor):
        intend_refusal(claim=claim.id, assessment=shown.id, on=f.TODAY, answer_days=14)

    assert write(as_process) == 1
    assert write(as_process) == 0

    letter = Letter.objects.get(intended__claim=claim)
    words = text_of(read(as_process, letter, of.account))
    assert "biħsiebna ma nilqgħux it-talba tiegħek" in words
    assert "15 ta' Frar 2026" in words
    assert "Il-wild jgħix id-dar, mhux f'foster jew f'kura residenzjali. Le" in words
    assert "Ċetta Officer" in words


def test_notice_of_less_says_both_amounts_and_how_the_new_one_is_worked_out(as_process: Any, granted: Any) -> None:
    write(as_process)
    decision = Decision.objects.get(claim__programme="MT-CA")
    with as_process("janua_portal", granted.account.actor):
        asked = again.ask(decision=decision.id, grounds="Look again.", on=f.TODAY)
    correct_income(as_process, granted, 1900000)
    officer = people.officer("reconsider_claim")
    f.deal_to(officer, asked)
    with as_process("janua_workbench", officer.actor):
        again.rerun(reconsideration=asked.id, on=f.TODAY)
        notice = again.give_notice_of_less(reconsideration=asked.id, on=f.TODAY, answer_days=14)

    assert write(as_process) == 1

    words = text_of(read(as_process, Letter.objects.get(intended=notice), granted.account))
    for expected in (
        "biħsiebna nħallsuk inqas",
        decision.reference,
        "€276.38 kull trimestru",
        "u mhux għal €308.88",
        "€10.63 fil-ġimgħa",
        "15 ta' Frar 2026",
    ):
        assert expected in words, expected


def test_write_of_what_people_wrote_is_text_and_nothing_else(as_process: Any, granted: Any) -> None:
    hostile = '#read("/etc/passwd") *bold* $x^2$ \\ `code` @ref <tag> "quote" // ' + "W" * 150
    Person.objects.filter(id=granted.mother.id).update(given_names=hostile[:200], family_name="محمد \u202eevil 你")
    write(as_process)

    words = text_of(read(as_process, letter_of("MT-CA"), granted.account))

    assert '#read("/etc/passwd") *bold* $x^2$ \\ `code` @ref <tag> "quote" //' in words
    assert "root:" not in words
    assert "evil \N{REPLACEMENT CHARACTER}" in words


def test_restricted_persons_address_stands_on_no_letter(as_process: Any, granted: Any) -> None:
    granted.home.street = "7, Triq il-Moħba"
    granted.home.save()
    Person.objects.filter(id=granted.mother.id).update(restricted=True)
    write(as_process)

    document = Letter.objects.get(decision__claim__programme="MT-CA")
    assert "Triq il-Moħba" not in text_of(read(as_process, document, granted.account))


def test_write_sets_aside_what_cannot_be_written_and_goes_on(as_process: Any, granted: Any) -> None:
    broken = Decision.objects.get(claim__programme="MT-CA")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casework_assessment SET result = jsonb_set(result::jsonb, '{conditions,0,key}', '\"no.such.rule\"')"
            " WHERE id = %s",
            [broken.assessment_id],
        )

    assert write(as_process) == 2
    assert write(as_process) == 0

    assert [letter.decision.claim.programme for letter in Letter.objects.all()] == ["MT-CAS"]
    assert list(Task.objects.values_list("kind", "object_id")) == [("write_letter", broken.id)]


def test_write_looks_no_further_back_than_asked(as_process: Any, granted: Any) -> None:
    newest = Decision.objects.order_by("-decided_at").first().decided_at

    assert write(as_process, decided_since=newest + timedelta(seconds=1)) == 0
    assert write(as_process, decided_since=newest - timedelta(days=1)) == 2
