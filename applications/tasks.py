"""What the clock calls. Every task chooses from the data what is due and not yet done: safe to run twice."""

from celery import shared_task

from applications.services import deadlines, drafts, profiles, retention
from mentoring.rounds import steps


@shared_task
def application_tick():
    """Recall idle drafts, recall questions, stop waiting for answers that do not come."""
    return steps(
        drafts=drafts.remind_idle,
        reminded=deadlines.remind_questions,
        expired=deadlines.expire_questions,
    )


@shared_task
def profile_tick():
    """End the pauses that are over, withdraw those who left once their last pair has ended."""
    return steps(resumed=deadlines.resume_pauses, withdrawn=profiles.withdraw_departed)


@shared_task(name="applications.tasks.retention")
def forget():
    return retention.forget()
