"""What looks at pages sees what it is there to see, and once more when it comes back."""

import pytest

from .looking import faults_of

PAGE = """<!doctype html><html lang="fr"><title>Une page</title><style>
  body {{ background: #fff; color: #111 }}
  @media (prefers-color-scheme: dark) {{ body {{ background: #111; color: #eee }} }}
  {css}
</style><main><h1>Titre</h1><p>Un mot.</p><p class="un">Le même mot.</p><p class="un">Encore.</p></main>"""
ONE = {
    ".un { color: #ccc }": ["light 1280 color-contrast", "light 360 color-contrast"],
    "@media (max-width: 500px) and (prefers-color-scheme: dark) { .un { color: #333 } }": [
        "dark 360 color-contrast"
    ],
    ".un { background: #777; color: #888 }": [
        f"{scheme} {width} color-contrast" for width in (1280, 360) for scheme in ("light", "dark")
    ],
    "@media (max-width: 500px) { h1 { width: 400px } }": ["light 360 overflows by"],
    "@media (max-width: 500px) { h1 { display: none } }": ["light 360 page-has-heading-one"],
}


@pytest.fixture
def page(chromium):
    page = chromium.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("css", ONE)
def test_a_fault_is_seen_where_it_is_as_often_as_one_looks(page, css):
    page.set_content(PAGE.format(css=""))
    assert faults_of(page) == []
    for _time in range(2):
        page.set_content(PAGE.format(css=css))
        found = faults_of(page)
        assert all(fault.startswith(words) for fault, words in zip(found, ONE[css], strict=True)), found
