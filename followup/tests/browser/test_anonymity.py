"""Scenario 6, and the way from an interest to a pair: a name is nowhere before both have said yes."""

import re

from applications.models import Profile
from matching.models import Proposal
from mentoring.models import User

from .conftest import DOMAIN
from .site import link_of, text_of
from .writing import press

LETTER = r"[^\W\d_]"


def waiting_people():
    """[(goal of the excerpt's start, words nobody may read)] of each mentee open to matching."""
    people = []
    profiles = Profile.objects.filter(kind="mentee", state="available").select_related(
        "person", "application", "campus"
    )
    for profile in profiles.exclude(person__last_name=""):
        person, answers = profile.person, profile.application.answers or {}
        said = {name: value for step in answers.values() for name, value in step.items()}
        # A campus called as its region is, or « À distance », says no more than what is shown on purpose.
        campus = profile.campus.label if profile.campus.region not in ("", profile.campus.label) else ""
        words = [person.last_name, person.email, person.public_id, profile.public_id, person.first_name]
        words += [profile.application.reference, person.phone, said.get("employer"), said.get("cohort_label")]
        words += [said.get("city"), said.get("postcode"), said.get("discord_name"), campus]
        people.append([word for word in words if word])
    return people


def partner_of(mentor):
    """The mentee of this mentor's latest question: (address, first name, last name)."""
    proposal = Proposal.objects.filter(mentor__person__email=mentor).latest("pk")
    person = proposal.mentee.person
    return person.email, person.first_name, person.last_name


def read(page):
    """The page as it was sent, but for the demo's own banner, which names its accounts."""
    page.get_by_role("complementary", name="Démonstration").evaluate("banner => banner.remove()")
    return page.content()


def leaks(html, people):
    return [
        word
        for words in people
        for word in words
        if re.search(rf"(?<!{LETTER}){re.escape(word)}(?!{LETTER})", html)
    ]


def test_nadia_reads_no_name_before_the_yes(someone, demo):
    people = demo.ask(waiting_people)
    assert len(people) > 15
    nadia = someone().enter("nadia", "/espace/suggestions/")
    page, address = nadia.page, f"nadia@{DOMAIN}"
    assert leaks(read(page), people) == []
    sheets = page.get_by_role("link", name=re.compile("Voir la fiche")).all()
    assert sheets
    for path in [sheet.get_attribute("href") for sheet in sheets]:
        for more in ("", "interet/", "pas-pour-moi/"):
            page.goto(path + more)
            assert leaks(read(page), people) == [], path

    page.goto("/espace/suggestions/")
    page.get_by_role("link", name=re.compile("Je souhaite l’accompagner")).first.click()
    page.get_by_label("Un mot pour l’équipe").fill("Nous pourrions commencer tout de suite.")
    press(page, "Envoyer mon intérêt")
    page.wait_for_url("**/interets/")
    assert leaks(read(page), people) == []
    email, first, last = demo.ask(partner_of, address)

    awa = someone().enter("awa", "/pilotage/mise-en-relation/propositions/?groupe=interets")
    row = awa.page.get_by_role("listitem").filter(has_text=f"Nadia Benali et {first} {last}")
    assert "Nous pourrions commencer tout de suite." in row.inner_text()
    row.get_by_role("link", name=re.compile("Proposer à la personne")).click()
    press(awa.page, "Proposer à la personne")
    awa.page.get_by_text("C’est noté").wait_for()

    offer = demo.wait_for_mail(email, "proposal_to_mentee")
    assert "Nadia, " in text_of(offer)
    assert "Benali" not in text_of(offer)
    page.goto("/espace/suggestions/interets/")
    page.get_by_role("link", name=re.compile("Voir la proposition")).first.click()
    assert leaks(read(page), people) == []

    mentee = someone().enter(email, link_of(offer, "/espace/propositions/"))
    assert "Benali" not in mentee.page.inner_text("main")
    press(mentee.page, "Oui, je suis d’accord")
    mentee.page.get_by_role("heading", name=f"Nadia et {first}").wait_for()
    assert address in mentee.page.inner_text("main")

    page.goto(link_of(demo.wait_for_mail(address, "pair_started"), "/binomes/"))
    assert page.get_by_role("heading", name=f"Nadia et {first}").count() == 1
    assert email in page.inner_text("main")
    assert demo.ask(User.objects.get, email=email).last_name == last
