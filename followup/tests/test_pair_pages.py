"""The pair's page, its goals, its channel; the space that leads to it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.tests.factories import ApplicationFactory, ProfileFactory
from followup.models import Goal, Mentorship
from followup.tests.factories import (
    GoalFactory,
    MentoringSessionFactory,
    MentorshipFactory,
    SessionFeedbackFactory,
)
from matching.tests.factories import ProposalFactory, in_days
from mentoring.models import AccessLog, Programme
from mentoring.templatetags.dates import heure_a
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PAIR_PAGES = ("pair", "pair_channel", "pair_goals", "session_plan", "session_log")


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", PAIR_PAGES)
def test_a_pair_is_of_its_two_people(client, pair, awa, name):
    url = reverse(name, args=[pair.reference])
    assert client.get(url).url.startswith("/connexion/")
    for stranger in (awa, UserFactory(), MentorshipFactory().mentor.person):
        client.force_login(stranger)
        if (stranger, name) == (awa, "pair"):
            assert client.get(url).url == reverse("pair_desk", args=[pair.reference])
            continue
        assert client.get(url).status_code == 404
        assert client.post(url, {"channel": "meet"}).status_code in (404, 405)
    for member in pair.people:
        client.force_login(member)
        assert client.get(url).status_code == 200


def test_the_page_of_a_new_pair(as_yanis, pair, nadia):
    html = page(as_yanis, "pair", pair.reference)
    for words in ("Nadia et Yanis", "En cours", "Planifier une séance", "Kit de démarrage", nadia.email):
        assert words in html
    assert "Votre journal commencera ici." in html
    assert AccessLog.objects.get().person == nadia


def test_the_kit_goes_step_by_step(as_yanis, pair):
    as_yanis.post(reverse("pair_step", args=[pair.reference, "bonjour"]))
    assert Mentorship.objects.get().greeted_at
    as_yanis.post(reverse("pair_step", args=[pair.reference, "fermer"]))
    assert "Kit de démarrage" not in page(as_yanis, "pair", pair.reference)


def test_a_step_needs_a_post(as_yanis, pair):
    assert as_yanis.get(reverse("pair_step", args=[pair.reference, "bonjour"])).status_code == 405
    assert not Mentorship.objects.get().greeted_at


def test_what_the_other_said_to_the_team_stays_there(as_nadia, pair, yanis):
    done = MentoringSessionFactory(mentorship=pair, held=True, notes="Lire une pile d’appels")
    SessionFeedbackFactory(
        mentoring_session=done,
        author=yanis,
        utility=1,
        shared_text="Merci pour la patience",
        team_text="SENTINELLE-EQUIPE",
        fit="no",
        is_contact_wanted=True,
    )
    pages = [
        page(as_nadia, "pair", pair.reference),
        page(as_nadia, "session", pair.reference, done.public_id),
        page(as_nadia, "session_feedback", pair.reference, done.public_id),
        page(as_nadia, "space"),
    ]
    assert "Merci pour la patience" in pages[0]
    assert "Lire une pile d’appels" in pages[0]
    for html in pages:
        assert "SENTINELLE-EQUIPE" not in html
        assert "Préfère changer" not in html
    assert "pas utile" not in pages[0]


def test_choosing_a_channel(as_yanis, pair):
    url = reverse("pair_channel", args=[pair.reference])
    answer = as_yanis.post(url, {"channel": "meet", "link": "https://meet.example.org/abc"}, follow=True)
    assert "https://meet.example.org/abc" in answer.content.decode()
    assert Mentorship.objects.get().channel == "meet"
    answer = as_yanis.post(url, {"channel": "pigeon", "link": "Salon\nbleu"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Choisissez un canal" in html
    assert "Salon" in html
    assert Mentorship.objects.get().channel == "meet"


def test_a_link_is_never_a_script(as_yanis, pair):
    Mentorship.objects.update(channel_link="javascript:alert(1) <script>alert(2)</script>")
    html = page(as_yanis, "pair", pair.reference)
    assert 'href="javascript' not in html
    assert "<script>alert(2)" not in html


def test_writing_goals(as_yanis, pair):
    url = reverse("pair_goals", args=[pair.reference])
    assert "Présenter" in page(as_yanis, "pair_goals", pair.reference, titre="Présenter un projet")
    assert (
        "Écrivez votre objectif"
        in as_yanis.post(url, {"title": "", "success": "Un entretien"}).content.decode()
    )
    for title in ("Un", "Deux", "Trois"):
        assert as_yanis.post(url, {"title": title}).status_code == 302
    answer = as_yanis.post(url, {"title": "Quatre", "success": "Jamais perdu"})
    assert "Jamais perdu" in answer.content.decode()
    assert Goal.objects.count() == 3


def test_changing_a_goal(as_yanis, pair):
    goal = GoalFactory(mentorship=pair)
    url = reverse("pair_goal", args=[pair.reference, goal.pk])
    as_yanis.post(url, {"title": "Tester mieux", "success": "", "state": "reached"})
    assert Goal.objects.get().state == "reached"
    html = page(as_yanis, "pair", pair.reference)
    assert "Objectifs terminés" in html
    other = GoalFactory()
    foreign = reverse("pair_goal", args=[pair.reference, other.pk])
    assert as_yanis.post(foreign, {"title": "Volé", "state": "reached"}).status_code == 404
    other.refresh_from_db()
    assert other.title != "Volé"


def test_a_goal_shows_what_changed(as_yanis, pair, nadia):
    goal = GoalFactory(mentorship=pair)
    data = {"title": goal.title, "success": "", "state": "reached"}
    as_yanis.post(reverse("pair_goal", args=[pair.reference, goal.pk]), data)
    assert "Yanis l’a passé à" in page(as_yanis, "pair_goal", pair.reference, goal.pk)


@pytest.mark.parametrize("state", ["paused", "closing", "completed", "ended_early"])
def test_every_state_of_a_pair_has_its_page(as_yanis, pair, state):
    today = timezone.localdate()
    ended = today if state in ("completed", "ended_early") else None
    until = today + datetime.timedelta(days=9) if state == "paused" else None
    reason = "" if state == "paused" else "goals"
    Mentorship.objects.update(state=state, ended_on=ended, paused_until=until, end_reason=reason)
    html = page(as_yanis, "pair", pair.reference)
    assert str(Mentorship.State(state).label) in html
    assert ("Ce binôme est terminé." in html) == bool(ended)


def test_two_time_zones_are_both_told(as_yanis, pair, nadia):
    nadia.timezone = "Indian/Reunion"
    nadia.save()
    at = datetime.datetime.combine(
        timezone.localdate() + datetime.timedelta(days=9), datetime.time(17, tzinfo=datetime.UTC)
    )
    MentoringSessionFactory(mentorship=pair, starts_at=at)
    assert f"{heure_a(at, 'Indian/Reunion')} pour Nadia" in page(as_yanis, "pair", pair.reference)
    assert heure_a(at, "Indian/Reunion").startswith("21")


def test_the_pair_page_asks_as_much_for_one_session_as_for_twenty(as_yanis, pair, django_assert_num_queries):
    url = reverse("pair", args=[pair.reference])
    row = MentoringSessionFactory(mentorship=pair, held=True)
    SessionFeedbackFactory(mentoring_session=row)
    GoalFactory(mentorship=pair)
    as_yanis.get(url)
    with django_assert_num_queries(13):
        as_yanis.get(url)
    for day in range(2, 20):
        row = MentoringSessionFactory(mentorship=pair, held=True, starts_at=in_days(-day))
        SessionFeedbackFactory(mentoring_session=row, shared_text="Noté.")
        GoalFactory(mentorship=pair, state="reached", title=f"Objectif {day}")
    with django_assert_num_queries(13):
        as_yanis.get(url)


def test_the_space_asks_as_much_for_one_pair_as_for_six(as_nadia, pair, django_assert_max_num_queries):
    as_nadia.get("/espace/")
    with django_assert_max_num_queries(19):
        as_nadia.get("/espace/")
    for _number in range(5):
        more = MentorshipFactory(proposal=ProposalFactory(mentor=pair.mentor, accepted=True))
        MentoringSessionFactory(mentorship=more)
        GoalFactory(mentorship=more)
    with django_assert_max_num_queries(19):
        as_nadia.get("/espace/")


def test_the_space_says_what_comes_first(as_nadia, pair):
    over = MentoringSessionFactory(mentorship=pair, over=True)
    ProposalFactory(mentor=pair.mentor, asked_mentor=True)
    html = page(as_nadia, "space")
    first, second, third = (
        html.index(words)
        for words in ("Une proposition vous attend", "Comment s’est passée la séance", "Fixez la prochaine")
    )
    assert first < second < third
    assert reverse("session_feedback", args=[pair.reference, over.public_id]) in html


def test_newcomers_are_led_to_their_application(client, awa):
    client.force_login(UserFactory())
    assert client.get("/espace/").url == "/candidature/"
    client.force_login(awa)
    assert client.get("/espace/").url == reverse("todo")


@pytest.mark.parametrize(
    ("kind", "words"), [(True, "Nous cherchons la bonne personne."), (False, "Nous cherchons votre mentor.")]
)
def test_people_who_wait_know_it(client, kind, words):
    profile = ProfileFactory(mentor=kind)
    client.force_login(profile.person)
    assert words in page(client, "space")


def test_suggestions_are_offered_where_mentors_choose(client):
    client.force_login(ProfileFactory(mentor=True).person)
    assert "Voir les suggestions" in page(client, "space")
    Programme.objects.update(mode=Programme.Mode.COORDINATOR)
    assert "Voir les suggestions" not in page(client, "space")


def test_an_application_on_its_way_is_shown(client):
    application = ApplicationFactory()
    client.force_login(application.person)
    assert reverse("application_status", args=[application.reference]) in page(client, "space")


def test_the_shortcut_to_the_pair(as_nadia, pair):
    assert as_nadia.get("/binomes/").url == reverse("pair", args=[pair.reference])
    MentorshipFactory(proposal=ProposalFactory(mentor=pair.mentor, accepted=True))
    assert as_nadia.get("/binomes/").url == "/espace/"
