"""The coordination's pages of pairs."""

from django.urls import path

from followup.views import pair_desk

PAIR = "<slug:reference>/"

urlpatterns = [
    path("", pair_desk.pairs, name="pairs"),
    path(PAIR, pair_desk.pair, name="pair_desk"),
    path(f"{PAIR}suivre/", pair_desk.follow, name="pair_desk_follow"),
    path(f"{PAIR}ecrire/", pair_desk.write, name="pair_desk_write"),
    path(f"{PAIR}canal/", pair_desk.channel, name="pair_desk_channel"),
    path(f"{PAIR}pause/", pair_desk.pause, name="pair_desk_pause"),
    path(f"{PAIR}reprendre/", pair_desk.resume, name="pair_desk_resume"),
    path(f"{PAIR}notes/", pair_desk.note, name="pair_desk_note"),
    path(f"{PAIR}notes/<int:pk>/supprimer/", pair_desk.note_remove, name="pair_desk_note_remove"),
    path(f"{PAIR}terminer/", pair_desk.end, name="pair_desk_end"),
]
