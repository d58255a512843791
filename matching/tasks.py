from celery import shared_task

from mentoring.rounds import steps

from .services import browsing, deadlines, digests, features, runs


@shared_task
def proposal_tick():
    """Expire what is late, then remind who has three days of silence behind them. Safe to run twice."""
    return steps(expired=deadlines.expire_due, reminded=deadlines.remind_due)


@shared_task
def count_suggestions():
    """What the mentors' menu shows, once profiles are all packed. Safe to run twice."""
    features.write_missing()
    return browsing.remember_all()


@shared_task(soft_time_limit=1_800, time_limit=1_860)
def suggestions_digest():
    """On Mondays, to mentors whose list has somebody new. Safe to run twice."""
    return digests.write_due()


@shared_task(soft_time_limit=1_800, time_limit=1_860)
def compute_proposals():
    """The global proposals coordinators asked for. Safe to run twice: a run is one worker's at a time."""
    return runs.compute_due()


@shared_task
def refresh_prices():
    """Ask for the global proposal that suggestions are composed by, once a day, and let go of those of half a
    year ago. Safe to run twice."""
    runs.forget_old()
    run = runs.ask_for_prices()
    return run.reference if run else None
