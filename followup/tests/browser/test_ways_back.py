"""What is done from a list leads back to it as its reader had it, with scripts and without."""

import re

import pytest

from followup.models import Mentorship
from followup.tests.factories import AlertFactory

from .casting import pair
from .writing import press

ALERTS = "/pilotage/alertes/?niveau=rouge&page=1"


def somebody_asks_to_be_called():
    """The key of the alert."""
    reference = pair().path.split("/")[2]
    return AlertFactory(mentorship=Mentorship.objects.get(reference=reference), red=True).pk


@pytest.mark.parametrize("scripts", [True, False])
def test_alerts_of_one_level(someone, demo, scripts):
    key = demo.ask(somebody_asks_to_be_called)
    page = someone(scripts=scripts).enter("awa", ALERTS).page
    card = page.locator(f"#alerte-{key}")
    with page.expect_navigation():
        card.get_by_role("button", name=re.compile("Je m’en occupe")).click()
    assert page.url.endswith(ALERTS)
    card.get_by_role("link", name=re.compile("Traité")).click()
    page.get_by_role("link", name="Retour", exact=True).click()
    page.wait_for_url(lambda url: url.endswith(ALERTS))
    card.get_by_role("link", name=re.compile("Traité")).click()
    page.get_by_role("heading", name="Alerte traitée").wait_for()
    page.locator("form textarea").fill("Appel fait mardi.")
    press(page, "Marquer comme traitée")
    assert page.url.endswith(ALERTS)
    assert not card.count()
