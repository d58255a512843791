"""Scenario 11 without the alert: feedback from the e-mail, the whole form, and a wish nobody else sees."""

import re

from followup.models import MentoringSession, SessionFeedback

from .casting import session_over
from .site import links_of
from .writing import press, title_of

UNSAID = "Il parle plus qu’il n’écoute, je crois."


def said(path):
    """(state of the session at `path`, what was said of it)."""
    public_id = path.strip("/").rpartition("/")[2]
    words = SessionFeedback.objects.filter(mentoring_session__public_id=public_id)
    state = MentoringSession.objects.values_list("state", flat=True).get(public_id=public_id)
    return state, list(words.values_list("utility", "shared_text", "fit"))


def test_a_feedback_from_the_mail_then_the_whole_form(someone, demo):
    people = demo.ask(session_over)
    demo.run("followup.tasks.session_tick")
    asked = demo.wait_for_mail(people.mentee, "session_feedback")
    assert asked["Subject"].strip() == "40 secondes\u202f: comment s’est passée la séance\u202f?"
    visitor = someone()
    page = visitor.page
    for link in links_of(asked, "/retour/"):
        page.goto(link)
    page.goto(links_of(asked, "utilite=4")[0])
    assert page.get_by_label("très utile").is_checked()
    assert demo.ask(said, people.path) == ("to_confirm", [])
    assert page.get_by_label("Souhaitez-vous continuer ensemble").count() == 0
    press(page, "Envoyer mon retour")
    page.get_by_role("heading", name="Merci pour votre retour.").wait_for()
    assert demo.ask(said, people.path) == ("held", [(4, "", "")])

    page.get_by_role("link", name="Compléter mon retour").click()
    visitor.sign_in_by_code(people.mentee, path=None)
    assert page.get_by_label("très utile").is_checked()
    page.get_by_label("Ce que vous en retenez").fill("Commencer par le test le plus bête.")
    page.get_by_label("Quelque chose à nous dire").fill(UNSAID)
    page.get_by_label("Non, je préfère changer").check()
    press(page, "Envoyer mon retour")
    page.get_by_role("heading", name="Merci de nous le dire.").wait_for()
    assert "Rien n’est annoncé à l’autre personne sans vous." in page.inner_text("main")
    assert demo.ask(said, people.path)[1] == [(4, "Commencer par le test le plus bête.", "no")]

    other = someone().enter(people.mentor)
    for path in ("/espace/", people.path, people.path + "retour/", people.path.partition("seances/")[0]):
        other.page.goto(path)
        seen = other.page.inner_text("main")
        assert UNSAID not in seen
        assert not re.search("préfère changer (?!de)|très utile.*Timothe", seen) or "retour/" in path
    assert "Commencer par le test le plus bête." in seen
    kinds = [message["X-Binome-Kind"] for message in demo.mails_to(people.mentor)]
    assert set(kinds) <= {"session_feedback"}


def test_a_session_that_did_not_take_place(someone, demo):
    people = demo.ask(session_over)
    page = someone().enter(people.mentor, people.path + "retour/").page
    page.get_by_label("Non, elle n’a pas eu lieu").check()
    assert page.get_by_label("très utile").is_hidden()
    press(page, "Envoyer mon retour")
    page.get_by_text("Merci pour votre retour.").wait_for()
    assert demo.ask(said, people.path)[0] == "missed"
    assert title_of(page) == f"{people.mentor_name} et {people.mentee_name}"
