from celery import shared_task

from .services import browsing, deadlines, runs


@shared_task
def proposal_tick():
    """Expire what is late, then remind who has three days of silence behind them. Safe to run twice."""
    return {"expired": deadlines.expire_due(), "reminded": deadlines.remind_due()}


@shared_task
def count_suggestions():
    """What the mentors' menu shows. Safe to run twice."""
    return browsing.remember_all()


@shared_task(soft_time_limit=1_800, time_limit=1_860)
def compute_proposals():
    """The global proposals coordinators asked for. Safe to run twice: a run is one worker's at a time."""
    return runs.compute_due()
