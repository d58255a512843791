"""« Témoignages » among the settings, on the home page, and for whoever wrote one."""

import pytest
from django.urls import reverse

from followup.services import testimonials
from followup.tests.factories import ClosingReviewFactory, MentorshipFactory
from mentoring.models import Quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_awa(client, awa):
    client.force_login(awa)
    return client


def said(text, **options):
    return ClosingReviewFactory(
        mentorship=MentorshipFactory(completed=True), quote=text, **{"is_quote_public": True} | options
    )


def act(client, review, action):
    answer = client.post(reverse("testimonial_act", args=[review.pk, action]), follow=True)
    return answer.content.decode()


def test_publishing_ordering_and_taking_away(as_awa):
    one, two, secret = said("Un déclic"), said("Deux pas"), said("Rien que pour vous", is_quote_public=False)
    page = as_awa.get(reverse("testimonials")).content.decode()
    assert "Un déclic" in page
    assert "Rien que pour vous" not in page
    assert "bn-temoignage" not in as_awa.get("/").content.decode()
    for review in (one, two):
        assert "La phrase est sur l’accueil." in act(as_awa, review, "publier")
    act(as_awa, two, "monter")
    home = as_awa.get("/").content.decode()
    assert home.index("Deux pas") < home.index("Un déclic")
    assert one.author.first_name in home
    assert one.author.last_name not in home.partition("<main")[2]
    assert "n’est plus sur l’accueil" in act(as_awa, two, "depublier")
    assert "Deux pas" not in as_awa.get("/").content.decode()
    assert as_awa.post(reverse("testimonial_act", args=[secret.pk, "publier"])).status_code == 404


def test_a_fourth_waits(as_awa):
    for text in ("Un", "Deux", "Trois"):
        act(as_awa, said(text), "publier")
    last = said("Quatre")
    assert "Retirez-en une" in as_awa.get(reverse("testimonials")).content.decode()
    assert "Trois phrases sont déjà publiées" in act(as_awa, last, "publier")


def test_the_page_asks_as_much_of_the_database_for_many(as_awa, django_assert_max_num_queries):
    for number in (2, 12):
        while testimonials.agreed().count() < number:
            said("Une phrase")
        if not Quote.objects.exists():
            testimonials.publish(testimonials.agreed()[0], by=None)
        with django_assert_max_num_queries(12):
            as_awa.get(reverse("testimonials"))


def test_an_author_takes_it_back(as_yanis, client, in_state, yanis, nadia, awa):
    pair = in_state("completed")
    review = ClosingReviewFactory(mentorship=pair, author=yanis, quote="Un déclic", is_quote_public=True)
    here = reverse("pair", args=[pair.reference])
    assert "Retirer mon accord" in client.get(here).content.decode()
    testimonials.publish(review, by=awa)
    assert "Votre phrase est publiée avec votre prénom." in client.get(here).content.decode()
    withdraw = reverse("quote_withdraw", args=[pair.reference])
    client.force_login(nadia)
    assert "Votre phrase" not in client.get(here).content.decode()
    client.post(withdraw)
    assert Quote.objects.exists()
    client.force_login(yanis)
    page = client.post(withdraw, follow=True).content.decode()
    assert "votre phrase n’est plus publiée" in page
    assert not Quote.objects.exists()
    assert "Un déclic" not in client.get("/").content.decode()
