"""How a form is drawn: label, hint, error and box belong together for everybody, seen or read aloud."""

import re

from django import forms
from django.template.loader import render_to_string

from janua.ui.fields import AreaField, ChoiceField, DayField, MoneyField, TextField, TickField


class Asked(forms.Form):
    """Fields of ours and one of Django's own."""

    name = TextField(label="Name", help_text="As on your card", autocomplete="name", width=20)
    income = MoneyField(label="Income")
    born = DayField(label="Born")
    lives = ChoiceField(label="Lives", choices=[("a", "A"), ("b", "B")], hints={"b": "Or so"})
    more = AreaField(label="More", max_length=10, required=False)
    state = forms.ChoiceField(label="State", choices=[("a", "A")], widget=forms.RadioSelect)
    true = TickField(label="It is true")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def flat(html: str) -> str:
    """The markup on one line."""
    return re.sub(r"\s+", " ", html)


def test_joins_label_hint_error_and_box() -> None:
    """By ids, as a screen reader follows them."""
    drawn = flat(Asked({"name": ""})["name"].as_field_group())
    assert '<label class="govuk-label govuk-label--s" for="id_name">Name</label>' in drawn
    assert '<div id="id_name_helptext" class="govuk-hint">As on your card</div>' in drawn
    assert '<div id="id_name_error"><p class="govuk-error-message">' in drawn
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'class="govuk-input govuk-input--error govuk-input--width-20"' in drawn
    assert 'autocomplete="name"' in drawn
    assert " required" not in drawn


def test_groups_boxes_under_one_question() -> None:
    """A day's three boxes and the choices of a list stand in a fieldset."""
    form = Asked({})
    for name in ("born", "lives", "state"):
        drawn = flat(form[name].as_field_group())
        assert f'<fieldset class="govuk-fieldset" aria-describedby="id_{name}_error">' in drawn
    assert flat(str(form["born"])).count('inputmode="numeric"') == 3
    assert 'aria-describedby="id_lives_1_hint"' in str(form["lives"])
    assert 'class="govuk-radios__input"' in str(form["state"])


def test_puts_the_label_of_one_box_beside_it() -> None:
    """A declaration is read as part of its box."""
    drawn = flat(Asked()["true"].as_field_group())
    assert drawn.index('type="checkbox"') < drawn.index(">It is true</label>")


def test_heads_a_page_that_asks_one_thing() -> None:
    """The label is the heading, so that it is not said twice."""
    form = Asked()
    assert "<h1" not in form["name"].as_field_group()
    assert '<h1 class="govuk-label-wrapper">' in form["name"].as_question()  # type: ignore[attr-defined]
    assert '<h1 class="govuk-fieldset__heading">Born</h1>' in form["born"].as_question()  # type: ignore[attr-defined]


def test_counts_characters_of_long_answers() -> None:
    """Said in words, and joined to the box."""
    drawn = flat(Asked()["more"].as_field_group())
    assert 'data-maxlength="10"' in drawn
    assert '<div id="id_more-info" class="govuk-hint govuk-character-count__message">' in drawn
    assert 'aria-describedby="id_more-info"' in drawn


def test_draws_hidden_fields_alone() -> None:
    """No label and no room."""
    assert flat(Asked()["token"].as_field_group()).strip() == '<input type="hidden" name="token" id="id_token">'


def test_lists_errors_with_links_to_the_boxes() -> None:
    """The first box of a group, and the wrong box of a day."""
    form = Asked({"born_day": "31", "born_month": "2", "born_year": "2020"})
    listed = re.findall(r'<a href="#([^"]+)">', render_to_string("ui/error_summary/error_summary.html", {"form": form}))
    assert listed == ["id_name", "id_income", "id_born_day", "id_lives_0", "id_state_0", "id_true"]


def test_shows_no_summary_where_nothing_is_wrong() -> None:
    """A page as it comes has no alert."""
    assert render_to_string("ui/error_summary/error_summary.html", {"form": Asked()}).strip() == ""
