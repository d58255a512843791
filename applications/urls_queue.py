"""The coordinator's addresses."""

from django.urls import path

from .views import all_applications, batches, decisions, queue

QUEUE = "pilotage/candidatures/"
FILE = f"{QUEUE}<application:reference>/"

urlpatterns = [
    path(QUEUE, queue.queue_page, name="queue"),
    path(f"{QUEUE}toutes/", all_applications.all_applications, name="all_applications"),
    path(f"{QUEUE}toutes.csv", all_applications.all_applications_csv, name="all_applications_csv"),
    path(f"{QUEUE}lot/<batch:action>/", batches.batch, name="queue_batch"),
    path(FILE, queue.item, name="queue_item"),
    path(f"{FILE}possibles/", queue.prospects, name="queue_prospects"),
    path(f"{FILE}passer/", queue.skip, name="queue_skip"),
    path(f"{FILE}suivre/", queue.assign, name="queue_assign"),
    path(f"{FILE}notes/", queue.note, name="queue_note"),
    path(f"{FILE}notes/<int:pk>/supprimer/", queue.note_remove, name="queue_note_remove"),
    path(f"{FILE}texte/", queue.excerpt, name="queue_excerpt"),
    path(f"{FILE}annuler/", decisions.undo, name="decision_undo"),
    path(f"{FILE}<decision:action>/", decisions.decide, name="decide"),
]
