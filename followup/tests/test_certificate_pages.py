"""The certificate's own page and file, and what a stranger who holds its code may read."""

import io

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from followup.models import Certificate
from followup.services import certificates
from followup.tests.factories import CertificateFactory, MentoringSessionFactory
from followup.views.certificates import CHECKS_PER_HOUR

pytestmark = pytest.mark.django_db


def url(name, pair):
    return reverse(name, args=[pair.reference])


def held(pair, number):
    MentoringSessionFactory.create_batch(number, mentorship=pair, held=True)


def test_a_mentor_asks_for_theirs_after_three_sessions(as_nadia, client, pair, yanis):
    held(pair, 2)
    page = client.get(url("certificate", pair)).content.decode()
    assert "prête dans 1 séance tenue." in page
    assert "Obtenir mon attestation" not in page
    assert url("certificate", pair) not in client.get(url("pair", pair)).content.decode()
    refused = client.post(url("certificate", pair), follow=True).content.decode()
    assert "prête dans 1 séance tenue." in refused
    assert client.get(url("certificate_pdf", pair)).status_code == 404
    held(pair, 1)
    assert url("certificate", pair) in client.get(url("pair", pair)).content.decode()
    page = client.get(url("certificate", pair)).content.decode()
    assert "Attestation d’engagement bénévole" in page
    assert "Nadia Benali" in page
    assert not Certificate.objects.exists()
    page = client.post(url("certificate", pair), follow=True).content.decode()
    found = Certificate.objects.get()
    assert "Votre attestation est prête." in page
    assert "Obtenir mon attestation" not in page
    assert f"Attestation {found.code}" in page
    client.force_login(yanis)
    assert "à la fin du binôme" in client.get(url("certificate", pair)).content.decode()
    assert client.get(url("certificate_pdf", pair)).status_code == 404


def test_the_file(as_nadia, pair):
    found = CertificateFactory(mentorship=pair)
    answer = as_nadia.get(url("certificate_pdf", pair))
    assert answer["Content-Type"] == "application/pdf"
    assert f'"attestation-{found.code}.pdf"' in answer["Content-Disposition"]
    text = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert found.code in text


def test_more_to_attest_makes_another_and_both_are_genuine(as_nadia, client, pair):
    first = CertificateFactory(mentorship=pair)
    held(pair, 4)
    assert "plus à attester" in client.get(url("certificate", pair)).content.decode()
    client.post(url("certificate", pair))
    second = certificates.current_of(pair, pair.mentor.person)
    assert client.get(url("certificate_pdf", pair))["Content-Disposition"].count(second.code) == 1
    client.logout()
    for row, number in ((first, 3), (second, 4)):
        page = client.get(reverse("certificate_check", args=[row.code])).content.decode()
        assert f"<dt>Séances tenues</dt><dd>{number}</dd>" in page


def test_a_completed_pair_leads_to_it(as_yanis, in_state):
    pair = in_state("completed")
    held(pair, 1)
    certificates.issue_at_the_end(pair, by=None)
    assert url("certificate", pair) in as_yanis.get(url("pair", pair)).content.decode()
    page = as_yanis.get(url("certificate", pair)).content.decode()
    assert "Attestation de participation" in page
    assert reverse("become_mentor") in page
    assert "Avec Nadia" in as_yanis.get("/espace/").content.decode()


def test_anybody_may_verify_and_reads_no_surname(client, pair):
    found = CertificateFactory(mentorship=pair, ended_on=timezone.localdate(), domains=["Aide technique"])
    answer = client.get(reverse("certificate_check", args=[found.code.lower().replace("-", "")]))
    page = answer.content.decode()
    assert "Attestation authentique" in page
    assert "Nadia B." in page
    assert '<meta name="robots" content="noindex">' in page
    for word in ("Benali", "Yanis", pair.reference, "@"):
        assert word not in page.partition("<main")[2].partition("</main>")[0]


def test_an_unknown_code(client):
    for code in ("2222-2222-2222", "nimporte-quoi"):
        answer = client.get(reverse("certificate_check", args=[code]))
        assert answer.status_code == 404
        assert "Ce code ne correspond à aucune attestation." in answer.content.decode()


def test_a_code_is_typed(client):
    page = client.get(reverse("certificate_search"))
    assert page.status_code == 200
    assert "Saisissez le code" not in page.content.decode()
    assert "Saisissez le code" in client.get(reverse("certificate_search"), {"code": ""}).content.decode()
    page = client.get(reverse("certificate_search"), {"code": "K7P4 9MQX"}).content.decode()
    assert "douze lettres et chiffres" in page
    assert "K7P4 9MQX" in page
    answer = client.get(reverse("certificate_search"), {"code": "k7p4 9mqx 2htd"})
    assert answer["Location"] == "/attestations/K7P4-9MQX-2HTD/"


def test_nobody_tries_codes_all_day(client, monkeypatch):
    assert CHECKS_PER_HOUR == 60
    monkeypatch.setattr("followup.views.certificates.CHECKS_PER_HOUR", 2)
    found = reverse("certificate_check", args=[CertificateFactory().code])
    assert [client.get(found).status_code for _time in range(3)] == [200, 200, 429]
    assert client.get(found, REMOTE_ADDR="10.0.0.9").status_code == 200
