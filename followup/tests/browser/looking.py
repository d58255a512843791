"""A page looked at as a person would see it: on a phone and at a desk, in daylight and at night."""

import itertools

from axe_playwright_python.sync_playwright import Axe

from .conftest import DESK, PHONE

SCRIPT = Axe().axe_script
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
QUICK = {"resultTypes": ["violations"], "preload": False, "iframes": False}
SHAPE = {
    **QUICK,
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {rule: {"enabled": False} for rule in COLOURS},
}
LOOK = {**QUICK, "runOnly": {"type": "rule", "values": COLOURS}}
RUN = """([context, options]) => axe.run(context, options).then(({ violations }) => violations.map(
  ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 100)).join(" | ")}`))"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDTHS, SCHEMES = (DESK, PHONE), ("light", "dark")
# For what has been added to a page seen in both widths.
AGAIN = (PHONE,)

# Whether colours can be read is most of what axe costs, and depends on little: those of a text, its size and
# weight, and what is behind it. Of each look one text is left to axe; one that was found right, on whichever
# page, none. The others are marked. Returns the looks that are new.
NEW_LOOKS = """(known) => {
  const met = new Set(known.split(" ").map(Number)), found = [];
  const hash = (text) => {
    let [a, b] = [5381, 52711];
    for (const letter of text) {
      const code = letter.codePointAt(0);
      [a, b] = [(a * 33) ^ code, (b * 31) ^ code];
    }
    return (a >>> 0) * 1048576 + (b >>> 12);
  };
  const BARE = "rgba(0, 0, 0, 0) none 1 none";
  const speaks = (one) => one.matches("input, select, textarea, button, svg")
    || [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const visit = (one, behind, around) => {
    const style = getComputedStyle(one);
    if (style.display === "none") return one.removeAttribute("data-known") ?? true;
    const paint = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter].join(" ");
    const here = paint === BARE ? behind : `${behind}/${paint}`;
    let isKnown = true;
    if (speaks(one)) {
      const look = hash([here, around, style.color, style.fontSize, style.fontWeight, style.textShadow,
        style.textDecorationLine, style.visibility, one.localName, one.matches(":disabled")].join());
      isKnown = met.has(look);
      if (!isKnown) found.push(look);
      met.add(look);
    }
    const parts = one.matches("svg, select") ? [] : one.children;
    for (const child of parts) isKnown = visit(child, here, style.color) && isKnown;
    one.toggleAttribute("data-known", isKnown);
    return isKnown;
  };
  visit(document.body, "", "");
  return found;
}"""
found_right = set()


def faults_of(page, widths=WIDTHS):
    """What axe and the ruler find on the page that is open, in each width and scheme; it is not loaded
    again."""
    page.evaluate(SCRIPT)
    found = []
    for width, scheme in itertools.product(widths, SCHEMES):
        page.set_viewport_size(width)
        page.emulate_media(color_scheme=scheme)
        faults = faults_in_colours(page)
        # A scheme changes colours and nothing else.
        if scheme == "light":
            faults += page.evaluate(RUN, ["html", SHAPE])
            if over := page.evaluate(OVERFLOW):
                faults.append(f"overflows by {over} px")
        found += [f"{scheme} {width['width']} {fault}" for fault in faults]
    page.set_viewport_size(DESK)
    return found


def faults_in_colours(page):
    # One text: Playwright wraps each item of a list.
    looks = page.evaluate(NEW_LOOKS, " ".join(map(str, found_right)))
    faults = page.evaluate(RUN, [{"exclude": [["[data-known]"]]}, LOOK]) if looks else []
    if not faults:
        found_right.update(looks)
    return faults


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
