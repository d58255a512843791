"""The clock and its workers. What runs when: `mentoring/schedule.py`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")

app = Celery("binome")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
