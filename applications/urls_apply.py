"""The applicant's addresses."""

from django.urls import path

from .views import apply, profile, status, steps

urlpatterns = [
    path("candidature/", apply.hub, name="application_hub"),
    path("candidature/<side:kind>/", apply.start, name="application_start"),
    path("candidature/<side:kind>/plus-tard/", apply.later, name="application_later"),
    path("candidature/<side:kind>/supprimer/", apply.discard, name="application_discard"),
    path("candidature/<side:kind>/verifier/", apply.check, name="application_check"),
    path("candidature/<side:kind>/<slug:slug>/", steps.step, name="application_step"),
    path("candidature/<side:kind>/<slug:slug>/brouillon/", steps.autosave, name="application_autosave"),
    path("candidature/<application:reference>/", status.status, name="application_status"),
    path("candidature/<application:reference>/recue/", status.received, name="application_received"),
    path("candidature/<application:reference>/repondre/", status.reply, name="application_reply"),
    path("candidature/<application:reference>/retirer/", status.withdraw, name="application_withdraw"),
    path("candidature/<application:reference>/relecture/", status.ask_review, name="application_review"),
    path("espace/profil/<side:kind>/", profile.profile, name="profile"),
    path("espace/profil/<side:kind>/quitter/", profile.leave, name="profile_leave"),
    path("espace/profil/<side:kind>/<slug:slug>/", profile.step, name="profile_step"),
]
