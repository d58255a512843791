"""The global proposal of the small programme."""

from django.utils import timezone

from matching.tests.factories import LeftOutFactory, RunFactory, RunPairFactory, RunPricesFactory


def global_proposal(world):
    """A finished calculation with a pair to propose, another to put back, somebody without a mentor."""
    profiles, things = world.profiles, world.things
    things["run"] = RunFactory(
        done=True, created_by=world.people["coordinator"], pair_count=2, left_out_count=1
    )
    things["line"] = RunPairFactory(run=things["run"], mentor=profiles["mentor"], mentee=profiles["learner"])
    things["removed"] = RunPairFactory(
        run=things["run"],
        mentor=profiles["stranger"],
        mentee=profiles["wished"],
        removed_at=timezone.now(),
        warnings=["one_slot"],
    )
    LeftOutFactory(run=things["run"], mentee=profiles["seeker"])
    RunPricesFactory(run=things["run"])
