from celery import shared_task

from .drain import drain


@shared_task
def send_due_emails():
    return drain()
