"""Certificates: who may have one and when, what it says for ever, and the file itself."""

import datetime
import io
from decimal import Decimal

import pypdf
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.models import Domain, ProfileDomain
from followup import pdf
from followup.models import Certificate, MentoringSession
from followup.services import certificate_words as words
from followup.services import certificates, endings, reviews
from followup.tests.factories import CertificateFactory, MentoringSessionFactory, MentorshipFactory
from matching.tests.factories import in_days
from mentoring.mail.models import Email
from mentoring.models import Event, NotAllowed
from mentoring.references import ALPHABET, new_code, read_code
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
HOSTILE = [
    "#[*Évil*] _$x$_ <b>@ref `code` \\ // /* */ #panic()",
    "A" * 60,
    "Łukasz Ντίνα Дмитрий",
    "محمد \u202eabc",
    "李小龙 👩\u200d💻",
]


def held(pair, *minutes):
    """Sessions held on the last days, this long each."""
    for days, length in enumerate(minutes, 1):
        start = in_days(-days)
        MentoringSessionFactory(
            mentorship=pair,
            state=MentoringSession.State.HELD,
            starts_at=start,
            ends_at=start + datetime.timedelta(minutes=length),
        )


def issued(pair, person):
    return certificates.issue(pair, person, by=person)


def finish(pair, reason):
    endings.request_end(pair, by=pair.mentee.person, reason=reason)
    for person in pair.people:
        reviews.give(pair, by=person, another="later", recommendation=9)
    pair.refresh_from_db()


# Who and when ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "number", "who"),
    [
        ("active", 2, ""),
        ("active", 3, "mentor"),
        ("paused", 3, "mentor"),
        ("closing", 3, "mentor"),
        ("ended_early", 2, ""),
        ("ended_early", 3, "mentor"),
        ("completed", 0, ""),
        ("completed", 1, "mentor mentee"),
    ],
)
def test_who_may_have_one(in_state, state, number, who):
    pair = in_state(state)
    held(pair, *[60] * number)
    for person, name in zip(pair.people, ("mentor", "mentee"), strict=True):
        if name in who:
            assert certificates.page(pair, person)["draft"]
            assert issued(pair, person).role == name
        else:
            assert certificates.page(pair, person)["refusal"]
            with pytest.raises(NotAllowed):
                issued(pair, person)
    assert Certificate.objects.count() == len(who.split())


def test_only_sessions_held_count_for_as_long_as_they_lasted(pair, nadia):
    held(pair, 60, 45, 90)
    for state in set(MentoringSession.State) - {MentoringSession.State.HELD}:
        MentoringSessionFactory(mentorship=pair, state=state)
    found = issued(pair, nadia)
    assert (found.sessions, found.hours) == (3, Decimal("3.5"))
    found.refresh_from_db()
    assert words.hours(found) == "3,5 heures"


def test_ten_minutes_are_half_an_hour(in_state, yanis):
    pair = in_state("completed")
    held(pair, 10)
    assert words.hours(issued(pair, yanis)) == "0,5 heure"


def test_domains_are_those_wanted_and_offered(in_state, yanis):
    pair = in_state("completed")
    held(pair, 60)
    ProfileDomain.objects.all().delete()
    first, second, third = Domain.objects.order_by("pk")[:3]
    for rank, domain in enumerate((third, first), 1):
        ProfileDomain.objects.create(profile=pair.mentee, domain=domain, rank=rank)
    assert certificates.facts_of(pair, yanis)["domains"] == [third.label, first.label]
    for domain in (first, second, third):
        ProfileDomain.objects.create(profile=pair.mentor, domain=domain)
    assert certificates.facts_of(pair, yanis)["domains"] == [third.label, first.label]
    ProfileDomain.objects.filter(profile=pair.mentor, domain=third).delete()
    assert issued(pair, yanis).domains == [first.label]


# What stays ------------------------------------------------------------------------------------------


def test_an_earlier_paper_goes_on_saying_what_it_says(pair, nadia):
    held(pair, 60, 60, 60)
    first = issued(pair, nadia)
    assert issued(pair, nadia) == first
    assert certificates.page(pair, nadia)["draft"] is None
    held(pair, 60)
    second = issued(pair, nadia)
    first.refresh_from_db()
    assert (first.sessions, second.sessions) == (3, 4)
    assert first.replaced_at
    assert first.code != second.code
    assert certificates.current_of(pair, nadia) == second
    events = Event.objects.filter(transition="issue").order_by("pk")
    assert [event.actor for event in events] == [nadia, nadia]
    assert events[1].payload == {"pair": pair.reference, "replaced": first.code}


def test_a_name_changed_later_makes_another(pair, nadia):
    held(pair, 60, 60, 60)
    first = issued(pair, nadia)
    nadia.last_name = "Morel"
    nadia.save()
    ProfileDomain.objects.all().delete()
    assert issued(pair, nadia).public_name == "Nadia M."
    first.refresh_from_db()
    assert first.public_name == "Nadia B."


@pytest.mark.parametrize(("reason", "number"), [("goals", 1), ("time", 1), ("term", 0)])
def test_a_pair_that_went_to_its_end_has_them_at_once(pair, nadia, yanis, reason, number):
    held(pair, *[60] * number)
    finish(pair, reason)
    is_certified = reason == "goals"
    assert Certificate.objects.count() == 2 * is_certified
    for person in (nadia, yanis):
        mail = Email.objects.get(kind="pair_completed", recipient=person)
        assert ("Votre attestation est prête" in mail.text) == is_certified
        assert (f"/binomes/{pair.reference}/attestation/" in mail.text) == is_certified
    if is_certified:
        assert {row.ended_on for row in Certificate.objects.all()} == {timezone.localdate()}


def test_it_goes_with_its_person():
    found = CertificateFactory(person=UserFactory())
    found.person.delete()
    assert not Certificate.objects.exists()


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("certificate_attests_something", {"sessions": 0}),
        ("certificate_attests_something", {"hours": 0}),
        ("certificate_issued_after_the_start", {"issued_on": datetime.date(2020, 1, 1)}),
        ("certificate_ends_before_it_is_issued", {"ended_on": datetime.date(2020, 1, 1)}),
        ("certificate_ends_before_it_is_issued", {"ended_on": datetime.date(2099, 1, 1)}),
    ],
)
def test_what_one_row_can_state(constraint, wrong):
    with pytest.raises(IntegrityError, match=constraint):
        CertificateFactory(**wrong)


def test_one_is_current():
    pair = MentorshipFactory()
    CertificateFactory(mentorship=pair, replaced_at=timezone.now())
    CertificateFactory(mentorship=pair)
    CertificateFactory(mentorship=pair, person=pair.mentee.person)
    with transaction.atomic(), pytest.raises(IntegrityError):
        CertificateFactory(mentorship=pair)


def test_a_code_is_read_however_it_is_typed():
    code = new_code()
    assert set(code) <= {*ALPHABET, "-"}
    for typed in (code, code.lower(), f" {code.replace('-', ' ')}.", code.replace("-", "")):
        assert read_code(typed) == code
    for typed in ("", code[:-1], code + "2", "0" + code[1:], "\ud800" * 12, "é" * 12):
        assert read_code(typed) == ""


# The file --------------------------------------------------------------------------------------------


def opened(row):
    return pypdf.PdfReader(io.BytesIO(pdf.certificate(row)))


def fonts_of(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def is_embedded(font):
    described = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    return any(name.startswith("/FontFile") for name in described["/FontDescriptor"])


def test_the_file_is_one_tagged_page_in_french(pair):
    row = CertificateFactory(
        mentorship=pair, domains=["Aide technique"], hours=Decimal("10.5"), ended_on=timezone.localdate()
    )
    found = opened(row)
    root = found.trailer["/Root"]
    assert root["/Lang"].startswith("fr")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data().replace(b"<", b"")
    assert (found.metadata.title, found.metadata.author) == ("Attestation d’engagement bénévole", "Binôme")
    assert len(found.pages) == 1
    page = found.pages[0]
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
    assert all(is_embedded(font) for font in fonts_of(page))
    text = " ".join(page.extract_text().split())
    for said in ("Nadia Benali", "10,5 heures", "Aide technique", row.code, "/attestations/"):
        assert said in text
    assert pdf.certificate(row) == pdf.certificate(row)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_a_piece_of_text(pair, name):
    row = CertificateFactory(
        mentorship=pair, person=pair.mentee.person, first_name=name[:60], last_name=name, domains=[name] * 6
    )
    found = opened(row)
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert found.metadata.title == "Attestation de participation"
    assert len(found.pages) == 1
    if name.startswith("#"):
        assert name.partition("`")[0].strip() in " ".join(found.pages[0].extract_text().split())
