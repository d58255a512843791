"""Four lives of pairs, from the first message to the last page, on both sides and at the coordination's desk:
one that lasts, one that goes silent, one that wants to change, a mentor with only a telephone."""

import datetime
import re
import zoneinfo

import pytest
from playwright.sync_api import expect

from applications.models import Profile
from followup.models import Alert, MentoringSession, Mentorship
from followup.tests.factories import WorkshopFactory
from matching.models import Exclusion

from . import timed
from .casting import just_formed
from .conftest import PHONE
from .site import link_of, links_of, text_of
from .test_sessions import CHIP, event_of
from .test_whole_way import check_words
from .writing import press, title_of

MONDAY = datetime.date(2026, 9, 7)
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
ALERTS, TESTIMONIALS = "/pilotage/alertes/", "/pilotage/reglages/temoignages/"
# What only the team says of a pair.
TEAM_WORDS = re.compile(r"alerte|à surveiller|silence|préfère changer|peu utile", re.IGNORECASE)
# However long a pair lasts.
ONCE = ("pair_started", "pair_resuming", "pair_resumed", "pair_extended", "pair_completed")
SECRET = "Il parle plus qu’il n’écoute, je crois."
SENTENCE = "On m’a répondu chaque fois, et j’ai osé postuler."


@pytest.fixture
def site(tmp_path, prepared, django_db_blocker, settings):
    with django_db_blocker.unblock():
        found = timed.start(tmp_path, prepared, django_db_blocker, settings, MONDAY)
        yield found
        for message in found.mails():
            check_words(message)
        found.stop()


class Life:
    """A pair's two people and the coordinator, each at a browser of their own. Phones for the pair."""

    def __init__(self, site, someone, **mentor):
        self.site = site
        self.two, self.awa_address = site.ask(just_formed, **mentor)
        self.mentor, self.mentee = (someone(site=site, viewport=PHONE) for _side in range(2))
        self.awa, self.visitor = someone(site=site), someone(site=site, viewport=PHONE)
        self.enter()

    def enter(self):
        """A session lasts a month, less than a pair."""
        self.mentor.enter(self.two.mentor)
        self.mentee.enter(self.two.mentee)
        self.awa.enter(self.awa_address)

    def later(self, days):
        self.site.later(days)
        self.enter()

    def at_pair(self, person):
        person.page.goto(self.two.path)
        return person.page

    def said_to(self, person):
        """What this person reads of the pair: the space, then the pair's page."""
        person.page.goto("/espace/")
        return seen(person.page) + seen(self.at_pair(person))

    def plan(self, person):
        """On the first common date; returns when the session begins."""
        coming = self.at_pair(person).get_by_role("region", name="Prochaine séance")
        coming.get_by_role("link", name=CHIP).first.click()
        press(person.page, "Planifier")
        person.page.get_by_text("La séance est prévue.").wait_for()
        return self.site.ask(lambda: MentoringSession.objects.latest("planned_at").starts_at)

    def the_morning_after(self, moment):
        self.later((moment.astimezone(PARIS).date() - self.site.now.date()).days + 1)

    def meet(self):
        """Plan, let the day pass, and both tell of it."""
        self.the_morning_after(self.plan(self.mentor))
        self.tell_of_it()

    def tell_of_it(self):
        """Both answer from their e-mails, without signing in."""
        for address in (self.two.mentor, self.two.mentee):
            self.visitor.page.goto(links_of(self.site.last(address, "session_feedback"), "utilite=4")[0])
            press(self.visitor.page, "Envoyer mon retour")
            self.visitor.page.get_by_role("heading", name="Merci pour votre retour.").wait_for()

    def received(self, kind):
        """How many such messages: (the mentor, the mentee)."""
        return tuple(self.site.kinds(address).count(kind) for address in (self.two.mentor, self.two.mentee))

    def state(self):
        return self.site.ask(lambda: Mentorship.objects.get().state)

    def alerts(self):
        """The open alerts as (rule, level)."""
        return self.site.ask(lambda: list(Alert.objects.open().values_list("rule", "level")))


def plain(words):
    """Without the signs a line never breaks at."""
    return words.replace("\u202f", " ").replace("\xa0", " ")


def seen(page):
    return plain(page.inner_text("main"))


def test_a_pair_that_lasts(someone, site):
    life = Life(site, someone)
    mentor, mentee, two = life.mentor.page, life.mentee.page, life.two
    # First words, a channel, goals.
    mentee.goto(link_of(site.last(two.mentee, "pair_started"), "/binomes/"))
    mentee.get_by_text("Trois premiers messages à copier").click()
    expect(mentee.get_by_role("button", name="Copier").first).to_be_visible()
    press(mentee, "C’est fait")
    mentee.get_by_role("link", name="Choisir le canal").click()
    mentee.get_by_label("Google Meet").check()
    mentee.get_by_label("Lien ou précision").fill("https://meet.example/a-deux")
    press(mentee, "Enregistrer")
    mentee.goto(two.path + "objectifs/")
    mentee.get_by_label("Objectif", exact=True).fill("Décrocher une alternance")
    press(mentee, "Ajouter l’objectif")
    assert "Décrocher une alternance" in seen(life.at_pair(life.mentor))

    life.meet()
    life.at_pair(life.mentor)
    assert mentor.get_by_role("heading", name="Kit de démarrage").count() == 0
    # The second does not suit the mentor, who moves it.
    life.plan(life.mentee)
    mentor.goto(link_of(site.last(two.mentor, "session_planned"), "/deplacer/"))
    assert title_of(mentor) == "Ça ne me convient pas"
    mentor.get_by_role("link", name=CHIP).nth(1).click()
    press(mentor, "Déplacer la séance")
    moved = [event_of(site.last(address, "session_moved")) for address in (two.mentor, two.mentee)]
    assert {event["sequence"] for event in moved} == {1}
    life.the_morning_after(moved[0].decoded("dtstart"))
    life.tell_of_it()

    # A fortnight after the start: a check-in, answered by one and skipped by the other.
    site.on(MONDAY + datetime.timedelta(days=14))
    mentee.goto(link_of(site.last(two.mentee, "checkin_due"), "/points/"))
    mentee.get_by_label("Très bien").check()
    mentee.get_by_label("Oui", exact=True).check()
    press(mentee, "Envoyer mes réponses")
    mentor.goto(link_of(site.last(two.mentor, "checkin_due"), "/points/"))
    press(mentor, "Passer ce point")

    # A pause of three weeks, which ends by itself.
    mentor.goto(two.path + "pause/")
    back = site.now.date() + datetime.timedelta(days=21)
    mentor.get_by_label("Jusqu’au").fill(back.isoformat())
    mentor.get_by_label("Un mot pour l’autre personne").fill("Je reviens avec des idées.")
    press(mentor, "Mettre en pause")
    assert "Je reviens avec des idées." in text_of(site.last(two.mentee, "pair_paused"))
    assert "En pause" in seen(life.at_pair(life.mentee))
    site.on(back - datetime.timedelta(days=2))
    site.on(back)
    life.enter()
    assert life.state() == "active"
    for address in (two.mentor, two.mentee):
        assert site.kinds(address)[-2:] == ["pair_resuming", "pair_resumed"]
    life.meet()

    # The end comes near: two months more, which the other agrees to.
    site.on(site.ask(lambda: Mentorship.objects.get().planned_end_on) - datetime.timedelta(days=20))
    life.later(2)
    mentor.goto(link_of(site.last(two.mentor, "end_approaching"), "/prolonger/"))
    mentor.get_by_label("Deux mois de plus").check()
    press(mentor, "Proposer de continuer")
    mentee.goto(link_of(site.last(two.mentee, "pair_extension_asked"), "/prolonger/"))
    mentee.get_by_label("Oui, continuons").check()
    press(mentee, "Envoyer ma réponse")
    # That date is a Sunday, when nothing leaves.
    site.on(site.ask(lambda: Mentorship.objects.get().planned_end_on) + datetime.timedelta(days=1))
    life.enter()
    end_it(life)
    keep_what_was_done(life)
    assert {life.received(kind) for kind in ONCE} == {(1, 1)}


def end_it(life):
    """The mentee ends the pair, whose time has passed; both look back."""
    site, mentor, mentee = life.site, life.mentor.page, life.mentee.page
    mentee.goto(life.two.path + "prolonger/")
    mentee.get_by_role("link", name="Terminer le binôme").click()
    mentee.get_by_label("La durée prévue est passée").check()
    press(mentee, "Terminer le binôme")
    mentee.get_by_role("group", name="Décrocher une alternance").get_by_label("Atteint").check()
    mentee.get_by_label("9", exact=True).check()
    mentee.get_by_label("Plus tard", exact=True).check()
    mentee.get_by_label("Une phrase pour donner envie").fill(SENTENCE)
    mentee.get_by_label("J’accepte qu’elle soit publiée").check()
    press(mentee, "Envoyer mon bilan")
    mentor.goto(link_of(site.last(life.two.mentor, "pair_ending"), "/bilan/"))
    assert SENTENCE not in seen(mentor)
    mentor.get_by_label("10", exact=True).check()
    mentor.get_by_label("Oui", exact=True).check()
    press(mentor, "Envoyer mon bilan")
    assert life.state() == "completed"


def keep_what_was_done(life):
    """A certificate each, which anyone may verify; a sentence on the home page until its author says no."""
    site, mentor, mentee, visitor = life.site, life.mentor.page, life.mentee.page, life.visitor.page
    mentor.goto(link_of(site.last(life.two.mentor, "pair_completed"), "/attestation/"))
    with mentor.expect_download() as download:
        mentor.get_by_role("link", name="Télécharger le PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    code = re.search(r"Attestation (\w{4}-\w{4}-\w{4})", seen(mentor))[1]
    visitor.goto("/attestations/")
    visitor.get_by_label("Code de l’attestation").fill(code.lower())
    press(visitor, "Vérifier")
    assert title_of(visitor) == "Attestation authentique"
    assert "Kerouredan" not in seen(visitor)

    life.awa.page.goto(TESTIMONIALS)
    press(life.awa.page, re.compile("^Publier"))
    visitor.goto("/")
    assert SENTENCE in seen(visitor)
    life.at_pair(life.mentee)
    press(mentee, "La retirer")
    visitor.reload()
    assert SENTENCE not in seen(visitor)
    mentee.goto("/espace/")
    assert "Votre profil est en pause" in seen(mentee)
    mentee.get_by_role("link", name="Mon attestation").click()
    assert "Attestation de participation" in seen(mentee)


def test_a_pair_that_goes_silent(someone, site):
    life = Life(site, someone)
    two, awa = life.two, life.awa.page
    life.later(5)
    assert life.received("first_session_nudge") == (1, 0)
    for days in (2, 1):
        life.later(days)
        assert life.received("first_session_nudge") == (1, 1)
    # Ten days without a date: Awa calls, and that delay is not told again.
    life.later(2)
    assert life.alerts() == [("no_first", Alert.Level.AMBER)]
    awa.goto(ALERTS)
    awa.get_by_role("link", name=re.compile("^Traité")).click()
    awa.get_by_label("Ce qui a été fait").fill("Appel à Solveig : elle rentre de vacances.")
    press(awa, "Marquer comme traitée")
    life.later(1)
    assert life.alerts() == []
    life.meet()

    for days in (22, 3, 16):
        life.later(days)
    assert life.received("next_session_nudge") == (1, 1)
    assert life.alerts() == [("silent", Alert.Level.AMBER)]
    for person in (life.mentor, life.mentee):
        assert not TEAM_WORDS.search(life.said_to(person))

    awa.goto(ALERTS)
    assert re.search(r"Silence depuis \d+ jours \(rythme prévu : 14\)", seen(awa))
    awa.get_by_role("link", name=re.compile("^Écrire")).click()
    press(awa, "Envoyer le message")
    for address in (two.mentor, two.mentee):
        assert not TEAM_WORDS.search(text_of(site.last(address, "team_message")))
    # They plan: the alert closes by itself, and the same silence is not told twice.
    life.plan(life.mentee)
    assert life.alerts() == []
    awa.goto(ALERTS)
    assert "Aucune alerte." in seen(awa)


def test_a_pair_that_wants_to_change(someone, site):
    life = Life(site, someone)
    two, mentor, mentee, awa = life.two, life.mentor.page, life.mentee.page, life.awa.page
    life.the_morning_after(life.plan(life.mentee))
    mentee.goto("/espace/")
    mentee.get_by_role("link", name="Donner mon retour").click()
    mentee.get_by_label("Oui", exact=True).check()
    mentee.get_by_label("un peu utile").check()
    mentee.get_by_label("Quelque chose à nous dire").fill(SECRET)
    mentee.get_by_label("Non, je préfère changer").check()
    press(mentee, "Envoyer mon retour")
    assert title_of(mentee) == "Merci de nous le dire."
    assert "Awa vous écrit sous 2 jours ouvrés." in seen(mentee)
    assert life.alerts() == [("fit_no", Alert.Level.RED)]

    told = site.last(life.awa_address, "staff_alert")
    assert SECRET not in told.as_string() + text_of(told)
    awa.goto(link_of(told, ALERTS))
    assert SECRET in seen(awa)
    # The one is not asked for another date, the other sees nothing.
    mine, theirs = life.said_to(life.mentee), life.said_to(life.mentor)
    assert "Rien n’est annoncé à Solveig sans vous." in mine
    assert "Fixez la prochaine séance" not in mine
    assert "Fixez la prochaine séance" in theirs
    assert SECRET not in theirs
    assert not TEAM_WORDS.search(theirs)

    mentee.goto(two.path + "terminer/")
    mentee.get_by_label("Nous ne nous sommes pas trouvés").check()
    press(mentee, "Terminer le binôme")
    mentee.get_by_label("5", exact=True).check()
    mentee.get_by_label("Oui", exact=True).check()
    press(mentee, "Envoyer mon bilan")
    ending = text_of(site.last(two.mentor, "pair_ending"))
    assert "Votre binôme avec Timothe prend fin. L’équipe vous contacte pour la suite." in ending
    assert "trouvés" not in ending + life.said_to(life.mentor)
    mentor.goto(two.path + "bilan/")
    mentor.get_by_label("8", exact=True).check()
    mentor.get_by_label("Oui", exact=True).check()
    press(mentor, "Envoyer mon bilan")

    assert life.state() == "ended_early"
    assert site.ask(lambda: set(Profile.objects.values_list("state", flat=True))) == {"available"}
    assert site.ask(lambda: Exclusion.objects.in_force(site.now.date()).count()) == 1
    mentee.goto("/espace/")
    assert "Nous cherchons votre mentor." in seen(mentee)
    mentor.goto("/espace/suggestions/")
    assert "Pas de suggestion pour l’instant." in seen(mentor)


def test_a_mentor_with_only_a_telephone(someone, site):
    by_phone = {"channels": ["phone", "in_person"], "preferred_channel": "phone", "discord_ease": "none"}
    life = Life(site, someone, **by_phone, discord_help=["person"])
    two, mentor = life.two, life.mentor.page
    mentor.goto(link_of(site.last(two.mentor, "pair_started"), "/binomes/"))
    mentor.get_by_role("link", name="Choisir le canal").click()
    mentor.get_by_label("Téléphone").check()
    press(mentor, "Enregistrer")
    # His pages speak of Discord once, where he asked for help.
    assert len(re.findall("Discord", life.said_to(life.mentor))) <= 1
    starts_at = life.plan(life.mentor)
    mentor.get_by_role("region", name="Prochaine séance").get_by_role("link").first.click()
    expect(mentor.get_by_role("link", name=re.compile("^06 12 98"))).to_be_visible()
    planned = site.last(two.mentee, "session_planned")
    assert "par téléphone" in text_of(planned).lower() or "Téléphone" in text_of(planned)
    life.the_morning_after(starts_at)
    life.visitor.page.goto(links_of(site.last(two.mentor, "session_feedback"), "utilite=5")[0])
    press(life.visitor.page, "Envoyer mon retour")

    # A call nobody had planned is noted afterwards, and told of at once.
    mentor.goto(two.path + "seances/noter/")
    mentor.get_by_label("Date", exact=True).fill((site.now.date() - datetime.timedelta(days=1)).isoformat())
    mentor.get_by_label("Heure").fill("12:15")
    press(mentor, "Enregistrer")
    assert mentor.get_by_label("Oui", exact=True).first.is_checked()
    mentor.get_by_label("utile", exact=True).check()
    press(mentor, "Envoyer mon retour")
    assert site.ask(lambda: MentoringSession.objects.held().count()) == 2

    learn_discord_with_a_person(life)


def learn_discord_with_a_person(life):
    """A workshop with its file for the calendar, then a person of the team at a date."""
    site, mentor, awa = life.site, life.mentor.page, life.awa.page
    path = site.ask(lambda: f"/aide/discord/ateliers/{WorkshopFactory().reference}/")
    mentor.goto(path)
    press(mentor, "M’inscrire")
    seat = site.last(life.two.mentor, "workshop_registered")
    with mentor.expect_download() as download:
        mentor.get_by_role("link", name="Ajouter à mon agenda").click()
    assert event_of(download.value.path().read_bytes())["uid"] == event_of(seat)["uid"]
    mentor.goto("/aide/discord/demander/")
    mentor.get_by_label("Un téléphone").check()
    mentor.get_by_label("Créer le compte").check()
    mentor.get_by_label("Par téléphone").check()
    press(mentor, "Envoyer ma demande")
    awa.goto("/pilotage/aide/?nature=discord")
    awa.locator("tbody a").first.click()
    awa.get_by_label("Rendez-vous le").fill((site.now.date() + datetime.timedelta(days=2)).isoformat())
    awa.get_by_label(re.compile("^Heure")).fill("18:30")
    press(awa, "Planifier")
    assert "18 h 30" in plain(text_of(site.last(life.two.mentor, "help_planned")))
    mentor.goto("/aide/discord/demander/")
    assert "Une personne de l’équipe s’en occupe" in seen(mentor)
