"""The global proposal of five days ago (a Wednesday, in the story), computed by the services over the
programme as it was, and what Awa has asked from it since."""

from django.db.models import F, Value
from django.db.models.functions import Greatest

from matching.models import MatchingSettings, Run
from matching.services import runs
from mentoring.models import Event

DAY = -5


def compute(world):
    """The finished run. Nobody has been asked yet: call it before any proposal is under way."""
    version, awa = MatchingSettings.current(), world.people["awa"]
    run = runs.ask(by=awa, floor=version.floor, gamma=version.gamma)
    runs.compute_due()
    reference, asked = world.reference("ENS", "wednesday"), world.at(DAY, "09:12")
    computed = world.at(DAY, "09:13")
    Event.objects.filter(reference=run.reference).update(reference=reference, at=computed)
    Event.objects.filter(reference=reference, transition="ask_run").update(at=asked)
    Run.objects.filter(pk=run.pk).update(
        reference=reference, created_at=asked, beat_at=computed, read_at=computed, finished_at=computed
    )
    run.pairs.update(days=Greatest(F("days") + DAY, Value(0)))
    run.refresh_from_db()
    return run


def was_asked(run, proposal):
    """`proposal` came from a line of `run`."""
    line = run.pairs.get(mentor=proposal.mentor, mentee=proposal.mentee)
    line.proposal, line.sent_at = proposal, proposal.created_at
    line.save()
