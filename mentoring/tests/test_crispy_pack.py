"""The question pattern: label, hint, error, control; and the summary above the form."""

import pytest
from django import forms
from django.template import Context, Template

from mentoring.forms import helper, single_line
from mentoring.tests.pages import Page
from mentoring.widgets import date_input


class Sample(forms.Form):
    helper = helper()
    name = forms.CharField(
        label="Prénom",
        help_text="Celui que vous utilisez.",
        validators=[single_line],
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": "Indiquez votre prénom"},
    )
    phone = forms.CharField(label="Téléphone", required=False)
    campus = forms.ChoiceField(label="Campus", choices=[("", "Choisir"), ("lille", "Lille")])
    rhythm = forms.ChoiceField(
        label="À quelle fréquence ?",
        help_text="Une semaine ordinaire.",
        widget=forms.RadioSelect,
        choices=[("w", "Chaque semaine"), ("m", "Chaque mois")],
    )
    channels = forms.MultipleChoiceField(
        label="Comment échanger ?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("d", "Discord"), ("p", "Téléphone")],
    )
    day = forms.DateField(label="À partir du", required=False, widget=date_input())
    agreed = forms.BooleanField(label="J’ai lu la charte")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(form):
    template = Template("{% load crispy_forms_tags %}{% error_summary form %}<form>{% crispy form %}</form>")
    return template.render(Context({"form": form}))


@pytest.fixture
def fresh():
    return drawn(Sample())


@pytest.fixture
def wrong():
    return drawn(Sample({}))


def test_hint_and_error_stand_between_label_and_control(wrong):
    places = [
        wrong.index(words) for words in ("Prénom", "Celui que vous", 'id="id_name_error"', 'name="name"')
    ]
    assert places == sorted(places)


def test_optional_questions_say_so_and_nothing_carries_an_asterisk(fresh):
    assert fresh.count("(facultatif)") == 2
    assert "*" not in fresh


def test_a_control_names_its_hint_and_its_error(fresh, wrong):
    assert 'aria-describedby="id_name_helptext"' in fresh
    assert 'aria-describedby="id_name_helptext id_name_error"' in wrong


def test_nothing_is_invalid_before_the_form_is_sent(fresh, wrong):
    assert "aria-invalid" not in fresh
    assert "bn-erreur" not in fresh
    assert 'role="alert"' not in fresh
    assert 'aria-invalid="true"' in wrong


def test_choices_are_a_group_with_a_legend(fresh):
    assert fresh.count("<fieldset") == 2
    assert "À quelle fréquence ?" in fresh[fresh.index("<legend>") : fresh.index("</legend>")]
    assert fresh.count('class="bn-choix"') == 5


def test_a_group_is_described_by_its_hint_and_error(wrong):
    assert 'aria-describedby="id_rhythm_helptext id_rhythm_error"' in wrong


def test_radios_have_no_blank_choice(fresh):
    assert "---------" not in fresh
    assert fresh.count('type="radio"') == 2
    assert " checked" not in fresh


def test_identifiers_are_unique(wrong):
    ids = Page(wrong).ids
    assert len(ids) == len(set(ids))


def test_nothing_is_inline(wrong):
    assert Page(wrong).faults == []


def test_the_summary_counts_and_links_to_the_first_control(wrong):
    shown = Page(wrong)
    assert "Il y a 5 problèmes sur cette page" in shown.text
    assert 'role="alert"' in wrong
    assert [link[1:] for link in shown.links] == [
        "id_name",
        "id_campus",
        "id_rhythm_0",
        "id_channels_0",
        "id_agreed",
    ]
    assert {link[1:] for link in shown.links} <= set(shown.ids)


def test_one_problem_is_singular():
    html = drawn(Sample({"campus": "lille", "rhythm": "w", "channels": ["d"], "agreed": "on"}))
    assert "Il y a 1 problème sur cette page" in html
    assert html.count("Indiquez votre prénom") == 2


def test_an_error_of_the_whole_form_has_no_link():
    form = Sample({})
    form.add_error(None, "Ce créneau vient d’être pris")
    assert "<strong>Ce créneau vient d’être pris</strong>" in drawn(form)


def test_a_default_sentence_says_what_to_do(wrong):
    assert "Répondez à cette question" in wrong
    assert "obligatoire" not in wrong


def test_a_condition_and_card_choices_are_marked():
    form = Sample()
    form.fields["phone"].shown_if = "channels=p"
    form.fields["rhythm"].is_card_choice = True
    html = drawn(form)
    assert 'data-shown-if="channels=p"' in html
    assert html.count("bn-choix--carte") == 2


def test_a_date_goes_back_to_the_browser_as_it_reads_it():
    html = drawn(Sample({"day": "12/03/2027"}))
    assert 'type="date"' in html
    assert 'value="12/03/2027"' in html
    import datetime

    assert 'value="2027-03-12"' in drawn(Sample(initial={"day": datetime.date(2027, 3, 12)}))


def test_autocomplete_is_kept(fresh):
    assert 'autocomplete="given-name"' in fresh


@pytest.mark.parametrize("text", ["a\nb", "a\x07", "\u202eabc", "a\u200bb", "a\u2028b"])
def test_a_single_line_holds_no_hidden_character(text):
    with pytest.raises(forms.ValidationError):
        single_line(text)


@pytest.mark.parametrize("text", ["Łukasz", "Anne-Lise d’Aubigné", "李雷", "Ngô Thị"])
def test_names_pass(text):
    single_line(text)


def test_what_a_person_wrote_is_escaped():
    html = drawn(Sample({"name": "<script>alert(1)</script>"}))
    assert "<script>" not in html
