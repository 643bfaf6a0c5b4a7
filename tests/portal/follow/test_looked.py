"""Pages and purposes of the access log in plain words."""

import pytest

from janua.portal.journeys.looked import page_words, purpose_words, role_words, step_words


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("case", "Your case"),
        ("workbench:run-approve", "A payment run"),
        ("api:claim", "Your claim"),
        ("never-heard-of", "A page about you"),
        # Whoever was opening a hold when it was not there yet: nothing tells that one is being asked for.
        ("look-hold-new", "Your file"),
    ],
)
def test_a_page_is_named_whichever_face_it_is_of(page: str, said: str) -> None:
    assert page_words(page) == said


@pytest.mark.parametrize(
    ("purpose", "said"),
    [
        ("casework", "to work on your case"),
        ("approve a payment run", "to pay you"),
        ("confirm an account change", "to check where you are paid"),
        ("review a file opened in urgency", "because it was urgent; a supervisor checks this"),
        ("export the trail", "to check our own work"),
        ("mandate", "to act for you"),
        ("", "for their work"),
    ],
)
def test_a_purpose_is_told_in_plain_words(purpose: str, said: str) -> None:
    assert purpose_words(purpose) == said


def test_what_we_have_no_words_for_is_still_told() -> None:
    assert role_words("never_heard_of", {}) == "A member of staff"
    assert step_words("never_heard_of") == "For the work of our system"
