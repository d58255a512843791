"""What the team noted of pairs it keeps an eye on."""

from followup.models import PairNote

from .pairs import HESITATES, SILENT, WISHES_TO_CHANGE, YANIS
from .texts import pairing
from .world import happened


def everything(world):
    for (id, days), text in zip(
        ((YANIS, 9), (SILENT, 4), (WISHES_TO_CHANGE, 2), (HESITATES, 1)), pairing.TEAM_NOTES, strict=True
    ):
        pair, at = world.mentorships[id], world.moment(-days, "pair note", id)
        PairNote.objects.create(mentorship=pair, author=pair.coordinator, text=text, created_at=at)
        happened(pair, "add_note", at, by=pair.coordinator)
