from celery import shared_task

from followup.services import (
    alerts,
    charters,
    checkins,
    desk,
    endings,
    eves,
    figures,
    news,
    pauses,
    profile_reviews,
    reminders,
    sessions,
    staff,
)
from followup.services.privacy import erasure, exports
from followup.services.privacy import retention as data_retention
from mentoring.rounds import steps


@shared_task
def session_tick():
    return steps(
        ended=sessions.end_due,
        eves=eves.remind_of_sessions,
        workshop_eves=eves.remind_of_workshops,
        feedback=reminders.ask_for_feedback,
    )


@shared_task
def pair_tick():
    return steps(
        resumed=pauses.resume_due,
        resuming=reminders.remind_of_resuming,
        first_sessions=reminders.nudge_first_sessions,
        next_sessions=reminders.nudge_next_sessions,
        ends=reminders.announce_ends,
        concluded=endings.conclude_due,
        reviews=reminders.ask_for_reviews,
    )


@shared_task
def checkin_tick():
    return steps(
        expired=checkins.expire_due,
        scheduled=checkins.schedule,
        asked=checkins.ask_due,
        reminded=reminders.remind_of_check_ins,
    )


@shared_task
def write_public_figures():
    figures.write_public_figures()


@shared_task(soft_time_limit=1_800, time_limit=1_860)
def people_tick():
    """Profiles that have not changed for long, and whoever signed another charter. Safe to run twice."""
    return steps(profiles=profile_reviews.ask, charter=charters.tell)


@shared_task
def count_desk():
    """Count « À traiter » before it is asked for. Safe to run twice, and at once."""
    desk.count()


@shared_task
def staff_daily():
    return staff.write_daily()


@shared_task
def staff_weekly():
    return staff.write_weekly()


@shared_task(soft_time_limit=600, time_limit=660)
def send_news():
    """Write the letters of the news that leaves. Safe to run twice, and at once."""
    return news.write_due()


@shared_task
def data_tick():
    """Prepare the files asked for, and wipe what the last letters of the erased said."""
    return steps(prepared=exports.prepare_due, finished=erasure.finish)


@shared_task(soft_time_limit=1_800, time_limit=1_860)
def retention():
    return data_retention.run()


@shared_task(soft_time_limit=600, time_limit=660)
def compute_alerts():
    alerts.compute()
