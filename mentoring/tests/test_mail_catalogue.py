"""The catalogue of e-mails: each kind’s class and subject word for word, and what a subject may look like."""

import re

import pytest
from django.utils import translation

from mentoring.mail import catalogue

# {} stands for what changes from one message to the next.
CATALOGUE = {
    "login_code": ("T", "{} : votre code Binôme"),
    "draft_saved": ("T", "Votre brouillon est enregistré"),
    "draft_reminder": ("R", "Votre demande vous attend"),
    "application_received": ("T", "Nous avons bien reçu votre demande"),
    "application_info_requested": ("D", "Une question sur votre demande"),
    "application_info_reminder": ("R", "Il nous manque une réponse"),
    "application_on_hold": ("D", "Votre demande est en attente"),
    # « Bienvenue parmi les mentors » or « Votre demande de mentorat est validée »
    "application_approved": ("D", "{}"),
    "application_rejected": ("D", "Réponse à votre demande"),
    "application_withdrawn": ("T", "Votre demande est retirée"),
    # « 1 personne pourrait avancer avec vous » or « 6 personnes pourraient… »
    "suggestions_digest": ("R", "{}"),
    "interest_declined": ("D", "À propos de votre intérêt"),
    "proposal_to_mentor": ("D", "Une personne à accompagner vous est proposée"),
    "proposal_to_mentee": ("D", "Nous avons trouvé un mentor pour vous"),
    "proposal_reminder": ("R", "Plus que {} pour répondre"),
    "proposal_expired": ("D", "La proposition a expiré"),
    "proposal_not_concluded": ("D", "Cette mise en relation n’aura pas lieu"),
    "proposal_cancelled": ("D", "Proposition annulée"),
    "pair_started": ("T", "Votre binôme est formé"),
    "first_session_nudge": ("R", "Fixez votre première séance"),
    "session_planned": ("T", "Séance {} à {}"),
    "session_moved": ("T", "Séance déplacée au {}"),
    "session_cancelled": ("T", "Séance du {} annulée"),
    "session_reminder": ("R", "{} {} : votre séance"),
    "session_feedback": ("R", "40 secondes : comment s’est passée la séance ?"),
    "next_session_nudge": ("R", "Quand vous revoyez-vous ?"),
    "checkin_due": ("R", "Un point sur votre binôme"),
    "pair_paused": ("T", "Votre binôme est en pause jusqu’au {}"),
    "pair_resumed": ("T", "C’est reparti"),
    "pair_resuming": ("R", "Votre binôme reprend le {}"),
    "pair_extension_asked": ("T", "Continuer ensemble ?"),
    "pair_extended": ("T", "Votre binôme continue"),
    "end_approaching": ("R", "Votre binôme arrive à son terme"),
    "pair_ending": ("D", "Fin de votre binôme"),
    "closing_review_due": ("R", "2 minutes pour votre bilan"),
    "pair_completed": ("T", "Merci pour ce bout de chemin"),
    "profile_review": ("R", "Vos disponibilités ont-elles changé ?"),
    "profile_resumed": ("T", "Vous êtes de nouveau disponible"),
    "help_received": ("T", "Votre demande d’aide est notée"),
    "help_planned": ("T", "Rendez-vous d’aide le {}"),
    "workshop_registered": ("T", "Atelier Discord : {}"),
    "workshop_promoted": ("T", "Une place s’est libérée"),
    "workshop_cancelled": ("T", "Atelier annulé"),
    "workshop_changed": ("T", "Atelier Discord modifié : {}"),
    "workshop_opened": ("T", "Un atelier Discord ouvre : {}"),
    "workshop_reminder": ("R", "{} : atelier Discord"),
    "staff_daily": ("S", "{} à traiter ce matin"),
    "staff_alert": ("S", "À contacter : {}"),
    "staff_weekly": ("S", "La semaine du mentorat"),
    "data_export_ready": ("T", "Vos données sont prêtes"),
    "account_deletion_scheduled": ("T", "Suppression prévue le {}"),
    "account_deleted": ("T", "Votre compte est supprimé"),
    "accounts_merged": ("T", "Vos deux comptes n’en font plus qu’un"),
    "retention_warning": ("R", "Garder votre compte ?"),
    "charter_updated": ("R", "La charte évolue"),
    "news": ("N", "{}"),
    "team_message": ("D", "Un mot de l’équipe Binôme"),
    "account_notice": ("T", "Votre compte {} : {}"),
    "text_trial": ("T", "Essai : {}"),
}
# What the first half of the journey sends, from the sign-in code to the word after a session.
FIRST_HALF = [*list(CATALOGUE)[:10], *list(CATALOGUE)[11:25], "account_notice"]
SECRETS = {
    *("login_code", "account_notice", "session_feedback", "profile_review"),
    *("account_deletion_scheduled", "retention_warning"),
}


def plain(subject):
    return re.sub(r"\{\w*\}", "{}", str(subject)).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture(params=catalogue.all_kinds(), ids=lambda kind: kind.key)
def kind(request):
    return request.param


def test_a_kind_is_of_the_catalogue_word_for_word(kind):
    with translation.override("fr"):
        assert (kind.category, plain(kind.subject)) == CATALOGUE[kind.key]


def test_the_first_half_of_the_journey_is_all_there():
    assert sorted(set(FIRST_HALF) - {kind.key for kind in catalogue.all_kinds()}) == []


def test_a_subject_is_short_and_quiet(kind):
    subject = plain(kind.subject)
    assert len(subject) <= 60
    assert re.findall(r"[!\[\]()<>]|[\U0001F000-\U0001FFFF]", subject) == []


def test_what_holds_a_code_or_a_signed_link_is_secret(kind):
    assert kind.is_secret is (kind.key in SECRETS)


def test_reminders_have_a_rank_and_the_rest_none(kind):
    assert (kind.rank > 0) is (kind.category in ("R", "N"))


def test_a_reminder_asks_again_before_it_leaves(kind):
    has_guard = kind.is_still_relevant is not catalogue.always
    assert has_guard or kind.category != "R"
