"""The clock: which task runs when, in the programme's own time zone."""

from datetime import timedelta

from celery.schedules import crontab


def beat(drain_seconds):
    """What Celery's beat sends; e-mails that are due leave every `drain_seconds`."""
    return {
        "send-due-emails": {
            "task": "mentoring.mail.tasks.send_due_emails",
            "schedule": timedelta(seconds=drain_seconds),
            "options": {"expires": drain_seconds},
        },
        "forget-unproven-accounts": {
            "task": "mentoring.tasks.forget_unproven_accounts",
            "schedule": crontab(hour=2, minute=10),
        },
        "application-tick": {
            "task": "applications.tasks.application_tick",
            "schedule": crontab(hour=7, minute=50),
        },
        "proposal-tick": {
            "task": "matching.tasks.proposal_tick",
            "schedule": crontab(hour="8-20", minute=0),
        },
        "compute-proposals": {
            "task": "matching.tasks.compute_proposals",
            "schedule": timedelta(seconds=2),
            "options": {"expires": 2},
        },
        "refresh-prices": {
            "task": "matching.tasks.refresh_prices",
            "schedule": crontab(hour=3, minute=30),
        },
        "count-suggestions": {
            "task": "matching.tasks.count_suggestions",
            "schedule": crontab(minute=40),
        },
        "suggestions-digest": {
            "task": "matching.tasks.suggestions_digest",
            "schedule": crontab(hour=9, minute=0, day_of_week="mon"),
        },
        "compute-alerts": {
            "task": "followup.tasks.compute_alerts",
            "schedule": crontab(hour=4, minute=0),
        },
        "session-tick": {
            "task": "followup.tasks.session_tick",
            "schedule": crontab(minute="*/10"),
        },
        "pair-tick": {
            "task": "followup.tasks.pair_tick",
            "schedule": crontab(hour=7, minute=45),
        },
        "checkin-tick": {
            "task": "followup.tasks.checkin_tick",
            "schedule": crontab(hour=7, minute=45),
        },
        "profile-tick": {
            "task": "applications.tasks.profile_tick",
            "schedule": crontab(hour=7, minute=45),
        },
        "people-tick": {
            "task": "followup.tasks.people_tick",
            "schedule": crontab(hour=7, minute=45),
        },
        "count-desk": {
            "task": "followup.tasks.count_desk",
            "schedule": timedelta(minutes=1),
            "options": {"expires": 60},
        },
        "staff-daily": {
            "task": "followup.tasks.staff_daily",
            "schedule": crontab(hour=8, minute=30, day_of_week="mon-fri"),
        },
        "staff-weekly": {
            "task": "followup.tasks.staff_weekly",
            "schedule": crontab(hour=8, minute=35, day_of_week="mon"),
        },
        "send-news": {
            "task": "followup.tasks.send_news",
            "schedule": timedelta(minutes=1),
            "options": {"expires": 60},
        },
        "public-figures": {
            "task": "followup.tasks.write_public_figures",
            "schedule": crontab(minute=5),
        },
        "retention": {
            "task": "applications.tasks.retention",
            "schedule": crontab(hour=2, minute=0),
        },
        "data-retention": {
            "task": "followup.tasks.retention",
            "schedule": crontab(hour=2, minute=5),
        },
        "data-tick": {
            "task": "followup.tasks.data_tick",
            "schedule": timedelta(seconds=30),
            "options": {"expires": 30},
        },
    }
