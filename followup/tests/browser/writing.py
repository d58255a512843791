"""How a person fills a page: by the names of its fields, as a browser shows them."""

import re

from applications.options import Kind
from applications.questionnaire.steps import STEPS
from applications.tests.answers import answers_of

# Ticks what has to be, all at once, and returns the questions that are left to write: [[name, is a list]].
TICK = """values => Object.entries(values).flatMap(([name, wanted]) => {
  const fields = [...document.querySelectorAll(`form [name="${name}"]:not([type="hidden"])`)];
  if (fields.every((field) => field.closest("[hidden][data-shown-if]"))) return [];
  if (!["checkbox", "radio"].includes(fields[0].type)) return [[name, fields[0].tagName === "SELECT"]];
  for (const field of fields) if (wanted.includes(field.value) && !field.checked) field.click();
  return [];
})"""


def fill(page, values):
    """Fill the page's form with `values`, {field name: [strings]}; what the page does not ask is left.

    A question that another answer unfolds comes in the second round.
    """
    written = set()
    for _round in range(2):
        left = {name: wanted for name, wanted in values.items() if name not in written}
        for name, is_list in page.evaluate(TICK, left):
            write(page, page.locator(f'form [name="{name}"]:not([type="hidden"])'), values[name], is_list)
            written.add(name)


def write(page, field, wanted, is_list):
    if not is_list:
        field.fill(wanted[0] if wanted else "")
    elif field.is_visible():
        field.select_option(wanted)
    else:
        choose(page, field, wanted[0])


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
    """Press a button that sends a form, and arrive."""
    with page.expect_navigation():
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
        press(page, "Enregistrer et continuer")
        assert not page.title().startswith("Erreur"), page.get_by_role("alert").inner_text()
    page.wait_for_url(re.compile(rf"/candidature/{side}/verifier/"))
