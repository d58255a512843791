"""« Personnes » as the coordination reads it: the table, the file, and everything about one person."""

import pytest
from django.urls import reverse

from applications.services import notes
from applications.tests.factories import ApplicationFactory, ProfileFactory
from followup.models import DataExport
from followup.services import asking, pair_notes, timeline, workshops
from followup.services.privacy import erasure, exports
from followup.tests.factories import (
    AccountDeletionFactory,
    AlertFactory,
    CheckInFactory,
    MentoringSessionFactory,
    MentorshipFactory,
    SessionFeedbackFactory,
    WorkshopFactory,
)
from matching.tests.factories import ProposalFactory
from mentoring import help as help_desk
from mentoring.mail.models import Email
from mentoring.models import AccessLog, Event, HelpRequest
from mentoring.tests.factories import EmailFactory, UserFactory

pytestmark = pytest.mark.django_db
URL, FILE = "/pilotage/personnes/", "/pilotage/personnes.csv"
TABLE_QUERIES, PAGE_QUERIES = 13, 36


@pytest.fixture
def as_awa(client, awa):
    client.force_login(awa)
    return client


def html(answer):
    assert answer.status_code == 200
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def at(person, name="person"):
    return reverse(name, args=[person.public_id])


def number_of_rows(answer):
    return html(answer).count('<th scope="row">')


def test_the_table(as_awa, pair, nadia):
    page = html(as_awa.get(URL))
    assert page.count('<th scope="row">') == 3
    assert at(nadia) in page
    for words in ("Nadia Benali", "En binôme", "Coordination", "jamais", 'aria-sort="ascending"'):
        assert words in page
    assert number_of_rows(as_awa.get(URL, {"role": "mentor", "etat": "en-binome"})) == 1
    assert number_of_rows(as_awa.get(URL, {"role": "rien", "etat": "x", "tri": "y", "page": "z"})) == 3
    assert "Personne ne correspond." in html(as_awa.get(URL, {"q": "personne-de-ce-nom"}))


def test_each_wears_the_token_of_what_they_are(as_awa, pair, awa, nadia, yanis):
    for person, kind in ((awa, "equipe"), (nadia, "mentor"), (yanis, "mentore"), (UserFactory(), "neutre")):
        row = html(as_awa.get(URL, {"q": person.email})).partition('<th scope="row">')[2]
        assert f'<span class="bn-jeton bn-jeton--{kind}"' in row.partition("</th>")[0]
        assert f"bn-jeton--{kind}" in html(as_awa.get(at(person)))


def test_two_sides_are_told_apart(as_awa, pair, nadia):
    ProfileFactory(person=nadia)
    page = html(as_awa.get(URL, {"q": "nadia"}))
    assert '<span class="bn-registre__petit">Mentoré</span>' in page
    assert "Mentoré, Mentor" in page


def test_as_many_queries_for_one_row_as_for_a_page(as_awa, pair, django_assert_num_queries):
    as_awa.get(URL)
    with django_assert_num_queries(TABLE_QUERIES):
        as_awa.get(URL)
    MentorshipFactory.create_batch(10)
    ProfileFactory.create_batch(7)
    with django_assert_num_queries(TABLE_QUERIES):
        assert number_of_rows(as_awa.get(URL)) == 25


def test_the_file_holds_what_the_filters_leave(as_awa, pair, awa, yanis):
    yanis.phone = "+33612345678"
    yanis.save()
    head, row, _end = html(as_awa.post(f"{FILE}?role=mentore&q=traoré")).split("\r\n")
    assert head.startswith("\ufeffPrénom;Nom;E-mail;Téléphone;Rôles;Comme mentor;Comme personne mentorée")
    assert row.startswith(f"Yanis;Traoré;{yanis.email};'+33612345678;Mentoré;;En binôme;Montreuil;")
    event = Event.objects.get(transition="export")
    assert (event.actor, event.payload["rows"], event.payload["is_searched"]) == (awa, 1, True)
    assert "traoré" not in str(event.payload)
    assert as_awa.get(FILE).status_code == 405


@pytest.fixture
def known(pair, nadia, awa):
    """Nadia, of whom the team knows something of everything."""
    ApplicationFactory(person=nadia, rejected=True, decision_message="Plus tard, oui.")
    ApplicationFactory(person=nadia, draft=True)
    notes.add(pair.mentor.application, by=awa, text="Très à l’aise au téléphone.")
    pair_notes.add(pair, by=awa, text="Les deux ont été joints.")
    ProposalFactory(
        mentor=pair.mentor, asked_mentor=True, state="declined", close_reason="no_time", close_text="Examens."
    )
    AlertFactory(mentorship=pair, rule="silent", resolved=True, note="Appel fait.", resolved_by=awa)
    AlertFactory(mentorship=pair, red=True)
    EmailFactory(recipient=nadia, subject="Votre binôme commence")
    EmailFactory(recipient=nadia, subject="482915 : votre code", is_secret=True)
    HelpRequest.objects.create(reference="AID-2345", kind="contact", person=nadia, email=nadia.email)
    return nadia


def test_everything_about_one_person(as_awa, known, pair, awa):
    page = html(as_awa.get(at(known)))
    for words in (
        *("Nadia Benali", known.email, "En binôme", "Candidature de mentor", "Demande de mentorat"),
        *(
            "Plus tard, oui.",
            "pas encore envoyé",
            "Très à l’aise au téléphone.",
            "Les deux ont été joints.",
            "Avec Yanis Traoré",
        ),
        *("Non aboutie", "Examens.", "Appel fait.", "Votre binôme commence", "AID-2345", "Note ajoutée"),
        *("Compétences techniques", "(confirmé)", "Voir les meilleures adéquations"),
        reverse("pair_desk", args=[pair.reference]),
        reverse("queue_item", args=[pair.mentor.application.reference]),
    ):
        assert words in page, words
    assert (AccessLog.objects.get().reader, AccessLog.objects.get().page) == (awa, "personne")


def story_of(as_awa, person, query=""):
    return html(as_awa.get(at(person) + query)).partition('id="histoire"')[2].partition("</section>")[0]


def test_the_timeline_tells_of_everything(as_awa, known, pair, nadia, awa, settings):
    """« SECRET » is what the two share."""
    settings.ALLOW_DEMO = False
    held = MentoringSessionFactory(
        mentorship=pair, held=True, notes="SECRET", place="SECRET", agenda="SECRET"
    )
    SessionFeedbackFactory(mentoring_session=held, author=nadia, utility=4, shared_text="SECRET")
    MentoringSessionFactory(mentorship=pair, state="cancelled", cancel_word="SECRET")
    CheckInFactory(mentorship=pair, person=nadia, answered=True)
    workshops.register(WorkshopFactory(), by=nadia)
    asking.ask(pair, by=nadia, matter="report", message="Un mot à l’aide", contact="email")
    help_desk.close(HelpRequest.objects.get(reference="AID-2345"), by=awa)
    story = story_of(as_awa, nadia)
    for words in (
        *("Séance avec Yanis Traoré", "Tenue · très utile", "Annulée", "Point d’étape 1", "Bien"),
        *("Atelier Discord : inscription", "ATE-", "Signalement", "Demande d’aide : Contact", "Résolue"),
        *("Demande résolue", "par Awa", "Alerte : Silence", "Traitée", "Votre binôme commence"),
        *("Note ajoutée", "Message confidentiel"),
    ):
        assert words in story, words
    assert "SECRET" not in story
    assert "482915" not in story
    for name, reference in (("pair_desk", pair.reference), ("help_request", "AID-2345")):
        assert reverse(name, args=[reference]) in story


def test_a_long_timeline_is_cut_and_one_click_shows_the_whole(as_awa, nadia, monkeypatch):
    monkeypatch.setattr(timeline, "MOST", 20)
    for number in range(30):
        EmailFactory(recipient=nadia, subject=f"Lettre {number}.")
    story = story_of(as_awa, nadia)
    assert story.count("<time") == 20
    assert "Lettre 9." not in story
    assert "Voir toute l’histoire" in story
    story = story_of(as_awa, nadia, "?histoire=tout")
    assert story.count("<time") == 30
    assert "Lettre 0." in story
    assert "Voir toute l’histoire" not in story


def test_a_secret_message_stays_secret(as_awa, known, settings):
    settings.ALLOW_DEMO = False
    page = html(as_awa.get(at(known)))
    assert "482915" not in page
    assert "Message confidentiel" in page


def test_somebody_who_only_signed_in(as_awa):
    page = html(as_awa.get(at(UserFactory(first_name="Lou", last_name="Ferrand"))))
    for words in ("Sans candidature", "Aucune candidature.", "Aucun e-mail.", "Rien encore."):
        assert words in page
    assert "Créer un binôme" not in page


def test_as_many_queries_whatever_was_lived(as_awa, pair, nadia, awa, django_assert_num_queries):
    workshops.register(WorkshopFactory(), by=nadia)
    as_awa.get(at(nadia))
    with django_assert_num_queries(PAGE_QUERIES):
        as_awa.get(at(nadia))
    for number in range(30):
        ProposalFactory(mentor=pair.mentor, asked_mentor=True, state="declined", close_reason="no_time")
        MentorshipFactory(proposal=ProposalFactory(mentor=pair.mentor, accepted=True), completed=True)
        ApplicationFactory(person=nadia, kind="mentee", rejected=True)
        AlertFactory(mentorship=pair, rule="silent", resolved=True, note="Vu.", resolved_by=awa)
        notes.add(pair.mentor.application, by=awa, text="Vu.")
        pair_notes.add(pair, by=awa, text="Vu.")
        EmailFactory(recipient=nadia)
        MentoringSessionFactory(mentorship=pair, held=True)
        help_desk.ask("contact", person=nadia, message=f"Question {number}", about=f"BIN-{number}")
        CheckInFactory(mentorship=pair, person=nadia, answered=True, number=number + 1)
        workshops.register(WorkshopFactory(), by=nadia)
    with django_assert_num_queries(PAGE_QUERIES):
        as_awa.get(at(nadia))


def test_the_team_has_a_file_prepared_and_never_reads_it(as_awa, nadia, awa):
    """The person is written to; nobody else downloads it."""
    page = html(as_awa.post(at(nadia, "person_export"), follow=True))
    assert "Nadia Benali reçoit un e-mail quand le fichier est prêt." in page
    assert "Le fichier est en préparation" in page
    assert Event.objects.get(transition="ask_export").actor == awa
    assert exports.prepare_due() == 1
    letter = Email.objects.get(kind="data_export_ready")
    assert letter.recipient == nadia
    assert "Vous avez demandé vos données à l’équipe." in letter.text
    assert "Un fichier est déjà prêt" in html(as_awa.get(at(nadia)))


def test_no_file_for_a_closed_account(as_awa, nadia):
    nadia.is_active = False
    nadia.save()
    assert "Ce compte est fermé" in html(as_awa.post(at(nadia, "person_export"), follow=True))
    assert not DataExport.objects.exists()


def test_a_deletion_asked_for_is_said_and_an_erased_account_is_nobody(as_awa, nadia, awa):
    AccountDeletionFactory(person=nadia)
    assert "Suppression du compte demandée" in html(as_awa.get(at(nadia)))
    erasure.erase(nadia, by=awa)
    nadia.refresh_from_db()
    assert as_awa.get(at(nadia)).status_code == 404


def test_the_coordination_alone(client, pair, nadia):
    assert client.get(URL).url.startswith("/connexion/")
    client.force_login(nadia)
    asked = [
        client.get(URL),
        client.get(at(nadia)),
        client.post(FILE),
        client.post(at(nadia, "person_export")),
    ]
    assert {answer.status_code for answer in asked} == {403}
    assert not AccessLog.objects.exists()


def test_a_pair_by_hand_from_a_persons_page(as_awa):
    """Look for the other, read what stands in the way, say how both agreed: the pair's page opens."""
    yanis = ProfileFactory(person=UserFactory(first_name="Yanis", last_name="Kaci"))
    nadia = ProfileFactory(mentor=True, person=UserFactory(first_name="Nadia", last_name="Benali"))
    assert at(yanis.person, "person_pair") in html(as_awa.get(at(yanis.person)))
    search = html(as_awa.get(at(yanis.person, "person_pair"), {"q": "benali"}))
    where = reverse("pair_by_hand", args=[nadia.public_id, yanis.public_id])
    assert where in search
    nobody = html(as_awa.get(at(yanis.person, "person_pair"), {"q": "Zzz"}))
    assert "Personne ne porte le nom « Zzz » de l’autre côté." in nobody
    page = html(as_awa.get(where))
    assert "Nadia a 2 places libres" in page
    assert where in html(as_awa.get(reverse("compare", args=[nadia.public_id, yanis.public_id])))
    assert "Dites comment les deux accords ont été recueillis" in html(as_awa.post(where, {"note": " "}))
    page = html(as_awa.post(where, {"note": "Vus mardi."}, follow=True))
    assert "Le binôme est formé." in page
    assert "Nadia Benali et Yanis Kaci" in page
    assert {row.page for row in AccessLog.objects.filter(person=yanis.person)} == {
        *("personne", "comparer", "proposer", "pair_desk"),
    }


def button(page, url):
    """The class of the link to this address."""
    return page.partition(f'" href="{url}?')[0].rpartition('class="')[2]


def test_another_pair_is_never_the_first_thing_to_do(as_awa, pair, nadia, yanis):
    alone = ProfileFactory(person=UserFactory(first_name="Yanis")).person
    page = html(as_awa.get(at(alone)))
    assert button(page, at(alone, "person_pair")) == "btn btn-primary"
    assert button(page, at(alone, "person_write")) == "btn btn-outline-primary"
    page = html(as_awa.get(at(yanis)))
    assert "Créer un binôme" not in page
    assert button(page, at(yanis, "person_write")) == "btn btn-primary"
    page = html(as_awa.get(at(nadia)))  # one of her two places is taken
    assert button(page, at(nadia, "person_pair")) == "btn btn-outline-primary"
    pair.mentor.capacity = 1
    pair.mentor.save()
    assert "Créer un binôme" not in html(as_awa.get(at(nadia)))


def test_a_pair_that_cannot_be_is_refused_in_words(as_awa):
    proposal = ProposalFactory()
    other = ProfileFactory(mentor=True)
    where = reverse("pair_by_hand", args=[other.public_id, proposal.mentee.public_id])
    page = html(as_awa.get(where))
    assert "vient de recevoir une autre proposition" in page
    assert "Former le binôme</button>" not in page
    assert "vient de recevoir une autre proposition" in html(as_awa.post(where, {"note": "Vus mardi."}))
    closed = ProfileFactory(closed=True).person
    assert "Cette personne n’est pas ouverte" in html(as_awa.get(at(closed, "person_pair")))


def test_somebody_on_both_sides_chooses_which(as_awa, pair, nadia):
    ProfileFactory(person=nadia)
    page = html(as_awa.get(at(nadia, "person_pair")))
    assert "Chercher un mentor par son nom" in page
    assert "?cote=mentor" in page
    page = html(as_awa.get(at(nadia, "person_pair"), {"cote": "mentor"}))
    assert "Chercher une personne mentorée par son nom" in page
