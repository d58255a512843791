from django.urls import path

from . import views, views_texts

TEXTS = "pilotage/reglages/modeles-email/"

urlpatterns = [
    path("pilotage/courriels/", views.email_journal, name="email_journal"),
    path("pilotage/courriels/<slug:public_id>/", views.email_detail, name="email_detail"),
    path("pilotage/courriels/<slug:public_id>/html/", views.email_html, name="email_html"),
    path("pilotage/courriels/<slug:public_id>/<slug:action>/", views.email_act, name="email_act"),
    path(TEXTS, views_texts.email_texts, name="email_texts"),
    path(f"{TEXTS}<slug:code>/", views_texts.email_text, name="email_text"),
    path(
        f"{TEXTS}<slug:code>/revenir/<int:number>/", views_texts.email_text_restore, name="email_text_restore"
    ),
    path("compte/notifications/", views.mail_settings, name="mail_settings"),
    path("courriels/<str:token>/", views.mail_preferences, name="mail_preferences"),
]
