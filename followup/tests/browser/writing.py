"""How a person fills a page: by the names of its fields, as a browser shows them."""

import re

from applications.options import Kind
from applications.questionnaire.steps import STEPS
from applications.tests.answers import answers_of


def fill(page, values):
    """Fill the page's form with `values`, {field name: [strings]}; what the page does not ask is left.

    A question that another answer unfolds comes in the second round.
    """
    left = list(values)
    for _round in range(2):
        for name in left:
            fields = page.locator(f'form [name="{name}"]:not([type="hidden"])')
            if fields.count() and not fields.evaluate_all(ARE_FOLDED):
                answer(page, fields, values[name])
        left = [name for name in left if page.locator(f'[data-shown-if] [name="{name}"]').count()]


# Is the question one that a script shows for another answer only?
ARE_FOLDED = "fields => fields.every(field => field.closest('[hidden][data-shown-if]'))"
UNTICKED = "(fields, wanted) => fields.map(f => wanted.includes(f.value) && !f.checked)"


def answer(page, fields, wanted):
    kind = fields.first.evaluate("field => field.type || field.tagName.toLowerCase()")
    if kind in ("checkbox", "radio"):
        for number, is_missing in enumerate(fields.evaluate_all(UNTICKED, wanted)):
            if is_missing:
                fields.nth(number).check(force=True)
    elif kind.startswith("select") and not fields.first.is_visible():
        choose(page, fields.first, wanted[0])
    elif kind.startswith("select"):
        fields.first.select_option(wanted)
    else:
        fields.first.fill(wanted[0] if wanted else "")


def choose(page, hidden_list, value):
    """Type a skill in the combobox a script put over its list, in a row « Ajouter » shows when needed."""
    combobox = page.locator("#" + hidden_list.get_attribute("id").removesuffix("_liste"))
    if not combobox.is_visible():
        hidden_list.locator("xpath=ancestor::*[@data-skills]").locator("[data-add]").click()
    label = hidden_list.locator(f'option[value="{value}"]').text_content()
    combobox.fill(label.strip())
    combobox.press("Enter")


def step_values(kind, slug, **changes):
    """Sample answers of one step as a browser names them; `changes` replaces answers."""
    step = next(step for step in STEPS[kind] if step.slug == slug)
    return step.form.thaw(answers_of(kind)[slug] | changes)


def press(page, name):
    page.get_by_role("button", name=name).click()


def title_of(page):
    return page.get_by_role("heading", level=1).inner_text()


def answer_steps(page, kind, *, first="", until="", **changes):
    """Go through the steps from the page of `first` (the first) to that of `until` (the check page).

    `changes` are {slug: answers} to replace in the sample ones.
    """
    slugs = [step.slug for step in STEPS[kind]]
    side = "mentor" if kind == Kind.MENTOR else "mentore"
    for slug in slugs[slugs.index(first) if first else 0 :]:
        if slug == until:
            return
        page.wait_for_url(re.compile(rf"/candidature/{side}/{slug}/"))
        fill(page, step_values(kind, slug, **changes.get(slug, {})))
        with page.expect_navigation():
            press(page, "Enregistrer et continuer")
        assert not page.title().startswith("Erreur"), page.get_by_role("alert").inner_text()
    page.wait_for_url(re.compile(rf"/candidature/{side}/verifier/"))
