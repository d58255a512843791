"""A page looked at as a person would see it: on a phone and at a desk, in daylight and at night."""

from axe_playwright_python.sync_playwright import Axe

from .conftest import DESK, PHONE

SCRIPT = Axe().axe_script
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUICK = {"resultTypes": ["violations"], "preload": False, "iframes": False}
EVERYTHING = {**QUICK, "runOnly": {"type": "tag", "values": TAGS}}
# A colour scheme changes colours and nothing else, a width everything but colours.
COLOURS = {**QUICK, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
RUN = """options => axe.run(document, options).then(({ violations }) => violations.map(
  ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 100)).join(" | ")}`))"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

LOOKS = (
    ("light", DESK, EVERYTHING),
    ("dark", DESK, COLOURS),
    ("light", PHONE, COLOURS),
    ("dark", PHONE, EVERYTHING),
)
# For what has been added to a page seen in all of them: the colours of the day, everything on a phone.
AGAIN = LOOKS[2:]


def faults_of(page, looks=LOOKS):
    """What axe and the ruler find on the page that is open; it is not loaded again."""
    page.evaluate(SCRIPT)
    found = []
    for scheme, width, options in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(width)
        found += [f"{scheme} {width['width']} {fault}" for fault in page.evaluate(RUN, options)]
        if over := page.evaluate(OVERFLOW):
            found.append(f"{width['width']} overflows by {over} px")
    page.set_viewport_size(DESK)
    return found


# The questions of the form that asks most; a form without one is left.
QUESTIONS = """
  const asked = (form) => [...form.elements].filter(
    (field) => field.name && field.type !== "hidden" && !field.matches("button"));
  const [form] = [...document.querySelectorAll("main form[method=post]")]
    .sort((a, b) => asked(b).length - asked(a).length);
  const questions = form ? asked(form) : [];
"""
COUNT = f"() => {{ {QUESTIONS} return questions.length }}"
SEND_EMPTY = f"""() => {{
  {QUESTIONS}
  for (const field of questions) {{
    if (["checkbox", "radio"].includes(field.type)) field.checked = false;
    else field.value = "";
  }}
  form.noValidate = true;
  const buttons = [...form.querySelectorAll("button:not([type=button])")];
  (buttons.find((button) => !button.name) ?? buttons[0]).click();
}}"""


def has_questions(page):
    return page.evaluate(COUNT) > 0


def send_empty(page):
    """Send the page's form without an answer."""
    with page.expect_navigation():
        page.evaluate(SEND_EMPTY)
