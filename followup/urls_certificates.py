"""One's own certificate among the pair's pages; `/attestations/` for whoever holds one; the sentences of the
home page."""

from django.urls import path, re_path

from followup.views import certificates, testimonials

PAIR = "binomes/<slug:reference>/"
TESTIMONIALS = "pilotage/reglages/temoignages/"

urlpatterns = [
    path(f"{PAIR}attestation/", certificates.certificate, name="certificate"),
    path(f"{PAIR}attestation.pdf", certificates.certificate_pdf, name="certificate_pdf"),
    path("attestations/", certificates.search, name="certificate_search"),
    path("attestations/<slug:code>/", certificates.check, name="certificate_check"),
    path(f"{PAIR}phrase/retirer/", testimonials.withdraw, name="quote_withdraw"),
    path(TESTIMONIALS, testimonials.testimonials, name="testimonials"),
    re_path(
        rf"^{TESTIMONIALS}(?P<review>\d{{1,18}})/(?P<action>publier|depublier|monter|descendre)/$",
        testimonials.act,
        name="testimonial_act",
    ),
]
