from celery import shared_task

from mentoring import accounts


@shared_task
def forget_unproven_accounts():
    return accounts.forget_unproven()
