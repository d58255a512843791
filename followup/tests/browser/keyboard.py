"""A person who has no mouse: Tab, Enter, Space, arrows and letters; nothing else touches the page."""

FURTHEST = 300
FOCUSED = """() => {
  const e = document.activeElement, list = document.getElementById(`${e.id}_liste`);
  const label = e.labels?.[0]?.innerText;
  return {
    kind: e.getAttribute("role") === "combobox" ? "combobox" : e.type || e.tagName.toLowerCase(),
    name: list?.name || e.name || "",
    value: e.value ?? "",
    checked: Boolean(e.checked),
    words: (e.innerText || label || e.getAttribute("aria-label") || "").replace(/\\s+/g, " ").trim(),
  };
}"""
LABEL = "([name, value]) => document.querySelector(`[name='${name}'] [value='${value}']`).label"


def focused(page):
    return page.evaluate(FOCUSED)


def tabs(page):
    """What each press of Tab reaches, until it has gone on for too long."""
    for _press in range(FURTHEST):
        page.keyboard.press("Tab")
        yield focused(page)
    raise AssertionError(f"not reached by Tab: {page.url}")


def skip_to_content(page):
    next(here for here in tabs(page) if here["words"] == "Aller au contenu")
    page.keyboard.press("Enter")


def reach(page, words):
    """Tab until the thing in focus says `words`."""
    next(here for here in tabs(page) if here["words"] == words)


def follow(page, words):
    """Go to the link or button that says `words`, press Enter, and arrive."""
    reach(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page, words, text):
    """Type in the field labelled `words`."""
    reach(page, words)
    page.keyboard.type(text)


def fill(page, values, button):
    """Answer what the page asks, {field name: [strings]}, down to `button`, and press it."""
    skip_to_content(page)
    for here in tabs(page):
        if here["words"] == button:
            break
        if here["name"] in values:
            answer(page, here, values[here["name"]])
    with page.expect_navigation():
        page.keyboard.press("Enter")


def answer(page, here, wanted):
    keys, kind = page.keyboard, here["kind"]
    if kind == "checkbox":
        if (here["value"] in wanted) != here["checked"]:
            keys.press("Space")
    elif kind == "radio":
        choose(page, here, wanted)
    elif not wanted or here["value"] == wanted[0]:
        return
    elif kind == "combobox":
        keys.type(page.evaluate(LABEL, [here["name"], wanted[0]]))
        keys.press("ArrowDown")
        keys.press("Enter")
    elif kind.startswith("select"):
        go_down_to(page, wanted[0])
    else:
        keys.press("ControlOrMeta+a")
        keys.type(wanted[0])


def choose(page, here, wanted):
    """One button of a group: Tab stops at the first or the chosen one, arrows move and choose."""
    if not wanted:
        return
    if here["value"] == wanted[0] and not here["checked"]:
        page.keyboard.press("Space")
    assert go_down_to(page, wanted[0])["checked"]


def go_down_to(page, value):
    """Arrow down in a list or a group until it stands at `value`."""
    for _press in range(FURTHEST):
        here = focused(page)
        if here["value"] == value:
            return here
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no {value} by arrows")
