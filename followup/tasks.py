from celery import shared_task

from followup.services import (
    checkins,
    endings,
    figures,
    pauses,
    profile_reviews,
    reminders,
    sessions,
    workshops,
)


@shared_task
def session_tick():
    sessions.end_due()
    reminders.remind_of_sessions()
    reminders.ask_for_feedback()
    workshops.remind()


@shared_task
def pair_tick():
    pauses.resume_due()
    reminders.remind_of_resuming()
    reminders.nudge_first_sessions()
    reminders.nudge_next_sessions()
    reminders.announce_ends()
    endings.conclude_due()
    reminders.ask_for_reviews()


@shared_task
def checkin_tick():
    checkins.expire_due()
    checkins.schedule()
    checkins.ask_due()
    reminders.remind_of_check_ins()


@shared_task
def write_public_figures():
    figures.write_public_figures()


@shared_task
def review_profiles():
    profile_reviews.ask()
