import datetime

from django.db import migrations
from django.utils import timezone

OLD = datetime.timedelta(days=90)


def take_as_read(apps, _schema_editor):
    """Nobody marked what was read until now: the old ones are not work that waits."""
    now = timezone.now()
    reviews = apps.get_model("followup", "ClosingReview").objects
    reviews.filter(read_at=None, created_at__lt=now - OLD).update(read_at=now)


class Migration(migrations.Migration):
    dependencies = [("followup", "0016_closing_reviews_read")]
    operations = [migrations.RunPython(take_as_read, migrations.RunPython.noop, elidable=True)]
