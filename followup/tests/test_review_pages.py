"""« Bilans »: the team reads what was said at the end of the pairs, one after the other, and says so."""

import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from applications.models import Campus
from followup.models import ClosingReview
from followup.services import review_list, reviews, testimonials
from followup.tests.factories import ClosingReviewFactory, MentorshipFactory
from mentoring.models import AccessLog, Event, NotAllowed
from mentoring.returns import leaving
from mentoring.tests.factories import CoordinatorFactory

pytestmark = pytest.mark.django_db
URL = "/pilotage/bilans/"


@pytest.fixture
def as_awa(client, awa):
    client.force_login(awa)
    return client


def plain(answer):
    assert answer.status_code == 200
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def page(client, **query):
    return plain(client.get(URL, query))


def given(days=0, **fields):
    at = timezone.now() - datetime.timedelta(days=days)
    fields = {"mentorship": MentorshipFactory(completed=True), "created_at": at} | fields
    return ClosingReviewFactory(**fields)


def act(client, review, action, query=""):
    url = reverse("closing_review_act", args=[review.pk, action])
    return plain(client.post(f"{url}{query}", follow=True))


def order(client, **query):
    return [row.review for row in client.get(URL, query).context["rows"]]


# The service -----------------------------------------------------------------------------------------


def test_read_is_said_once_and_can_be_taken_back(awa):
    review = given()
    for _time in range(2):
        reviews.mark_read(review, by=awa)
    review.refresh_from_db()
    assert (review.read_by, review.is_read) == (awa, True)
    assert not ClosingReview.objects.to_read().exists()
    for _time in range(2):
        reviews.mark_unread(review, by=awa)
    assert ClosingReview.objects.to_read().get() == review
    first, second = Event.objects.about(review.reference).order_by("pk")
    assert (first.transition, first.actor) == ("read_review", awa)
    assert (second.transition, second.payload["before"]["read_by"]) == ("unread_review", awa.pk)


def test_a_colleague_was_first(awa):
    julien, review = CoordinatorFactory(first_name="Julien", last_name="Roy"), given()
    reviews.mark_read(review, by=julien)
    with pytest.raises(NotAllowed, match="Julien Roy a déjà relu ce bilan à"):
        reviews.mark_read(review, by=awa)
    julien.delete()
    with pytest.raises(NotAllowed, match="Ce bilan a déjà été relu"):
        reviews.mark_read(review, by=awa)
    assert Event.objects.filter(transition="read_review").count() == 1


def test_what_may_still_be_thrown_away_waits(awa):
    review = ClosingReviewFactory()
    assert not ClosingReview.objects.to_read().exists()
    with pytest.raises(NotAllowed, match="pas encore terminé"):
        reviews.mark_read(review, by=awa)


def test_nobody_read_it_at_no_time(awa):
    review = given()
    with pytest.raises(IntegrityError), transaction.atomic():
        ClosingReview.objects.filter(pk=review.pk).update(read_by=awa)


def test_those_of_before_are_taken_as_read():
    old, recent = given(91), given(89)
    import_module("followup.migrations.0017_old_reviews_are_read").take_as_read(apps, None)
    assert ClosingReview.objects.to_read().get() == recent
    old.refresh_from_db()
    assert (old.is_read, old.read_by) == (True, None)


# The pages -------------------------------------------------------------------------------------------


def test_a_review_is_read_whole(as_awa, pair, yanis, nadia):
    pair.state, pair.end_reason, pair.ended_on = "completed", "goals", timezone.localdate()
    pair.save()
    words = {"improvement": "Plus de séances", "quote": "Un déclic", "situation": "job", "another": "yes"}
    review = given(mentorship=pair, is_quote_public=True, **words)
    html = page(as_awa)
    for said in (
        "1 bilan à relire",
        "Bilan de Yanis Traoré",
        "Nadia Benali et Yanis Traoré",
        "Prendre confiance",
        "<strong>9 sur 10</strong>",
        "recommencer : Oui",
        "En emploi",
        "Plus de séances",
        "« Un déclic »",
        "publiable avec le prénom",
        "Publier la phrase",
        "Écrire à Yanis",
        f"{reverse('pair_desk_write', args=[pair.reference])}{leaving(URL)}&amp;a=mentee",
    ):
        assert said in html, said
    looks = AccessLog.objects.values_list("person", "page")
    assert list(looks) == [(yanis.pk, "closing_reviews")]
    testimonials.publish(review, by=CoordinatorFactory())
    assert "Phrase sur l’accueil" in page(as_awa)


def test_a_sentence_for_the_team_alone_is_not_offered(as_awa):
    given(quote="Pour vous")
    html = page(as_awa)
    assert "« Pour vous »" in html
    assert "Publier la phrase" not in html


def test_the_oldest_waits_first_and_the_last_read_comes_first(as_awa, awa):
    late, early = given(2), given(5)
    read = [given(days) for days in (9, 7)]
    for review in read:
        reviews.mark_read(review, by=awa)
    ClosingReviewFactory()  # of a pair that may be taken up again
    assert order(as_awa) == [early, late]
    assert order(as_awa, etat="relus") == read[::-1]
    assert order(as_awa, etat="tous") == [late, early, read[1], read[0]]
    assert f"Relu par {awa} le" in page(as_awa, etat="relus")


def test_narrowed(as_awa):
    by_mentee = given()
    pair = by_mentee.mentorship
    by_mentor = given(mentorship=pair, author=pair.mentor.person)
    other = given()
    pair.mentee.campus = Campus.objects.exclude(pk=other.mentorship.mentee.campus_id).first()
    pair.mentee.save()
    assert order(as_awa, cote="mentor") == [by_mentor]
    assert order(as_awa, cote="mentore") == [by_mentee, other]
    assert order(as_awa, campus=pair.mentee.campus.code) == [by_mentee, by_mentor]
    assert order(as_awa, q=pair.reference) == [by_mentee, by_mentor]
    assert "Aucun bilan ne correspond." in page(as_awa, q="personne-de-ce-nom")


def test_none_left_and_none_yet(as_awa, awa):
    assert "Aucun bilan à relire." in page(as_awa)
    assert "Pas encore de bilan." in page(as_awa, etat="relus")


def test_relu_and_a_relire_de_nouveau(as_awa, awa):
    review = given(1)
    html = act(as_awa, review, "relu", leaving(f"{URL}?cote=mentore&page=2"))
    assert f"Le bilan de {review.author.first_name} est relu." in html
    assert as_awa.get(URL).context["page"].paginator.count == 0
    html = act(as_awa, review, "a-relire", leaving(f"{URL}?etat=relus"))
    assert "est de nouveau à relire" in html
    assert order(as_awa) == [review]
    url = reverse("closing_review_act", args=[review.pk, "relu"])
    narrowed = f"{URL}?cote=mentore&page=2"
    assert as_awa.post(url + leaving(narrowed)).url == narrowed
    assert as_awa.post(f"{url}?retour=//ailleurs.example").url == URL
    of_a_live_pair = reverse("closing_review_act", args=[ClosingReviewFactory().pk, "relu"])
    assert as_awa.post(of_a_live_pair).status_code == 404


def test_from_the_page_of_the_pair(as_awa, awa):
    review = given()
    desk = reverse("pair_desk", args=[review.mentorship.reference])
    assert "Relu<span" in plain(as_awa.get(desk))
    url = reverse("closing_review_act", args=[review.pk, "relu"]) + leaving(desk)
    assert as_awa.post(url).url == f"{desk}#bilan-{review.pk}"
    assert f"Relu par {awa} le" in plain(as_awa.get(desk))
    live = ClosingReviewFactory().mentorship
    assert "Relu<span" not in plain(as_awa.get(reverse("pair_desk", args=[live.reference])))


def test_the_way_from_the_pairs(as_awa):
    given()
    assert 'Bilans <span class="bn-compteur">1</span>' in plain(as_awa.get(reverse("pairs")))


def test_as_many_queries_for_one_review_as_for_a_page(as_awa, django_assert_num_queries):
    given(is_quote_public=True, quote="Un pas")
    as_awa.get(URL)
    for _turn in range(2):
        with django_assert_num_queries(13):
            as_awa.get(URL)
        for _number in range(11):
            given()
    assert len(review_list.rows(review_list.listing({})[:30])) == 23
    assert "Page 1 sur 3" in page(as_awa)


def test_the_team_alone(client, nadia):
    review = given()
    client.force_login(nadia)
    url = reverse("closing_review_act", args=[review.pk, "relu"])
    assert {client.get(URL).status_code, client.post(url).status_code} == {403}
